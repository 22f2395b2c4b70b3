/* A survey in your page: <script src="https://…/embed.js" data-survey="TOKEN" defer></script>. No cookies; nothing is
   stored unless data-once says so. What each attribute does: docs/channels.md of the survey server. */
(() => {
  const script = document.currentScript;
  const set = script.dataset;
  const home = new URL(script.src).origin;
  const token = set.token || set.survey;
  const memory = `survey-embed/${token}`;
  let frame, dialog, close, said;

  const emit = (name, detail = {}) => document.dispatchEvent(new CustomEvent(`survey:${name}`, { detail: { survey: token, ...detail } }));

  function address() {
    const url = new URL(`/e/${token}`, home);
    for (const [name, value] of Object.entries(JSON.parse(set.properties || "{}"))) url.searchParams.set(name, value);
    if (set.lang) url.searchParams.set("lang", set.lang);
    url.searchParams.set("o", location.origin);
    return url.href;
  }

  function newFrame() {
    frame = document.createElement("iframe");
    frame.title = set.title || "Survey";
    frame.src = address();
    Object.assign(frame.style, { display: "block", width: "100%", height: "20rem", border: "0", colorScheme: "normal" });
    said = undefined;
    return frame;
  }

  /* Only our frame is heard, and only what comes from our server. */
  addEventListener("message", (event) => {
    const { data } = event;
    if (!frame || event.source !== frame.contentWindow || event.origin !== home || data?.from !== "survey") return;
    if (data.height) frame.style.height = `${data.height}px`;
    if (data.title) frame.title = data.title;
    if (dialog && data.title) dialog.setAttribute("aria-label", data.title);
    if (close && data.close) close.ariaLabel = data.close;
    if (dialog && data.dir) dialog.dir = data.dir;
    if (data.type === "ready" || data.type === "answered") {
      const { outcome, score } = data;
      if (data.type === "answered") remember((said = { outcome, score }));
      emit(data.type, data.type === "answered" ? said : {});
    }
    if (data.type === "close") dialog?.close();
  });

  /* Once per person only where the page asks for it: data-once="90" is for so many days. */
  function remember() {
    if (set.once !== undefined) try { localStorage.setItem(memory, Date.now()); } catch {}
  }
  function known() {
    if (set.once === undefined) return false;
    try {
      const at = Number(localStorage.getItem(memory));
      return at > Date.now() - (Number(set.once) || 36500) * 864e5;
    } catch {
      return false;
    }
  }

  const STYLE = `
    :host { all: initial; }
    dialog { box-sizing: border-box; width: min(34rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); padding: 0; border: 0; border-radius: 12px; overflow: auto; background: #fff; box-shadow: 0 8px 40px rgb(0 0 0 / 35%); }
    dialog::backdrop { background: rgb(0 0 0 / 55%); }
    .close { position: sticky; z-index: 1; float: inline-end; inset-block-start: 4px; width: 44px; height: 44px; margin: 4px 4px -48px; padding: 12px; border: 0; border-radius: 8px; background: none; color: #4b4b57; cursor: pointer; }
    .close:focus-visible, .open:focus-visible { outline: 2px solid currentColor; outline-offset: -4px; }
    .open { position: fixed; z-index: 2147483000; inset-block-end: 16px; inset-inline-end: 16px; min-height: 44px; padding: 0 20px; border: 0; border-radius: 22px; background: #18181d; color: #fff; font: 600 16px system-ui, sans-serif; cursor: pointer; box-shadow: 0 2px 12px rgb(0 0 0 / 30%); }
    svg { display: block; }
    @media (prefers-color-scheme: dark) { dialog { background: #19191d; } .close { color: #bcbcc8; } .open { background: #f2f2f5; color: #18181d; } }
    @media (max-width: 40rem) { dialog { width: 100%; max-width: none; max-height: 90dvh; margin: auto 0 0; border-radius: 16px 16px 0 0; } }`;

  let root;
  function shadow() {
    if (root) return root;
    const host = document.body.appendChild(document.createElement("survey-embed"));
    root = host.attachShadow({ mode: "open" });
    /* A sheet made in script needs no 'unsafe-inline' in the page's policy. */
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.host.lang = set.lang || document.documentElement.lang;
    root.host.dir = getComputedStyle(document.documentElement).direction;
    return root;
  }

  function open() {
    if (dialog) return;
    dialog = document.createElement("dialog");
    close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.ariaLabel = set.close || "Close";
    const ns = "http://www.w3.org/2000/svg";
    const cross = document.createElementNS(ns, "svg");
    cross.setAttribute("viewBox", "0 0 20 20");
    const line = cross.appendChild(document.createElementNS(ns, "path"));
    line.setAttribute("d", "M4 4l12 12M16 4L4 16");
    line.setAttribute("stroke", "currentColor");
    line.setAttribute("stroke-width", "2");
    close.append(cross);
    close.onclick = () => dialog.close();
    dialog.append(close, newFrame());
    dialog.ariaLabel = frame.title;
    dialog.onclose = () => {
      remember();
      dialog.remove();
      dialog = close = frame = undefined;
      emit("closed", { answered: Boolean(said), ...said });
    };
    shadow().append(dialog);
    dialog.showModal();
    frame.focus();
  }

  /* By itself: once, and not again for those who have answered or closed it. */
  let done;
  function byItself() {
    if (done || known()) return;
    done = true;
    open();
  }

  function begin() {
    const place = set.target && document.querySelector(set.target);
    if (place) return place.replaceChildren(newFrame());
    if (set.trigger) document.addEventListener("click", (event) => event.target.closest?.(set.trigger) && (event.preventDefault(), open()));
    if (set.button) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "open", textContent: set.button, onclick: open });
      shadow().append(button);
    }
    if (set.delay) setTimeout(byItself, Number(set.delay) * 1000);
    if (set.scroll) {
      const look = () => {
        const { scrollHeight, clientHeight } = document.documentElement;
        if (scrollY < (scrollHeight - clientHeight) * (Number(set.scroll) / 100)) return;
        removeEventListener("scroll", look);
        byItself();
      };
      addEventListener("scroll", look, { passive: true });
    }
  }

  window.SurveyEmbed = { open, close: () => dialog?.close() };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
})();
