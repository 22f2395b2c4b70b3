// Enhancement of the survey page. Everything works without it; nothing here waits or fetches.

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
    const next = question.nextElementSibling;
    if (question.closest("details") || !next) return;
    const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    if (next.getBoundingClientRect().bottom > innerHeight) next.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
  });
}

/** Says how many characters are left, once fewer than 200 are. */
function countCharacters() {
  for (const area of form.querySelectorAll("textarea[maxlength]")) {
    const count = area.nextElementSibling;
    area.addEventListener("input", () => {
      const left = area.maxLength - area.value.length;
      count.textContent = left < 200 ? area.dataset.left.replace("§", left) : "";
    });
  }
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
  followScore();
  moveOn();
  countCharacters();
  document.querySelector(".problems")?.focus();
}
