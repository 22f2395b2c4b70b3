// Says once that somebody looks at the score that came with the link, so that a person who taps in the mail and closes the
// page has answered. The server waits and judges; a form that is sent counts whatever is said here.

const LOOKED_MS = 3000;
const page = document.getElementById("intent").dataset;
const form = document.getElementById("survey");
let told = null;
let timer = null;
let left = LOOKED_MS;
let since = 0;

function say() {
  const chosen = document.querySelector("#lead input[type=radio]:checked");
  const score = Number(chosen ? chosen.value : page.score);
  if (score === told) return;
  told = score;
  const body = JSON.stringify({ score, version: Number(page.version) });
  // keepalive: it arrives even if the page is closed in this moment.
  fetch(page.url, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true }).catch(() => {});
}

/** Counts the time that the page is really seen. */
function look() {
  if (document.visibilityState === "visible") {
    since = performance.now();
    timer = setTimeout(say, left);
  } else {
    clearTimeout(timer);
    left = Math.max(0, left - (performance.now() - since));
  }
}

function touched(event) {
  if (!event.isTrusted || document.visibilityState !== "visible") return;
  // The button says more than we can: it sends the form.
  if (event.target instanceof Element && event.target.closest("button")) return;
  say();
}

for (const kind of ["pointerdown", "keydown", "touchstart"]) addEventListener(kind, touched, { passive: true });
form?.addEventListener("change", () => told !== null && say());
form?.addEventListener("submit", () => clearTimeout(timer));
document.addEventListener("visibilitychange", look);
if (document.visibilityState === "visible") look();
