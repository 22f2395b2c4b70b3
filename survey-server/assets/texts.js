// The editor of texts: what one types is checked and shown while one types. Without this script the buttons do the same.

const form = document.getElementById("texts");
const show = document.getElementById("show");
const subject = document.getElementById("subject");
let turn = 0;
let timer;

/** Puts what is wrong under its field, or takes it away. */
function mark(problems) {
  for (const line of form.querySelectorAll(".problem[id^='e-']")) {
    const field = form.elements[line.id.slice(2)];
    const text = problems[line.id.slice(2)] ?? "";
    if (line.textContent !== text) line.textContent = text;
    line.hidden = !text;
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

/** Shows the draft in a fresh frame, so that typing leaves no trail behind the back button. */
function draw() {
  const old = document.querySelector("iframe.mail:not(.waiting)");
  for (const late of document.querySelectorAll("iframe.waiting")) late.remove();
  const frame = old.cloneNode();
  frame.name = `preview-${turn}`;
  frame.classList.add("waiting");
  old.after(frame);
  frame.addEventListener("load", () => {
    if (!frame.isConnected) return;
    frame.classList.remove("waiting");
    old.remove();
  });
  show.formTarget = frame.name;
  form.requestSubmit(show);
}

async function refresh() {
  const mine = ++turn;
  const answer = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || mine !== turn) return;
  const { problems, subject: line } = await answer.json();
  if (mine !== turn) return;
  mark(problems);
  if (line === null) return;
  subject.textContent = line;
  draw();
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(refresh, wait);
}

/** A click on a name puts it where one was writing. */
function insertNames() {
  let last = form.elements.subject;
  const places = "input[type=text]:not([data-colour]), textarea";
  form.addEventListener("focusin", (event) => {
    if (event.target.matches(places)) last = event.target;
  });
  for (const name of form.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    name.replaceWith(button);
    button.append(name);
    button.addEventListener("click", () => {
      last.focus();
      last.setRangeText(name.textContent, last.selectionStart, last.selectionEnd, "end");
      soon(0);
    });
  }
}

/** A colour can be picked, too. */
function pickColours() {
  for (const field of form.querySelectorAll("[data-colour]")) {
    const picker = document.createElement("input");
    picker.type = "color";
    picker.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`).textContent);
    const follow = () => { picker.value = /^#[0-9a-f]{6}$/i.test(field.value) ? field.value : field.dataset.colour; };
    follow();
    field.after(picker);
    field.addEventListener("input", follow);
    picker.addEventListener("input", () => { field.value = picker.value; soon(400); });
  }
}

insertNames();
pickColours();
show.hidden = true;
form.addEventListener("input", () => soon(400));
for (const choice of document.querySelectorAll("[form=texts]:is([type=radio], [type=checkbox])")) {
  choice.addEventListener("change", () => soon(0));
}
refresh();
