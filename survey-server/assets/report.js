// Reports without page loads: a control that changes fetches the page that it leads to, and its part takes the place of this
// one. The address changes with it, so that every view can be shared and the way back works. Without this script the controls
// are a form and links.

import { draw, drop } from "./chart.js";

const find = (page) => page.querySelector("[data-report]") ?? page.getElementById("main");
const part = find(document);
const says = document.body.appendChild(document.createElement("p"));
says.className = "visually-hidden";
says.setAttribute("role", "status");
let asked = null;

/** Where a form leads: its fields that say something. */
function address(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(fields).toString();
  return form.getAttribute("action") + (query && `?${query}`);
}

/** What had the focus, so that it can have it again. */
function focused() {
  const now = document.activeElement;
  if (!part.contains(now)) return () => null;
  if (now.id) return () => document.getElementById(now.id);
  const words = now.textContent;
  return () => [...part.querySelectorAll("a[data-view]")].find((link) => link.textContent === words);
}

async function open(url, { push }) {
  asked?.abort();
  const mine = (asked = new AbortController());
  part.setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(url, { signal: mine.signal, redirect: "error", headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    if (!mine.signal.aborted) location.assign(url);
    return;
  }
  if (mine.signal.aborted) return;
  const fresh = find(page);
  if (!fresh) return void location.assign(url);
  const again = focused();
  if (push) history.pushState({ report: true }, "", url);
  shown = here();
  drop(part);
  part.replaceChildren(...fresh.childNodes);
  part.removeAttribute("aria-busy");
  document.title = page.title;
  draw(part);
  again()?.focus({ preventScroll: true });
  says.textContent = part.querySelector("h1")?.textContent ?? "";
}

/** A span of days has two ends, and a year that is being typed is none yet. */
function complete(form) {
  const days = ["from", "until"].map((name) => form.elements[name]?.value ?? "");
  return days.every((day) => day === "") || days.every((day) => day >= "1970");
}

part.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-view-form]");
  if (!form || !complete(form)) return;
  // Another survey has other questions.
  if (event.target.name === "survey" && form.elements.question) form.elements.question.value = "";
  open(address(form), { push: true });
});
part.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-view-form]");
  if (!form) return;
  event.preventDefault();
  open(address(form), { push: true });
});
part.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link.href, { push: true });
});
// A link to a place of this page is a step of its history too, and leads to no other view.
const here = () => location.pathname + location.search;
let shown = here();
addEventListener("popstate", () => {
  if (here() !== shown) open(location.href, { push: false });
});
