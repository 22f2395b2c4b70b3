// A survey in a frame: it tells the page around it how high it is, and what became of it. Heard only by the origin that
// the business allowed.

const { origin, message, close } = document.body.dataset;

function say(data) {
  if (origin && parent !== window) parent.postMessage({ from: "survey", ...data }, origin);
}

const height = () => say({ height: Math.ceil(document.documentElement.getBoundingClientRect().height) });

say({ ...JSON.parse(message), title: document.title, close, dir: document.documentElement.dir });
new ResizeObserver(height).observe(document.body);
document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && say({ type: "close" }));
