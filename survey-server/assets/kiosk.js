// A tablet in a shop: start, one question at a time, thanks, and back to the start. Needs no connection.

import { begin, discard, keep, send } from "./kiosk-queue.js";
import { holds } from "./show-if.js";

const { dataset } = document.body;
const by = (id) => document.getElementById(id);
const form = by("survey");
const steps = [...document.querySelectorAll(".step")];
const screens = [...document.querySelectorAll("[data-screen]")];
const properties = JSON.parse(dataset.properties);
let place = -1;
let timer;
let old = false;

/* screens */

function show(name) {
  for (const screen of screens) screen.hidden = screen.dataset.screen !== name;
  dataset.screen = name;
  scrollTo(0, 0);
}

/** So many seconds of nothing, and `then`. */
function after(seconds, then) {
  clearTimeout(timer);
  timer = setTimeout(then, seconds * 1000);
}

/** The start, as nobody had been here; a new page if there is one, and always in the first language. */
function start() {
  clearTimeout(timer);
  form.reset();
  place = -1;
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  const first = document.querySelector("[data-first]");
  if (first && !first.ariaCurrent) return location.replace(first.href);
  if (old && navigator.onLine) return location.reload();
  show("start");
}

function answering() {
  if (dataset.screen === "ask") after(Number(dataset.idle), () => finish(start));
}

/* questions */

function given(step) {
  return new FormData(form).getAll(step.dataset.key).filter((value) => value.trim() !== "");
}

/** The questions that the answers so far bring up, in order. */
function shown() {
  const answers = new Map();
  return steps.filter((step) => {
    const visible = holds(JSON.parse(step.dataset.show), answers, properties);
    const values = visible ? given(step) : [];
    const flag = { yes: true, no: false };
    const facts = step.dataset.kind === "yes_no" || step.dataset.kind === "consent" ? values.map((value) => flag[value]) : values;
    if (facts.length) answers.set(step.dataset.key, facts);
    return visible;
  });
}

function open(step) {
  place = steps.indexOf(step);
  const list = shown();
  const number = list.indexOf(step) + 1;
  for (const one of steps) one.hidden = one !== step;
  const progress = by("progress");
  progress.textContent = progress.dataset.progress.replace("§", number).replace("¤", list.length);
  Object.assign(form.querySelector("progress"), { value: number, max: list.length });
  by("next").textContent = number === list.length ? by("next").dataset.send : by("next").dataset.next;
  show("ask");
  step.focus({ preventScroll: true });
  answering();
}

function wrong(step) {
  const count = given(step).length;
  const { least, most, required } = step.dataset;
  if (required !== undefined && count === 0) return dataset.missing;
  return (count > 0 && count < Number(least)) || (Number(most) > 0 && count > Number(most)) ? dataset.choices : "";
}

function next() {
  const step = steps[place];
  const problem = wrong(step);
  step.querySelector(".problem").textContent = problem;
  if (problem) return;
  const following = shown().find((one) => steps.indexOf(one) > place);
  if (following) open(following);
  else finish(thanks);
}

function back() {
  const before = shown().filter((one) => steps.indexOf(one) < place).pop();
  if (before) open(before);
  else start();
}

/** Keeps what was answered, if anything was, and goes on. */
async function finish(then) {
  clearTimeout(timer);
  const keys = shown().filter((step) => !wrong(step)).map((step) => step.dataset.key);
  const own = (name) => keys.includes(name) || (name.endsWith(".other") && keys.includes(name.slice(0, -6)));
  const fields = [...new FormData(form)].filter(([name, value]) => own(name) && value.trim() !== "");
  // Who left before agreeing has not agreed: nothing is kept.
  const agreed = shown().every((step) => step.dataset.kind !== "consent" || !("required" in step.dataset) || keys.includes(step.dataset.key));
  if (fields.length && agreed) await keep({ version: Number(dataset.version), language: dataset.language, fields });
  then();
}

function thanks() {
  form.reset();
  show("thanks");
  document.querySelector("[data-screen=thanks]").focus({ preventScroll: true });
  after(Number(dataset.return), start);
}

/* staff */

function report({ waiting, refused, gone, page }) {
  old = page !== undefined && page !== dataset.page;
  const sentence = (text, count) => (count ? text.replace("§", count) : "");
  by("state").textContent = gone ? dataset.gone : sentence(dataset.waiting, waiting) || sentence(dataset.refused, refused.length);
  by("waiting").textContent = dataset.waiting.replace("§", waiting);
  by("refused").textContent = sentence(dataset.refused, refused.length);
  by("reasons").replaceChildren(...refused.map((one) => Object.assign(document.createElement("li"), {
    textContent: `${new Date(one.answered_at).toLocaleString(document.documentElement.lang)}: ${one.refused}`,
  })));
  by("discard").hidden = !refused.length;
  if (old && dataset.screen === "start") start();
}

async function checkPin(event) {
  event.preventDefault();
  const pin = by("digits");
  const problem = by("pin-problem");
  const body = new URLSearchParams({ pin: pin.value });
  pin.value = "";
  const answer = await fetch(`${dataset.base}/pin`, { method: "POST", body }).catch(() => null);
  if (answer?.ok) {
    problem.textContent = "";
    by("pin").close();
    return by("staff").showModal();
  }
  const { wrong: no, wait, offline } = problem.dataset;
  problem.textContent = answer?.status === 429 ? wait.replace("§", answer.headers.get("Retry-After")) : answer?.status === 403 ? no : offline;
  pin.focus();
}

/** A long press, so that nobody gets there by chance; a keyboard needs no patience. */
function corner() {
  let press;
  const ask = () => {
    by("pin-problem").textContent = "";
    by("pin").showModal();
  };
  by("corner").addEventListener("pointerdown", () => (press = setTimeout(ask, 1200)));
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) by("corner").addEventListener(end, () => clearTimeout(press));
  by("corner").addEventListener("click", (event) => event.detail === 0 && ask());
}

/** Staff leave: out of the full screen, and nothing begins by itself. */
function leave() {
  by("staff").close();
  clearTimeout(timer);
  if (document.fullscreenElement) document.exitFullscreen();
  show("left");
}

/* without a connection */

async function keepPage() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/k/sw.js", { scope: "/k/" });
  await navigator.storage?.persist?.();
  const files = performance.getEntriesByType("resource").map((entry) => entry.name).filter((url) => /\/(assets|brand|logo)\//.test(new URL(url).pathname));
  const pages = [dataset.base, location.href, ...[...document.querySelectorAll(".languages a")].map((link) => link.href)];
  const urls = [...new Set([...files, ...pages].map((url) => new URL(url, location.href).href))];
  const cache = await caches.open("kiosk");
  await cache.addAll(urls);
  for (const request of await cache.keys()) if (!urls.includes(request.url)) await cache.delete(request);
}

by("begin").addEventListener("click", () => {
  document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
  const first = shown()[0];
  if (first) open(first);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  next();
});
// A tap on a scale answers; arrow keys pass over other values on their way.
form.addEventListener("click", (event) => {
  if (event.target.type !== "radio" || event.detail === 0) return;
  const step = event.target.closest("[data-moves-on]");
  if (step) setTimeout(() => steps[place] === step && dataset.screen === "ask" && next(), 250);
});
for (const event of ["pointerdown", "keydown", "input"]) document.addEventListener(event, answering);
by("back").addEventListener("click", back);
by("again").addEventListener("click", start);
by("return").addEventListener("click", start);
by("leave").addEventListener("click", leave);
by("send-now").addEventListener("click", send);
by("discard").addEventListener("click", discard);
by("pin").querySelector("form").addEventListener("submit", checkPin);
for (const close of document.querySelectorAll("[data-close]")) close.addEventListener("click", () => close.closest("dialog").close());
document.addEventListener("contextmenu", (event) => event.preventDefault());
// The way back leads nowhere.
history.pushState(null, "");
addEventListener("popstate", () => history.pushState(null, ""));

corner();
show("start");
// Whoever chose a language and went away leaves the first one behind.
after(Number(dataset.idle), () => dataset.screen === "start" && start());
begin(report);
keepPage().catch((error) => console.info("this tablet needs its connection:", error.message));
