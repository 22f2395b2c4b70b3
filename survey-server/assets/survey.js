// Enhancement of the survey page. Everything works without it, and nothing here makes anybody wait. The fields of a form
// are properties of the form, so a question called "action" would stand before form.action: attributes are asked instead.

import { holds } from "./show-if.js";

const form = document.querySelector("form");

/** The sentence "You chose 7." and the question that fits it follow the score as it is changed. */
function followScore() {
  const lead = document.getElementById("lead");
  if (!lead) return;
  const value = lead.querySelector('[data-lead="value"]');
  const sentence = lead.querySelector('[data-lead="sentence"]');
  const inputs = [...lead.querySelectorAll("input[type=radio]")];
  sentence.setAttribute("aria-live", "polite");
  lead.addEventListener("change", (event) => {
    value.textContent = event.target.value;
    sentence.textContent = sentence.dataset.sentence.replace("§", event.target.value);
    const place = inputs.indexOf(event.target) / (inputs.length - 1);
    // On 0 to 10 this is the usual split: 9 and 10, 7 and 8, the rest. Shorter scales split at the same places.
    const category = place >= 0.9 ? "promoter" : place >= 0.7 ? "passive" : "detractor";
    for (const text of form.querySelectorAll("[data-detractor]")) text.textContent = text.dataset[category];
  });
  // A tap closes the scale again; arrow keys keep it open, because they pass over other numbers on their way.
  lead.addEventListener("click", (event) => {
    if (event.target.type === "radio" && event.detail > 0) lead.open = false;
  });
}

/** Brings the next question under the thumb once this one is answered by a tap. */
function moveOn() {
  form.addEventListener("click", (event) => {
    if (event.target.type !== "radio" || event.detail === 0) return;
    const question = event.target.closest(".question");
    let next = question.nextElementSibling;
    while (next && (next.tagName === "TEMPLATE" || next.hidden)) next = next.nextElementSibling;
    if (question.closest("details") || !next) return;
    const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    if (next.getBoundingClientRect().bottom > innerHeight) next.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
  });
}

/** Says how many characters are left, once fewer than 200 are. */
function countCharacters() {
  form.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[maxlength]")) return;
    const left = target.maxLength - target.value.length;
    target.nextElementSibling.textContent = left < 200 ? target.dataset.left.replace("§", left) : "";
  });
}

/** Words beside "other" count only while "other" is chosen; where they are always shown they say so themselves. */
function followOther() {
  if (!CSS.supports("selector(:has(*))")) return;
  const follow = () => {
    for (const words of form.querySelectorAll(".other")) words.disabled = !words.previousElementSibling.querySelector("input").checked;
  };
  form.addEventListener("change", follow);
  follow();
}

/** A problem leads to the field that it is about, not only near it. */
function leadToFields() {
  const problems = document.querySelector(".problems");
  if (!problems) return;
  problems.focus();
  problems.addEventListener("click", (event) => {
    const question = event.target.hash && document.getElementById(event.target.hash.slice(1));
    const field = question?.querySelector("input:not([type=hidden]), textarea");
    if (!field) return;
    event.preventDefault();
    field.focus();
    question.scrollIntoView({ block: "center" });
  });
}

/** Says that a question was asked: what is left empty on purpose is told from what was never seen. */
function asked(key) {
  const field = document.createElement("input");
  [field.type, field.name, field.value] = ["hidden", "_shown", key];
  return field;
}

/** Shows and hides questions as the answers before them come and go. They stand below what was just touched: nothing moves
 * under the finger. A question that is hidden leaves the form, so that it neither counts nor is sent. */
function showAndHide() {
  const data = form.getAttribute("data-live");
  if (!data) return;
  const { show, read } = JSON.parse(data);
  /** The answers to a question as a list; none to one that is not shown. */
  const answers = (key) => {
    if (!read[key]) return [];
    const fields = new FormData(form);
    const given = fields.getAll(key).map((value) => value.trim()).filter(Boolean);
    const words = (fields.get(`${key}.other`) ?? "").trim();
    if (words && !given.includes("other") && (read[key] === "many" || !given.length)) given.push("other");
    if (read[key] === "number") return given.map(Number);
    return read[key] === "flag" ? given.map((value) => ["yes", "true", "on"].includes(value)) : given;
  };
  const places = [];
  for (const one of form.querySelectorAll(".question, template[data-question]")) {
    const waits = one.tagName === "TEMPLATE";
    const key = waits ? one.dataset.question : one.id.slice(2);
    if (!show[key]) continue;
    const place = { condition: show[key], question: waits ? one.content.firstElementChild : one, mark: one };
    if (!waits) one.before((place.mark = document.createComment(key)));
    places.push(place);
  }
  const follow = () => {
    for (const { condition, question, mark } of places) {
      const wanted = holds([condition], { get: answers }, {});
      if (wanted === question.isConnected) continue;
      const shown = form.querySelector(`input[name="_shown"][value="${question.id.slice(2)}"]`);
      if (wanted) {
        mark.after(question);
        if (!shown) form.insertBefore(asked(question.id.slice(2)), form.firstElementChild);
      } else {
        question.remove();
        shown?.remove();
      }
    }
    for (const heading of form.querySelectorAll("[data-over]")) {
      heading.hidden = !heading.dataset.over.split(" ").some((key) => document.getElementById(`q-${key}`));
    }
  };
  form.addEventListener("change", follow);
  form.addEventListener("input", follow);
  // The browser may have brought back answers of an earlier visit.
  addEventListener("pageshow", follow);
  follow();
}

/** A tapped score is stored at once: half an answer counts. It is sent when the finger has rested, and once more when the
 * page is left with another one, never more often: somebody who taps around must not look like three people. What is typed
 * is sent by its author only. */
function keepTap() {
  const key = form.getAttribute("data-tap");
  if (!key) return;
  const rest = 1500;
  let stored, timer, underWay, left = 2, waited = false;
  const send = () => {
    clearTimeout(timer);
    const chosen = form.querySelector(`input[name="${key}"]:checked`)?.value;
    if (!left || chosen === undefined || chosen === stored) return;
    left -= 1;
    stored = chosen;
    const body = new URLSearchParams({ _tap: "1", [key]: chosen });
    for (const name of ["_version", "_submission", "_browser"]) {
      const value = form.querySelector(`input[name="${name}"]`)?.value;
      if (value) body.set(name, value);
    }
    const headers = { Accept: "application/json" };
    underWay = fetch(form.getAttribute("action"), { method: "POST", body, headers, keepalive: true })
      .catch(() => (stored = undefined))
      .finally(() => (underWay = undefined));
  };
  let tapped = false;
  form.addEventListener("change", (event) => {
    if (!event.isTrusted || event.target.name !== key) return;
    tapped = true;
    clearTimeout(timer);
    if (left === 2) timer = setTimeout(send, rest);
  });
  document.addEventListener("visibilitychange", () => {
    if (tapped && document.visibilityState === "hidden") send();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    left = 0;
    if (!underWay || waited) return;
    // The cookie of the tap must arrive before the form leaves, or it would come from a stranger.
    event.preventDefault();
    waited = true;
    Promise.race([underWay, new Promise((done) => setTimeout(done, 3000))]).then(() => form.requestSubmit(event.submitter));
  });
}

/** The score that an anonymous mail carries stands behind the #, which no server sees: it is chosen here, and then gone. */
function chooseFromFragment() {
  const score = /^#(\d{1,3})$/.exec(location.hash)?.[1];
  if (!score) return;
  const input = form.querySelector(`input[type=radio][value="${score}"]`);
  if (input) input.checked = true;
  history.replaceState(null, "", location.pathname + location.search);
}

if (form) {
  chooseFromFragment();
  followOther();
  showAndHide();
  followScore();
  moveOn();
  countCharacters();
  leadToFields();
  keepTap();
}
