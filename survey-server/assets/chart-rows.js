// A table whose rows are values with their intervals, as a picture: a line for each row, its zero, its value and its words.

import { called, colour } from "./chart-copy.js";

const WIDTH = 960;
const ROW = 30;
const HEAD = 56;
const EDGE = 16;
/** Where the lines lie, between the names and the words. */
const LEFT = 280;
const RIGHT = 680;

const number = (row, name) => (row.dataset[name] ? Number(row.dataset[name]) : null);

/** So much of a text as there is room for. */
function fitting(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > room) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** The rows of a figure as a picture. */
export function picture(figure, rows) {
  const px = Math.max(2, devicePixelRatio);
  const sheet = document.createElement("canvas");
  sheet.width = WIDTH * px;
  sheet.height = (HEAD + rows.length * ROW + EDGE) * px;
  const ctx = sheet.getContext("2d");
  ctx.scale(px, px);
  const family = getComputedStyle(document.body).fontFamily;
  const write = (text, left, top, room, font, ink) => {
    ctx.font = `${font} ${family}`;
    ctx.fillStyle = colour(ink);
    ctx.fillText(fitting(ctx, text, room), left, top);
  };
  ctx.fillStyle = colour("page");
  ctx.fillRect(0, 0, WIDTH, sheet.height / px);
  write(called(figure), EDGE, 32, WIDTH - 2 * EDGE, "600 16px", "ink");
  const ends = rows.flatMap((row) => [number(row, "low"), number(row, "high"), number(row, "value")]).filter((one) => one !== null);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends, 1)];
  const x = (value) => LEFT + ((value - low) / (high - low)) * (RIGHT - LEFT);
  ctx.fillStyle = colour("control");
  ctx.fillRect(x(0), HEAD - 8, 1, rows.length * ROW + 8);
  rows.forEach((row, at) => {
    const middle = HEAD + at * ROW + ROW / 2 - 4;
    write(row.dataset.label ?? "", EDGE, middle + 5, LEFT - 2 * EDGE, "14px", "ink");
    write(row.dataset.says ?? row.dataset.count ?? "", RIGHT + EDGE, middle + 5, WIDTH - RIGHT - 2 * EDGE, "14px", "ink-2");
    const [value, from, to] = ["value", "low", "high"].map((name) => number(row, name));
    if (value === null || from === null || to === null) return;
    ctx.fillStyle = colour("accent");
    ctx.fillRect(x(from), middle - 1, Math.max(1, x(to) - x(from)), 3);
    ctx.fillRect(x(value) - 2, middle - 6, 4, 13);
  });
  return new Promise((done) => sheet.toBlob(done, "image/png"));
}
