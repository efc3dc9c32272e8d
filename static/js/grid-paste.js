/** A block from Excel laid over the grid: to the right and down from the cell it was pasted on. The contract is in grid.js. */
import { attribute, held, split } from "./grid-cell.js";

/** Rows of cells; a quoted cell may hold line ends and doubled quotes, as Excel writes it. */
export function parse(text) {
  const rows = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  for (let i = 0; i < source.length; i++) {
    const sign = source[i];
    const row = rows.at(-1);
    if (quoted && sign === '"' && source[i + 1] === '"') row[row.length - 1] += source[++i];
    else if (sign === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
    else if (!quoted && sign === "\t") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows.map((row) => row.map((cell) => cell.trim()));
}

/** Answers {filled: [[cell, fields]], outside}: empty cells of the block leave theirs alone, locked ones swallow theirs. */
export function spread(table, start, text) {
  const lines = [...table.rows].filter((row) => row.dataset.line !== undefined || row.querySelector("[data-cell]"));
  const first = lines.indexOf(start.parentElement);
  const filled = [];
  let outside = 0;
  parse(text).forEach((texts, down) => {
    const row = lines[first + down];
    const done = row ? spreadRow(row, start.cellIndex, texts, filled) : 0;
    outside += texts.slice(done).filter(Boolean).length;
  });
  return { filled, outside };
}

/** Answers how many texts of the row found a place. */
function spreadRow(row, column, texts, filled) {
  let used = 0;
  for (let i = column; i < row.cells.length && used < texts.length; i++) {
    const cell = row.cells[i];
    const two = takesTwo(cell, texts, used);
    const given = two ? [texts[used], texts[used + 1]] : [texts[used]];
    if (cell.matches("[data-cell]") && given.some(Boolean)) filled.push([cell, fieldsFor(cell, given)]);
    else if (given.some(Boolean)) return used;
    used += given.length;
  }
  return used;
}

function takesTwo(cell, texts, at) {
  return attribute(cell, "parts") !== undefined && at + 1 < texts.length && !texts[at].includes("/");
}

function fieldsFor(cell, [first, second]) {
  const [line, period] = [attribute(cell, "line"), attribute(cell, "period")];
  const empty = { line, period, value: "", numerator: "", denominator: "", note: held(cell).note, na: "" };
  if (second !== undefined) return { ...empty, numerator: first, denominator: second };
  if (attribute(cell, "parts") !== undefined && first.includes("/")) return { ...empty, ...split(first) };
  return { ...empty, value: first };
}
