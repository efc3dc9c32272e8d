/**
 * The cell grid: one input, made in the cell that has the focus; every cell saves itself.
 *
 * ## HTML (server → browser)
 *
 * <table data-grid
 *        data-save-url="/…"      one cell, form post
 *        data-paste-url="/…"     many cells, JSON post
 *        data-panel-url="/…"     optional: GET ?line=&period= answers an HTML fragment for [data-grid-panel]
 *        data-key="u27-q100"     unit + campaign + person: under this name unsaved cells are kept in sessionStorage
 *        data-sign-in="/…">      optional: where to sign in again (default <meta name="sign-in">)
 *   <tr data-line="411" data-kind="number" data-name="III.5" …>
 *     <td data-cell data-period="2025-08" data-value="96,2" data-base="9137" data-previous="95,8">
 *       <span data-text>96,20 %</span> <span data-status>…state chip…</span>
 *
 * An attribute may stand on the td or, where it is the same for the whole row, on its tr.
 *   data-cell      the cell can be entered. A locked, provided or inapplicable cell simply has no data-cell; its row keeps data-line,
 *                  so that a pasted column stays in step with the lines on the screen.
 *   data-line      id of the line.          data-period  period code (all, 2025-08, 2025-W27, 2025-Q3 …).
 *   data-kind      number | ratio | yes_no | date | points | count
 *   data-parts     present on a ratio that is entered as numerator / denominator (absent: entered as a percentage).
 *   data-value     what stands in the input: notation of the page language, no grouping (vi 96,35; en 96.35),
 *                  yes | no, dd/mm/yyyy. Empty or absent: no data.
 *   data-n data-d  numerator and denominator, same notation, when data-parts.
 *   data-na        present when the fact is "not applicable"; data-note holds its reason (or any note).
 *   data-base      id of the entry the shown value comes from; empty when there is none.
 *   data-previous  last period's figure as it would be typed ("95,8", "14/15", "yes"); absent: no figure.
 *   data-name      what a screen reader and the messages call the line ("III.5").
 *   data-period-name  the period's name ("tháng 8"); may stand on the td or on the th of its column as data-period-name.
 *   data-state     the state of the figure; one that is accepted or adjusted opens only on F2, a double click, its button or a digit.
 *   [data-text]    the shown figure, [data-status] the small line under it; both are rewritten after a save.
 *
 * ## One cell: POST data-save-url, application/x-www-form-urlencoded
 *
 * Headers X-CSRFToken, X-Acting (the membership of the page), HX-Request: true, Accept: application/json. Fields, all of them always present, as typed (trimmed):
 *   line, period, value, numerator, denominator, note, na ("1" or ""), base (data-base, or "")
 * yes_no posts value=yes|no. Parts post numerator and denominator and leave value empty. "Không phát sinh" posts value=0, and for
 * parts numerator=0 denominator=0 with a note. Everything empty and na="" asks to take the own draft back.
 * Numbers come as typed in the page language; the server parses, and refuses what cannot be decided (1.240).
 *
 * Answers (application/json; every text already in the page language and formatted):
 *   200 {state, text, saved_at, entry, message, value, numerator, denominator, note, na}
 *         state     none | draft | submitted | returned | accepted | adjusted | … (becomes data-state)
 *         text      the figure to show ("95,80 %", "21 / 22", "Có", "—")
 *         saved_at  "09:14", local time of the commit: the screen says saved only on the strength of this
 *         entry     id of the entry now current ("" after taking back): the next base
 *         message   "" or one short remark ("= 95,45 %", "không phát sinh", "cao hơn kỳ trước 10 lần: xem lại")
 *         value, numerator, denominator, note, na   optional: what the input shows next time; absent: what was posted
 *   400|422 {message, field}   refused, nothing written; the typed text stays in the cell, marked. field: value | numerator | denominator | note
 *   403|404|412|423 {message}  not allowed, gone, the person acts for another unit now, or locked meanwhile; the same treatment
 *   409 {message, entry, yours, theirs}  another entry superseded base; nothing written.
 *         yours, theirs = {text, by, at, value, numerator, denominator, note, na}; entry = id of theirs.
 *         "Keep mine" posts again with base=entry; "take theirs" only rewrites the cell.
 *   401, any redirect, or a body that is not JSON: the session has ended. Cells stay, are kept in sessionStorage and the page says so.
 *   5xx or no network: kept, said, tried again by itself (5 s, 15 s, 60 s, and when the line is back) and on demand.
 *
 * ## Many cells: POST data-paste-url, application/json
 *
 *   [{line, period, value, numerator, denominator, note, na, base}, …]     1 … 300 cells, same meaning as above
 *   200 {saved_at, results: [{line, period, status, …}]}   one result a cell, in order; status is the code the single post
 *       would have had (200, 409, 422 …) and the other members are those of that answer. A cell that is refused does not
 *       hold up the others. 400 {message}: the list itself is wrong, nothing written.
 * Also used when several single cells wait behind a slow line.
 *
 * ## Elements around the table (all optional)
 *
 *   [data-grid-panel]    receives the fragment of data-panel-url (last period, evidence, what it would earn)
 *   [data-grid-note]     the page-wide line for "session ended" and "n cells not saved" (role=status); made when absent
 *   <template id="words">  texts (components/words.html and components/grid_words.html)
 *
 * ## Keys
 *
 *   arrows, Enter (down), Shift+Enter (up), Tab / Shift+Tab   move and save        Esc   undo the cell
 *   0   nothing occurred     =   as last period     x   not applicable, with a reason
 *   y/c, n/k   yes / no in a yes_no cell            Ctrl+V   a block from Excel, filled to the right and down
 *   A block pasted on a ratio with parts takes two columns a cell (numerator, denominator) unless its texts look like 21/22.
 */
import { act, attribute, close, edited, editor, fieldsOf, focusFirst, isChanged, isSettled, keyOf, offer, open, parted, YES_NO_KEYS } from "./grid-cell.js";
import { spread } from "./grid-paste.js";
import { Saver } from "./grid-save.js";
import { toast } from "./menu.js";
import { word } from "./words.js";

const QUICK = 900; // a lone 0 is taken as "nothing occurred" unless more digits follow
const PANEL = 250;

class Grid {
  constructor(table) {
    this.table = table;
    this.saver = new Saver(table, this.cells());
    this.cells().forEach((cell, index) => (cell.tabIndex = index ? -1 : 0));
    table.addEventListener("click", (event) => this.clicked(event));
    table.addEventListener("dblclick", (event) => this.enter(event.target.closest("[data-cell]"), true));
    table.addEventListener("focusin", (event) => this.focused(event));
    table.addEventListener("focusout", (event) => this.left(event));
    table.addEventListener("keydown", (event) => this.pressed(event));
    table.addEventListener("input", (event) => this.typed(event));
    table.addEventListener("paste", (event) => this.pasted(event));
    addEventListener("pagehide", () => this.settle());
    document.addEventListener("visibilitychange", () => document.hidden && this.settle());
  }

  cells() {
    return [...this.table.querySelectorAll("[data-cell]")];
  }

  /** An appraised figure only takes the focus, until it is opened on purpose. */
  enter(cell, purpose = false) {
    if (!cell) return;
    if (this.at && this.at !== cell) this.settle(true);
    this.table.querySelector('[data-cell][tabindex="0"]')?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    this.at = cell;
    const kept = this.saver.kept(cell);
    this.panel(cell);
    if (purpose || kept || editor(cell) || !isSettled(cell)) return open(cell, kept);
    offer(cell);
    if (document.activeElement !== cell) cell.focus();
  }

  /** Saves what was changed in the open cell; leaves it open unless told otherwise. */
  settle(leave = false) {
    clearTimeout(this.quick);
    const cell = this.at;
    if (!cell) return;
    if (!editor(cell)) return leave && this.shut(cell);
    if (isChanged(cell, this.saver.kept(cell))) this.saver.put(cell, fieldsOf(cell));
    if (leave) this.shut(cell);
  }

  /** Taking the focused input away fires focusout: the cell must no longer be the open one by then. */
  shut(cell) {
    this.at = null;
    close(cell);
  }

  clicked(event) {
    const cell = event.target.closest("[data-cell]");
    const button = event.target.closest("[data-act]");
    if (button) {
      this.act(cell, button.dataset.act);
      if (/^(nothing|previous)$/.test(button.dataset.act)) focusFirst(cell); // what is typed next replaces it
      return;
    }
    if (cell && !editor(cell) && !event.target.closest("a, button, summary")) this.enter(cell);
  }

  focused(event) {
    if (event.target.matches("[data-cell]")) this.enter(event.target);
  }

  left(event) {
    const cell = event.target.closest("[data-cell]");
    if (cell && cell === this.at && !cell.contains(event.relatedTarget) && document.hasFocus()) this.settle(true);
  }

  typed(event) {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    clearTimeout(this.quick);
    parted(cell, event.target);
    edited(cell);
    const isLoneZero = event.target.value === "0" && /^(number|count)$/.test(attribute(cell, "kind"));
    if (isLoneZero) this.quick = setTimeout(() => this.settle(), QUICK);
  }

  pressed(event) {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing || event.target.closest("button:not([data-act=yes], [data-act=no])")) return;
    const handled = this.move(event, cell) || this.opening(event, cell) || this.short(event, cell);
    if (handled) event.preventDefault();
  }

  move(event, cell) {
    const { key, shiftKey } = event;
    const input = event.target.matches("input") ? event.target : null;
    if (key === "Enter" && event.target.matches(".yn")) this.act(cell, event.target.dataset.act);
    if (key === "Enter") return this.enterOrStay(this.vertical(cell, shiftKey ? -1 : 1));
    if (key === "ArrowDown" || key === "ArrowUp") return this.enterOrStay(this.vertical(cell, key === "ArrowDown" ? 1 : -1));
    if (key === "Tab") return this.tab(cell, event.target.closest("input, .yn"), shiftKey);
    if ((key === "ArrowLeft" || key === "ArrowRight") && atEdge(input, key)) {
      return this.enterOrStay(this.beside(cell, key === "ArrowRight" ? 1 : -1));
    }
    return false;
  }

  /** Keys on an appraised figure that is not open: F2 opens it, and so does what is typed, which then stands in it. */
  opening(event, cell) {
    if (editor(cell) || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key !== "F2" && !/^[-+0-9]$/.test(event.key)) return event.key.length === 1;
    this.enter(cell, true);
    return event.key === "F2";
  }

  enterOrStay(cell) {
    if (cell) this.enter(cell);
    else this.settle();
    return true;
  }

  tab(cell, input, back) {
    const parts = [...cell.querySelectorAll("input:not([disabled], [type=hidden]), .yn")];
    const next = parts[parts.indexOf(input) + (back ? -1 : 1)];
    if (next && (input || next.matches(".yn"))) {
      next.focus();
      next.select?.();
      return true;
    }
    const all = this.cells();
    const target = all[all.indexOf(cell) + (back ? -1 : 1)];
    if (!target) return false;
    this.enter(target);
    return true;
  }

  short(event, cell) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape") return this.undo(cell);
    if (event.target.name === "note") return false;
    const kind = attribute(cell, "kind");
    const chosen = Object.keys(YES_NO_KEYS).find((name) => YES_NO_KEYS[name].includes(event.key.toLowerCase()));
    const asked = { "=": "previous", x: "na", X: "na" }[event.key] ?? (kind === "yes_no" && chosen);
    return Boolean(asked) && this.act(cell, asked);
  }

  /** Quick ways: nothing | previous | na | note | yes | no | done | undo. Answers whether there was something to do. */
  act(cell, name) {
    this.enter(cell, true);
    if (name === "amend") return true;
    if (name === "done") return this.settle(true) ?? true;
    if (name === "undo") return this.undo(cell);
    if (!act(cell, name)) return false;
    if (!/^(na|note|more)$/.test(name)) this.settle();
    return true;
  }

  undo(cell) {
    clearTimeout(this.quick);
    this.shut(cell);
    this.saver.drop(cell);
    this.enter(cell);
    return true;
  }

  pasted(event) {
    const cell = event.target.closest("[data-cell]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!cell || event.target.name === "note") return;
    const isBlock = /[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
    if (!isBlock && !(attribute(cell, "parts") !== undefined && text.includes("/"))) return;
    event.preventDefault();
    const { filled, outside } = spread(this.table, cell, text);
    this.shut(cell);
    this.saver.putAll(filled).then(({ saved, refused }) => this.tell(saved, refused, outside));
  }

  tell(saved, refused, outside) {
    if (saved || refused) toast(word(refused ? "pasted_some" : "pasted", { n: saved, m: refused }), refused ? "bad" : "");
    if (outside) toast(word("outside", { n: outside }), "bad");
  }

  vertical(cell, step) {
    const rows = [...this.table.rows];
    for (let i = cell.parentElement.rowIndex + step; rows[i]; i += step) {
      const there = rows[i].cells[cell.cellIndex];
      if (there?.matches("[data-cell]")) return there;
    }
    return null;
  }

  beside(cell, step) {
    const row = [...cell.parentElement.cells];
    for (let i = cell.cellIndex + step; row[i]; i += step) if (row[i].matches("[data-cell]")) return row[i];
    return null;
  }

  panel(cell) {
    const url = this.table.dataset.panelUrl;
    const box = document.querySelector("[data-grid-panel]");
    clearTimeout(this.panelTimer);
    const isTalking = Boolean(box?.querySelector("textarea")?.value); // a comment begun stays with its cell
    if (!url || !box || !window.htmx || isTalking || box.dataset.cell === keyOf(cell)) return;
    this.panelTimer = setTimeout(() => {
      box.dataset.cell = keyOf(cell);
      const asked = new URLSearchParams({ line: attribute(cell, "line"), period: attribute(cell, "period") });
      window.htmx.ajax("GET", `${url}?${asked}`, { target: box, swap: "innerHTML" });
    }, PANEL);
  }
}

function atEdge(input, key) {
  if (!input) return true;
  if (input.selectionStart === 0 && input.selectionEnd === input.value.length) return true;
  return key === "ArrowLeft" ? input.selectionEnd === 0 : input.selectionStart === input.value.length;
}

for (const table of document.querySelectorAll("table[data-grid]")) new Grid(table);
