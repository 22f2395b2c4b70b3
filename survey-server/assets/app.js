// Enhancement of the admin. Every page works without it.

const main = document.getElementById("main");

/** Minutes as "1 h 5 min", in the page's own units: the same as the server writes. */
function duration(minutes) {
  const [d, h, min] = main.dataset.units.split(" ");
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts = [];
  if (days) parts.push(`${days}\u00a0${d}`);
  if (hours) parts.push(`${hours}\u00a0${h}`);
  if (!days && (rest || !hours)) parts.push(`${rest}\u00a0${min}`);
  return parts.join(" ");
}

/** Keeps the times left honest while the page stays open. */
function countDown() {
  const tick = () => {
    for (const clock of document.querySelectorAll("[data-due]")) {
      const left = Number(clock.dataset.due) - Date.now();
      const late = left < 0;
      clock.classList.toggle("late", late);
      clock.closest(".clock")?.classList.toggle("late", late);
      clock.textContent = (late ? main.dataset.late : main.dataset.left).replace("§", duration(Math.floor(Math.abs(left) / 60_000)));
    }
  };
  tick();
  setInterval(tick, 15_000);
}

/** `/` searches, `j` and `k` walk through the rows, `x` ticks and `c` claims the case in focus, `?` shows the keys. */
function shortcuts() {
  const move = (step) => {
    const links = [...document.querySelectorAll("[data-rows] .who a")];
    const row = document.activeElement.closest?.("[data-rows] > li")?.querySelector(".who a");
    const at = links.indexOf(row ?? document.activeElement);
    links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  };
  const row = () => document.activeElement.closest?.("li");
  const claim = () => {
    const button = row()?.querySelector("[data-claim]") ?? document.querySelector(".call [data-claim]");
    button?.form.requestSubmit(button);
  };
  const keys = {
    "/": () => document.querySelector("input[type=search]")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    x: () => row()?.querySelector(".tick input")?.click(),
    c: claim,
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** A link to a step opens its form. */
function openSteps() {
  const open = (id) => {
    const form = document.getElementById(id);
    const around = form?.closest("details");
    if (!around) return;
    around.open = true;
    form.querySelector("input:not([type=hidden]), textarea")?.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#do-"]');
    if (link) open(link.hash.slice(1));
  });
}

/** A choice in a filter applies at once; its button is only for those without this script. */
function submitOnChange() {
  document.addEventListener("change", (event) => event.target.matches("select[data-submit]") && event.target.form.requestSubmit());
  document.documentElement.classList.add("scripted");
}

/** Copies what stands in the field named by `data-copy`. What was done is said aloud, and the button's own word returns. */
function copyButtons() {
  const says = document.body.appendChild(document.createElement("p"));
  says.className = "visually-hidden";
  says.setAttribute("role", "status");
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    const own = (button.dataset.own ??= button.textContent);
    button.textContent = button.dataset.copied;
    says.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = own;
      says.textContent = "";
    }, 3000);
  });
}

/** A menu closes when one looks elsewhere. */
function closeMenus() {
  const menu = document.querySelector(".user");
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && (menu.open = false));
}

/** Counts that change by themselves are fetched again while somebody looks at them, and the page is loaded anew at their end. */
function keepFresh() {
  const place = document.querySelector("[data-refresh]");
  if (!place?.querySelector("[data-live]")) return;
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(place.dataset.refresh, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...found.body.childNodes);
    if (place.querySelector("[data-live]")) return;
    clearInterval(timer);
    location.reload();
  }, 3000);
}

countDown();
shortcuts();
openSteps();
submitOnChange();
copyButtons();
closeMenus();
keepFresh();
