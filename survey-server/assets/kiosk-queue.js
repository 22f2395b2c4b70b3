// What was answered on this tablet and is not with the server yet: kept in the browser's database, handed in by and by.

const HEARTBEAT = 300_000;
const MOST = 100;
const MOST_BYTES = 500_000;
/** An answer that the server cannot take so often is shown to staff, not sent for ever. */
const TRIES = 20;

const { base, kiosk } = document.body.dataset;

/** What could not be kept, because the browser refuses: held as long as the page is open. */
const held = [];

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("kiosk", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("answers", { keyPath: "id" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
opened.catch(() => {});

async function store(mode, work) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    // Strict: on the disk before the thanks are shown.
    const transaction = database.transaction("answers", mode, { durability: "strict" });
    const request = work(transaction.objectStore("answers"));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** All that this kiosk holds, oldest first: the ids begin with their time. */
export async function all() {
  const kept = await store("readonly", (answers) => answers.getAll()).catch(() => []);
  return [...kept.filter((one) => one.kiosk === kiosk), ...held];
}

/** Keeps an answer and hands it in as soon as it can be. */
export async function keep(answer) {
  const one = { id: newId(), kiosk, answered_at: Date.now(), tries: 0, ...answer };
  await store("readwrite", (answers) => answers.put(one)).catch(() => held.push(one));
  send();
}

async function settle(one, outcome) {
  const at = held.indexOf(one);
  const tries = one.tries + 1;
  if (outcome.outcome === "later" && tries < TRIES) Object.assign(one, { tries });
  else if (outcome.outcome === "later" || outcome.outcome === "refused") Object.assign(one, { refused: outcome.message });
  else if (at >= 0) return held.splice(at, 1);
  else return store("readwrite", (answers) => answers.delete(one.id));
  if (at < 0) await store("readwrite", (answers) => answers.put(one));
}

/** Forgets what the server will never take. */
export async function discard() {
  for (const one of await all()) if (one.refused) await settle(one, { outcome: "recorded" });
  send();
}

/** A UUID of version 7: its time, then chance. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 5, left = Date.now(); at >= 0; at--, left = Math.floor(left / 256)) bytes[at] = left % 256;
  bytes[6] = (bytes[6] & 15) | 0x70;
  bytes[8] = (bytes[8] & 63) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

let timer;
let failures = 0;
let sending;
let tell = () => {};

/** `told` hears `{ waiting, refused, gone, page }` after every attempt. */
export function begin(told) {
  tell = told;
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  return send();
}

/** Hands in what waits, in order; also says that this tablet is there. One at a time. */
export function send() {
  sending ??= attempt().finally(() => (sending = undefined));
  return sending;
}

async function attempt() {
  clearTimeout(timer);
  let wait = HEARTBEAT;
  const news = {};
  try {
    while (await handIn(news));
    failures = 0;
  } catch (error) {
    // Sooner at first, every few minutes at last, and never all tablets of a shop at one moment.
    wait = Math.max(error.after ?? 0, Math.min(5000 * 2 ** failures++, HEARTBEAT) * (0.75 + Math.random() / 2));
  }
  timer = setTimeout(send, wait);
  const left = await all();
  const refused = left.filter((one) => one.refused);
  tell({ ...news, waiting: left.length - refused.length, refused });
}

/** One request; whether there is more to hand in. */
async function handIn(news) {
  const left = await all();
  const waiting = left.filter((one) => !one.refused);
  const batch = [];
  for (let bytes = 0; batch.length < Math.min(MOST, waiting.length); batch.push(waiting[batch.length])) {
    bytes += JSON.stringify(waiting[batch.length]).length;
    if (batch.length && bytes > MOST_BYTES) break;
  }
  const answers = batch.map(({ id, answered_at, version, language, fields }) => ({ id, answered_at, version, language, fields }));
  const body = { sent_at: Date.now(), answers, waiting: waiting.length - batch.length, refused: left.length - waiting.length };
  const answer = await fetch(`${base}/answers`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  news.gone = answer.status === 404;
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), { after: 1000 * (Number(answer.headers.get("Retry-After")) || 0) });
  const said = await answer.json();
  news.page = said.page;
  for (const [at, outcome] of said.answers.entries()) await settle(batch[at], outcome);
  if (said.answers.some((one) => one.outcome === "later")) throw new Error("later");
  return waiting.length > batch.length;
}
