// Follows what others do with cases while somebody looks. Without it the pages are as they were loaded.

const list = document.querySelector("[data-live-cases]");
const one = document.querySelector("[data-live-case]");
const drafts = `drafts ${location.pathname}`;

/** The list as it is now. What was ticked stays ticked as it was seen, and the focus stays where it was. */
async function refresh() {
  const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live-cases]");
  if (!fresh) return;
  if (Boolean(page.getElementById("bulk")) !== Boolean(document.getElementById("bulk"))) return void location.reload();
  const ticked = new Map([...list.querySelectorAll("[name=case]:checked")].map((box) => [box.value.split(":")[0], box.value]));
  for (const box of fresh.querySelectorAll("[name=case]")) {
    const seen = ticked.get(box.value.split(":")[0]);
    if (!seen) continue;
    box.value = seen;
    box.checked = true;
  }
  const focus = list.contains(document.activeElement) ? document.activeElement.closest("[data-case]")?.dataset.case : null;
  list.replaceChildren(...fresh.childNodes);
  list.dataset.changed = fresh.dataset.changed;
  for (const css of ["h1", ".tabs", ".rail nav"]) document.querySelector(css)?.replaceWith(page.querySelector(css));
  if (focus) list.querySelector(`[data-case="${focus}"] .who a`)?.focus();
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 300);
}

/** Says that the case changed; showing it keeps what was typed. */
function say() {
  if (document.querySelector(".changed")) return;
  const notice = document.createElement("div");
  notice.className = "notice changed";
  notice.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = one.dataset.words;
  const show = document.createElement("button");
  show.type = "button";
  show.className = "button second";
  show.textContent = one.dataset.show;
  show.addEventListener("click", () => {
    keep();
    location.reload();
  });
  notice.append(words, show);
  one.before(notice);
}

const fields = () => [...document.querySelectorAll("main textarea[id], main input[type=text][id]")];

function keep() {
  const typed = fields().filter((field) => field.value !== field.defaultValue).map((field) => [field.id, field.value]);
  if (typed.length) sessionStorage.setItem(drafts, JSON.stringify(typed));
}

function bringBack() {
  const typed = JSON.parse(sessionStorage.getItem(drafts) ?? "[]");
  sessionStorage.removeItem(drafts);
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  }
}

/** `certain`: it happened now; otherwise it may have been before the page was loaded. */
function met(changes, certain) {
  if (list && (certain || changes.some((change) => change.at > Number(list.dataset.changed)))) soon();
  if (!one) return;
  const mine = changes.find((change) => change.case === one.dataset.liveCase);
  if (mine && (mine.at > Number(one.dataset.changed) || mine.version > Number(one.dataset.version))) say();
}

/** Only the page that is looked at follows: a browser has few connections to one server. */
let source = null;
function follow() {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource("/admin/events");
    source.addEventListener("hello", (event) => met(JSON.parse(event.data), false));
    source.addEventListener("changed", (event) => met(JSON.parse(event.data), true));
  }
}

bringBack();
document.addEventListener("visibilitychange", follow);
addEventListener("pagehide", () => source?.close());
follow();
