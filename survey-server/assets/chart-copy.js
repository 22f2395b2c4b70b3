// What every figure has under it: its table, and copies of it as CSV and as a picture.

/** A colour of the page, as it is now. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** A word of the page: of the figure itself, or of all figures. */
export const word = (figure, name) => figure.dataset[name] ?? document.querySelector("[data-chart-words]")?.dataset[name] ?? "";

/** What a figure is called. */
export const called = (figure) => figure.querySelector("figcaption")?.textContent.trim() ?? figure.getAttribute("aria-label") ?? "";

/** So long a button says what it has done. */
const SAYS_MS = 3000;

/** The buttons under a figure: what each makes, by its name. What was done is said aloud, and the button's own word returns. */
export function tools(figure, { table = false, csv, png }) {
  const bar = document.createElement("p");
  bar.className = "tools";
  const says = document.createElement("span");
  says.className = "visually-hidden";
  says.setAttribute("role", "status");
  const button = (name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "link";
    made.textContent = word(figure, name);
    made.dataset.tool = name;
    made.addEventListener("click", () => act(made));
    bar.append(made);
    return made;
  };
  let back = null;
  const copies = (name, make) =>
    button(name, async (made) => {
      const how = word(figure, await hand(await make(), `${file(figure)}.${name}`));
      says.textContent = "";
      made.textContent = how;
      // A text that is there already would not be said again.
      requestAnimationFrame(() => (says.textContent = how));
      clearTimeout(back);
      back = setTimeout(() => {
        for (const one of bar.querySelectorAll("[data-tool]")) one.textContent = word(figure, one.dataset.tool);
        says.textContent = "";
      }, SAYS_MS);
    });
  if (table) {
    const opens = button("table", () => opens.setAttribute("aria-expanded", String(figure.classList.toggle("open"))));
    opens.setAttribute("aria-expanded", "false");
  }
  copies("csv", () => new Blob([csv()], { type: "text/plain" }));
  copies("png", png);
  bar.append(says);
  figure.append(bar);
  return bar;
}

/** Into the clipboard; where that is refused, as a file. */
async function hand(blob, file) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
    return "copied";
  } catch {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return "saved";
  }
}

/** What the file is called. */
const file = (figure) => figure.dataset.name ?? figure.dataset.chart;

/** A figure's table, or rows of cells, as a file. A cell that a spreadsheet would take for a formula is told that it is text. */
export function csv(from) {
  const quoted = (text) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const safe = (text) => (/^[=+\-@\t\r]/.test(text) && !/^-?[0-9]+([.,][0-9]+)?$/.test(text) ? `'${text}` : text);
  const cell = (node) => node.dataset.raw ?? safe(node.textContent.trim().replace(/\s+/g, " "));
  const rows = Array.isArray(from)
    ? from.map((row) => row.map(safe))
    : [...from.querySelectorAll("tr")].map((row) => [...row.cells].map(cell));
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}
