// Keeps a tablet's page, styles and scripts, so that it starts without a connection. Answers are not its business: they
// wait in the page's own database.

const KEPT = "kiosk";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/^\/(assets|brand|logo)\//.test(pathname)) event.respondWith(file(request));
});

/** The page as it is now; the kept one while the server cannot be reached or does not answer in time. */
async function page(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request.url, { ignoreVary: true });
  try {
    const answer = await fetch(request.url, { signal: AbortSignal.timeout(kept ? 5000 : 30_000), redirect: "follow" });
    if (answer.ok) await cache.put(request.url, answer.clone());
    // A link that was taken back must not come to life again.
    else if (answer.status < 500) await cache.delete(request.url);
    return answer.status < 500 || !kept ? answer : kept;
  } catch {
    return kept ?? Response.error();
  }
}

/** These never change under their address. */
async function file(request) {
  const kept = await caches.match(request.url, { ignoreVary: true });
  return kept ?? fetch(request);
}
