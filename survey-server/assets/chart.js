// Draws the charts: every `<figure data-chart="…">` holds a table, which is the truth, and is drawn from the `data-*` of its
// rows. Without this script the table stands open.
//
// `trend`  a line with its interval as a band, the counts as bars below, marks where something changed:
//          data-label, data-reading, data-count, and where there is a score data-value, data-low, data-high, data-mark (fall, rise)
// `counts` a bar for each row: data-label, data-reading, data-count, data-tone (promoter, passive, detractor)
//
// `rows`   the table stays as it is, and draws its intervals itself: data-label, data-count, and where there is one data-value,
//          data-low, data-high, data-says
//
// The first link of a row is where its point leads. `data-unit` of the figure is `points` or `percent`; `data-from` and `data-to`
// widen its scale, so that two figures beside each other have the same.

import { called, colour, csv, tools, word } from "./chart-copy.js";
import { picture } from "./chart-rows.js";

const drawn = new Map();
const number = (row, name) => (row.dataset[name] === undefined || row.dataset[name] === "" ? null : Number(row.dataset[name]));
const lang = document.documentElement.lang;

/** `+40`, `−7`, `80 %`: as the page writes them. */
function scale(unit) {
  const percent = new Intl.NumberFormat(lang, { style: "percent" });
  const points = new Intl.NumberFormat(lang, { signDisplay: "exceptZero" });
  return (value) => (unit === "percent" ? percent.format(value / 100) : points.format(value)).replace("-", "\u2212");
}

/** The ends of the scale and its few steps; zero is always on it. */
function steps(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = [5, 10, 20, 25, 50].find((one) => Math.ceil(high / one) - Math.floor(low / one) <= 5) ?? 50;
  const [from, to] = [Math.floor(low / step) * step, Math.max(Math.ceil(high / step) * step, Math.floor(low / step) * step + step)];
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
}

function axis(labels, width) {
  const room = Math.max(...labels.map((label) => label.length)) * 7 + 14;
  const every = Math.max(1, Math.ceil(labels.length / Math.max(1, Math.floor(width / room))));
  return {
    stroke: colour("ink-3"),
    font: "12px " + getComputedStyle(document.body).fontFamily,
    grid: { show: false },
    ticks: { show: false },
    size: 28,
    // Counted from the newest, so that this one always has its own.
    splits: () => labels.map((_, at) => at).filter((at) => (labels.length - 1 - at) % every === 0),
    values: (_, at) => at.map((one) => labels[one]),
  };
}

/** The line with its band, above the bars of the counts. */
function trend(figure, rows, width) {
  const column = (name) => rows.map((row) => number(row, name));
  const [values, lows, highs, counts] = ["value", "low", "high", "count"].map(column);
  const ends = [figure.dataset.from, figure.dataset.to].filter(Boolean).map(Number);
  const ticks = steps([...values, ...lows, ...highs, ...ends].filter((value) => value !== null));
  const [from, to] = [ticks[0], ticks.at(-1)];
  const most = Math.max(1, ...counts);
  const say = scale(figure.dataset.unit);
  const family = getComputedStyle(document.body).fontFamily;
  const accent = colour("accent");
  const alone = (at) => values[at] !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;

  function marks(u) {
    const { ctx } = u;
    const px = devicePixelRatio;
    const x = (at) => u.valToPos(at, "x", true);
    const y = (value) => u.valToPos(value, "y", true);
    ctx.save();
    ctx.fillStyle = colour("detractor");
    ctx.strokeStyle = colour("page");
    ctx.lineWidth = 1.5 * px;
    rows.forEach((row, at) => {
      if (values[at] === null) return;
      if (alone(at)) {
        ctx.save();
        ctx.globalAlpha = 0.3;
        ctx.fillStyle = accent;
        ctx.fillRect(x(at) - 3 * px, y(highs[at]), 6 * px, y(lows[at]) - y(highs[at]));
        ctx.restore();
      }
      if (!row.dataset.mark) return;
      const down = row.dataset.mark === "fall" ? -1 : 1;
      ctx.beginPath();
      ctx.moveTo(x(at) - 6 * px, y(values[at]) + down * 18 * px);
      ctx.lineTo(x(at) + 6 * px, y(values[at]) + down * 18 * px);
      ctx.lineTo(x(at), y(values[at]) + down * 8 * px);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
    });
    const last = values.findLastIndex((value) => value !== null);
    const write = (text, left, top, align, font, ink) => {
      ctx.font = `${font} ${family}`;
      ctx.textAlign = align;
      ctx.lineWidth = 4 * px;
      ctx.lineJoin = "round";
      ctx.fillStyle = ink;
      ctx.strokeText(text, left, top);
      ctx.fillText(text, left, top);
    };
    ctx.textBaseline = "alphabetic";
    if (last >= 0) {
      const above = rows[last].dataset.mark === "fall" ? 26 : 12;
      write(say(values[last]), x(last) + 4 * px, y(values[last]) - above * px, "right", `600 ${14 * px}px`, colour("ink"));
    }
    write(word(figure, "counts"), u.bbox.left - 6 * px, u.bbox.top + u.bbox.height - 2 * px, "right", `${12 * px}px`, colour("ink-3"));
    ctx.restore();
  }

  return {
    data: [rows.map((_, at) => at), highs, lows, values, counts],
    options: {
      scales: {
        x: { time: false, range: [-0.5, rows.length - 0.5] },
        y: { range: [from - (to - from) * 0.26, to] },
        n: { range: [0, most * 5.6] },
      },
      axes: [
        axis(rows.map((row) => row.dataset.label), width - 74),
        {
          stroke: colour("ink-3"),
          font: `12px ${family}`,
          size: 54,
          gap: 6,
          ticks: { show: false },
          splits: () => ticks,
          values: (_, at) => at.map(say),
          grid: { stroke: colour("line"), width: 1 },
        },
      ],
      series: [
        {},
        { stroke: "transparent", points: { show: false } },
        { stroke: "transparent", points: { show: false } },
        { stroke: accent, width: 2, points: { show: true, size: 7, width: 2, fill: colour("page"), stroke: accent } },
        { scale: "n", fill: colour("line-2"), stroke: "transparent", width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.6, 40], radius: 0.15 }) },
      ],
      bands: [{ series: [1, 2], fill: `color-mix(in srgb, ${accent} 14%, transparent)` }],
      hooks: {
        drawAxes: [
          (u) => {
            const at = Math.round(u.valToPos(0, "y", true)) + 0.5;
            u.ctx.save();
            u.ctx.strokeStyle = colour("control");
            u.ctx.lineWidth = devicePixelRatio;
            u.ctx.beginPath();
            u.ctx.moveTo(u.bbox.left, at);
            u.ctx.lineTo(u.bbox.left + u.bbox.width, at);
            u.ctx.stroke();
            u.ctx.restore();
          },
        ],
        draw: [marks],
      },
    },
    top: (u, at) => u.valToPos(values[at] ?? from, "y"),
    height: 260,
  };
}

/** One bar for each row, with its count above it. */
function counts(figure, rows, width) {
  const all = rows.map((row) => number(row, "count") ?? 0);
  const tones = rows.map((row) => colour(row.dataset.tone || "passive"));
  const family = getComputedStyle(document.body).fontFamily;
  const plain = new Intl.NumberFormat(lang);
  return {
    data: [rows.map((_, at) => at), all],
    options: {
      scales: { x: { time: false, range: [-0.5, rows.length - 0.5] }, y: { range: [0, Math.max(1, ...all) * 1.18] } },
      axes: [axis(rows.map((row) => row.dataset.label), width), { show: false }],
      series: [
        {},
        {
          width: 0,
          points: { show: false },
          paths: uPlot.paths.bars({ size: [0.7, 60], radius: 0.1, disp: { fill: { unit: 3, values: () => tones } } }),
          fill: colour("passive"),
        },
      ],
      hooks: {
        draw: [
          (u) => {
            u.ctx.save();
            u.ctx.font = `${12 * devicePixelRatio}px ${family}`;
            u.ctx.fillStyle = colour("ink-2");
            u.ctx.textAlign = "center";
            u.ctx.textBaseline = "alphabetic";
            all.forEach((count, at) => {
              if (count) u.ctx.fillText(plain.format(count), u.valToPos(at, "x", true), u.valToPos(count, "y", true) - 5 * devicePixelRatio);
            });
            u.ctx.restore();
          },
        ],
      },
    },
    top: (u, at) => u.valToPos(all[at], "y"),
    height: 150,
  };
}

const KINDS = { trend, counts };

/** A table that is its own drawing: it only gets the buttons. */
function tableOf(figure, rows) {
  const head = (figure.dataset.columns ?? "").split("|");
  const cells = (row) => ["label", "count", "value", "low", "high"].map((name) => row.dataset[name] ?? "");
  const sheet = () => csv([head, ...rows.map(cells)]);
  const buttons = tools(figure, { csv: sheet, png: () => picture(figure, rows) });
  drawn.set(figure, { paint() {}, end: () => buttons.remove() });
}

/** Draws one figure: the drawing, what it says at a point, and the buttons under it. */
function figureOf(figure) {
  const rows = [...figure.querySelectorAll("tbody tr")];
  if (figure.dataset.chart === "rows") return tableOf(figure, rows);
  const kind = KINDS[figure.dataset.chart];
  if (!kind || rows.length === 0 || typeof uPlot === "undefined") return;
  const plot = document.createElement("div");
  plot.className = "plot";
  plot.tabIndex = 0;
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", `${called(figure)}. ${word(figure, "hint")}`);
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  figure.querySelector(".table").before(plot);
  figure.classList.add("drawn");

  let u = null;
  let at = null;
  const leave = () => {
    at = null;
    tip.hidden = true;
  };
  const show = (index) => {
    at = index;
    tip.textContent = rows[at].dataset.reading ?? "";
    tip.hidden = false;
    const left = u.valToPos(at, "x");
    const half = tip.offsetWidth / 2;
    const middle = Math.max(half - u.over.offsetLeft, Math.min(left, plot.clientWidth - u.over.offsetLeft - half));
    tip.style.transform = `translate(${Math.round(middle - half + u.over.offsetLeft)}px, 0)`;
  };
  const follow = () => {
    const link = at === null ? null : rows[at].querySelector("a[href]");
    if (link) location.assign(link.href);
  };

  function paint() {
    u?.destroy();
    const width = plot.clientWidth;
    const { data, options, top, height } = kind(figure, rows, width);
    plot.dataset.scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    u = new uPlot(
      {
        width,
        height,
        padding: [26, 20, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false }, focus: { prox: -1 } },
        ...options,
        hooks: {
          ...options.hooks,
          setCursor: [(u) => (u.cursor.idx === null || u.cursor.left < 0 ? leave() : show(u.cursor.idx))],
        },
      },
      data,
      plot,
    );
    plot.append(tip);
    figure.moveTo = (index) => u.setCursor({ left: u.valToPos(index, "x"), top: Math.max(0, top(u, index)) });
  }

  plot.addEventListener("keydown", (event) => {
    const last = rows.length - 1;
    const to = { ArrowLeft: Math.max(0, (at ?? rows.length) - 1), ArrowRight: Math.min(last, (at ?? -1) + 1), Home: 0, End: last }[event.key];
    if (event.key === "Enter") return follow();
    if (event.key === "Escape") return leave();
    if (to === undefined) return;
    event.preventDefault();
    figure.moveTo(to);
  });
  plot.addEventListener("focus", () => plot.matches(":focus-visible") && at === null && figure.moveTo(rows.length - 1));
  plot.addEventListener("blur", () => u.setCursor({ left: -10, top: -10 }));
  // A finger reads first and follows with its second tap.
  let read = null;
  plot.addEventListener("pointerdown", (event) => (read = event.pointerType === "touch" ? at : null));
  plot.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && read !== at) return;
    if (event.target.closest(".u-over")) follow();
  });

  paint();
  const buttons = tools(figure, { table: true, csv: () => csv(figure), png: () => png(figure, u) });
  const size = new ResizeObserver(() => {
    if (Math.abs(plot.clientWidth - u.width) > 1) paint();
  });
  size.observe(plot);
  drawn.set(figure, {
    paint,
    end() {
      size.disconnect();
      u.destroy();
      plot.remove();
      buttons.remove();
    },
  });
}

/** The drawing with its heading, as a picture. */
function png(figure, u) {
  const drawing = u.ctx.canvas;
  const px = devicePixelRatio;
  const [head, edge] = [44 * px, 16 * px];
  const sheet = document.createElement("canvas");
  sheet.width = drawing.width + 2 * edge;
  sheet.height = drawing.height + head + edge;
  const ctx = sheet.getContext("2d");
  ctx.fillStyle = colour("page");
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = colour("ink");
  ctx.font = `600 ${16 * px}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.fillText(called(figure), edge, 28 * px, drawing.width);
  ctx.drawImage(drawing, edge, head);
  return new Promise((done) => sheet.toBlob(done, "image/png"));
}

/** Draws the figures of a part of the page. */
export function draw(part) {
  for (const figure of part.querySelectorAll("figure[data-chart]")) if (!drawn.has(figure)) figureOf(figure);
}

/** Lets go of the figures of a part that leaves the page. */
export function drop(part) {
  for (const [figure, chart] of drawn) {
    if (!part.contains(figure)) continue;
    chart.end();
    drawn.delete(figure);
  }
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach((chart) => chart.paint()));
draw(document);
