/** One cell of the grid: what it holds, its editor, and how it looks after an answer. The contract is in grid.js. */
import { word } from "./words.js";

const FIELDS = ["value", "numerator", "denominator", "note", "na"];
const HELD = { value: "value", numerator: "n", denominator: "d", note: "note", na: "na" };

/** An attribute of the cell, else of its row. */
export const attribute = (cell, name) => cell.dataset[name] ?? cell.parentElement.dataset[name];
export const keyOf = (cell) => `${attribute(cell, "line")}/${attribute(cell, "period")}`;
export const editor = (cell) => cell.querySelector(":scope > .cell-edit");
/** An appraised figure: it opens only on purpose, since what is typed amends it. */
export const isSettled = (cell) => /^(accepted|adjusted)$/.test(cell.dataset.state ?? "");
const hasParts = (cell) => attribute(cell, "parts") !== undefined;
/** The letters that choose: of English, of Vietnamese. */
export const YES_NO_KEYS = { yes: ["y", "c"], no: ["n", "k"] };
const comma = () => document.documentElement.lang !== "en";

function cellName(cell) {
  const head = cell.closest("table").tHead?.rows;
  const column = head?.[head.length - 1]?.cells[cell.cellIndex]?.dataset.periodName;
  return [attribute(cell, "name"), attribute(cell, "periodName") ?? column].filter(Boolean).join(", ");
}

/** What the server last said the cell holds. */
export function held(cell) {
  const fields = Object.fromEntries(FIELDS.map((name) => [name, cell.dataset[HELD[name]] ?? ""]));
  fields.na = cell.dataset.na === undefined ? "" : "1";
  return fields;
}

export function fieldsOf(cell) {
  const form = editor(cell);
  const read = (name) => form?.querySelector(`[name=${name}]`)?.value.trim() ?? "";
  const fields = { value: read("value"), numerator: read("numerator"), denominator: read("denominator"), note: read("note"), na: form?.dataset.na ?? "" };
  if (!form?.querySelector("[name=note]")) fields.note = held(cell).note;
  if (fields.na) Object.assign(fields, { value: "", numerator: "", denominator: "" });
  return { line: attribute(cell, "line"), period: attribute(cell, "period"), ...fields };
}

/** Whether the editor differs from what was last sent (kept) or, without that, from what the server holds. */
export function isChanged(cell, kept) {
  const now = fieldsOf(cell);
  const before = kept ?? held(cell);
  if (now.na && !now.note) return false;
  return FIELDS.some((name) => now[name] !== (before[name] ?? ""));
}

export function split(text) {
  const [numerator = "", denominator = ""] = text.split("/").map((part) => part.trim());
  return { numerator, denominator };
}

export function open(cell, kept) {
  if (editor(cell)) return void (document.activeElement === cell && focusFirst(cell)); // a click beside the input
  const fields = kept ?? held(cell);
  const form = make("div", "cell-edit");
  if (fields.na) form.dataset.na = "1";
  if (attribute(cell, "kind") === "yes_no") Object.assign(form, { tabIndex: -1, role: "group", ariaLabel: cellName(cell) });
  form.append(...inputsFor(cell, fields), actsFor(cell));
  if (isSettled(cell)) form.append(make("div", "cell-amends", word("amends")));
  cell.querySelector(":scope > .cell-offer")?.remove();
  cell.classList.add("is-open");
  slot(cell, "status").before(form);
  if (fields.na || fields.note) noteInput(cell, fields.note);
  focusFirst(cell);
  echo(cell);
}

/** What stands under an appraised figure while the cell has the focus: the button that opens it. */
export function offer(cell) {
  if (cell.querySelector(":scope > .cell-offer")) return;
  const button = Object.assign(make("button", "cell-offer", word("amend")), { type: "button", tabIndex: -1 });
  button.dataset.act = "amend";
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the cell keeps the focus
  cell.append(button);
}

export function close(cell) {
  cell.querySelector(":scope > .cell-offer")?.remove();
  editor(cell)?.remove();
  cell.classList.remove("is-open");
}

export function focusFirst(cell) {
  const form = editor(cell);
  // Without a choice none has the focus: a ring around one would look like an answer.
  const first = form.querySelector("input:not([disabled], [type=hidden]), [aria-pressed=true]") ?? form;
  first?.focus({ preventScroll: false });
  first?.select?.();
}

function make(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  return made;
}

function inputsFor(cell, fields) {
  const kind = attribute(cell, "kind");
  if (kind === "yes_no") return yesNo(cell, fields);
  if (!hasParts(cell)) return [input(cell, "value", fields.value, kind)];
  return [input(cell, "numerator", fields.numerator, kind), make("span", "slash", "/"), input(cell, "denominator", fields.denominator, kind)];
}

function input(cell, name, value, kind) {
  const made = make("input", name === "value" ? "cell-in" : "cell-in part");
  const label = name === "value" ? cellName(cell) : `${cellName(cell)}, ${word(name)}`;
  Object.assign(made, { name, value, type: "text", autocomplete: "off", inputMode: kind === "date" ? "text" : "decimal" });
  if (kind === "date") made.placeholder = "dd/mm/yyyy";
  made.disabled = Boolean(cell.dataset.na !== undefined && !value);
  made.setAttribute("aria-label", label);
  return made;
}

function yesNo(cell, fields) {
  const store = Object.assign(make("input", ""), { type: "hidden", name: "value", value: fields.value });
  const buttons = ["yes", "no"].map((name) => {
    const made = Object.assign(make("button", "yn", word(name)), { type: "button" });
    made.append(make("kbd", "", YES_NO_KEYS[name][comma() ? 1 : 0]));
    made.dataset.act = name;
    made.setAttribute("aria-pressed", String(fields.value === name));
    made.setAttribute("aria-label", `${cellName(cell)}: ${word(name)}`);
    return made;
  });
  return [store, ...buttons];
}

function actsFor(cell) {
  const box = make("div", "cell-acts");
  const kind = attribute(cell, "kind");
  const previous = attribute(cell, "previous");
  const names = [/^(number|count|ratio)$/.test(kind) && "nothing", previous && "previous", "more", "na", "note", "done"].filter(Boolean);
  for (const name of names) {
    const shown = name === "previous" ? word("as_before_value", { value: previousText(previous) }) : name === "more" ? "⋯" : word(name);
    const button = Object.assign(make("button", "", shown), { type: "button", tabIndex: -1 });
    button.dataset.act = name;
    if (name === "more") button.setAttribute("aria-label", word("more"));
    box.append(button);
  }
  return box;
}

const previousText = (previous) => (/^(yes|no)$/.test(previous) ? word(previous) : previous);

function noteInput(cell, value = "") {
  const form = editor(cell);
  let note = form.querySelector("[name=note]");
  if (!note) {
    note = Object.assign(make("input", "cell-note"), { name: "note", type: "text", value, maxLength: 2000 });
    form.querySelector(".cell-acts").before(note);
  }
  note.placeholder = word(form.dataset.na ? "na_why" : "note_why");
  note.setAttribute("aria-label", `${cellName(cell)}: ${note.placeholder}`);
  return note;
}

const set = (cell, values) => {
  for (const [name, value] of Object.entries(values)) {
    const field = editor(cell).querySelector(`[name=${name}]`);
    if (field) field.value = value;
  }
};

const ACTS = {
  nothing(cell) {
    release(cell);
    if (!hasParts(cell)) return set(cell, { value: "0" });
    noteInput(cell, "").value ||= word("nothing");
    set(cell, { numerator: "0", denominator: "0" });
  },
  previous(cell) {
    const previous = attribute(cell, "previous");
    if (!previous) return false;
    release(cell);
    set(cell, hasParts(cell) ? split(previous) : { value: previous });
    pressedIs(cell, previous);
  },
  yes: (cell) => pressedIs(cell, "yes"),
  no: (cell) => pressedIs(cell, "no"),
  na(cell) {
    editor(cell).dataset.na = "1";
    for (const field of editor(cell).querySelectorAll(".cell-in")) Object.assign(field, { value: "", disabled: true });
    noteInput(cell).focus();
  },
  note: (cell) => noteInput(cell).focus(),
  more: (cell) => editor(cell).classList.toggle("is-more") || true,
};

/** Does one quick act in the editor; false where it means nothing (no figure of last period). */
export function act(cell, name) {
  const done = ACTS[name]?.(cell);
  if (name !== "more") edited(cell);
  return done !== false;
}

function release(cell) {
  delete editor(cell).dataset.na;
  for (const field of editor(cell).querySelectorAll(".cell-in")) field.disabled = false;
}

function pressedIs(cell, value) {
  if (attribute(cell, "kind") !== "yes_no") return;
  delete editor(cell).dataset.na;
  set(cell, { value });
  for (const button of editor(cell).querySelectorAll(".yn")) button.setAttribute("aria-pressed", String(button.dataset.act === value));
}

/** "61/61" typed into the numerator: what follows the stroke is the denominator's. */
export function parted(cell, field) {
  if (field.name !== "numerator" || !field.value.includes("/")) return;
  const { numerator, denominator } = split(field.value);
  const other = editor(cell).querySelector("[name=denominator]");
  field.value = numerator;
  if (denominator) other.value = denominator;
  other.focus();
  if (!denominator) other.select();
}

/** Called on every change in the editor. */
export function edited(cell) {
  cell.classList.add("is-edited");
  echo(cell);
}

/** "= 95,45 %" while a numerator and a denominator stand there; only to see, the server computes what counts. */
function echo(cell) {
  if (!hasParts(cell)) return;
  const { numerator, denominator } = fieldsOf(cell);
  const [n, d] = [numerator, denominator].map((text) => Number(comma() ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "")));
  const form = editor(cell);
  let line = form.querySelector(".echo");
  if (!line) form.prepend((line = make("div", "echo")));
  const share = numerator && d > 0 && Number.isFinite(n) ? (100 * n) / d : null;
  const shown = share?.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  line.textContent = share === null ? "" : `${shown}${comma() ? " " : ""}%`;
}

function slot(cell, name) {
  let found = cell.querySelector(`:scope > [data-${name}]`);
  if (!found) {
    found = make("span", "");
    found.setAttribute(`data-${name}`, "");
    cell.append(found);
  }
  return found;
}

/** How the cell stands: tone "" | saving | saved | failed | conflict; content is text, a node, or null for what the server sent first. */
export function paint(cell, tone, content) {
  for (const name of ["saving", "saved", "failed", "conflict", "edited"]) cell.classList.toggle(`is-${name}`, tone === name);
  const line = slot(cell, "status");
  cell.first ??= [...line.childNodes];
  if (content === null) line.replaceChildren(...cell.first);
  else if (content !== undefined) line.replaceChildren(content);
}

export function showTyped(cell, fields) {
  cell.firstText ??= slot(cell, "text").textContent;
  const typed = fields.na ? word("na") : fields.value || [fields.numerator, fields.denominator].filter(Boolean).join(" / ") || "—";
  slot(cell, "text").textContent = /^(yes|no)$/.test(typed) ? word(typed) : typed;
}

export function showHeld(cell) {
  if (cell.firstText !== undefined) slot(cell, "text").textContent = cell.firstText;
  paint(cell, "", null);
}

/** Takes over what the server says is now stored. */
export function store(cell, answer, posted) {
  const now = (name) => answer[name] ?? posted[name] ?? "";
  for (const name of FIELDS) cell.dataset[HELD[name]] = now(name);
  if (!now("na")) delete cell.dataset.na;
  cell.dataset.base = answer.entry ?? "";
  cell.dataset.state = answer.state ?? "";
  slot(cell, "text").textContent = cell.firstText = answer.text ?? "";
  const saved = answer.saved_at ? word("saved", { time: answer.saved_at }) : "";
  const line = make("span", "cell-line", [answer.message, saved].filter(Boolean).join(" · "));
  cell.first = [line];
  paint(cell, "saved", line);
}
