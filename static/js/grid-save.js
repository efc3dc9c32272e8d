/** Sends cells one after the other, keeps what could not be stored, and says so. The contract is in grid.js. */
import { keyOf, paint, showHeld, showTyped, store } from "./grid-cell.js";
import { post, signInUrl } from "./http.js";
import { hold, release, say } from "./unsaved.js";
import { word } from "./words.js";

const WAITS = [5, 15, 60];
const MOST = 300;

export class Saver {
  constructor(table, cells) {
    this.table = table;
    this.byKey = new Map(cells.map((cell) => [keyOf(cell), cell]));
    this.waiting = new Map(); // key → fields, to be sent
    this.refused = new Map(); // key → fields, need a person
    this.tries = 0;
    addEventListener("online", () => this.again());
    this.offerKept();
  }

  kept(cell) {
    return this.waiting.get(keyOf(cell)) ?? this.refused.get(keyOf(cell));
  }

  drop(cell) {
    this.forget(keyOf(cell));
    showHeld(cell);
    this.stash();
  }

  put(cell, fields) {
    this.queue(cell, fields);
    return this.flush();
  }

  /** Many at once (a pasted block): answers {saved, refused}. */
  async putAll(pairs) {
    const keys = pairs.map(([cell]) => keyOf(cell));
    for (const [cell, fields] of pairs) this.queue(cell, fields);
    await this.flush();
    const refused = keys.filter((key) => this.refused.has(key) || this.waiting.has(key)).length;
    return { saved: keys.length - refused, refused };
  }

  queue(cell, fields) {
    const key = keyOf(cell);
    this.refused.delete(key);
    this.waiting.set(key, fields);
    hold(key);
    showTyped(cell, fields);
    paint(cell, "saving", word("saving"));
    this.stash();
  }

  forget(key) {
    this.waiting.delete(key);
    this.refused.delete(key);
    release(key);
  }

  async flush() {
    if (this.sending) return this.sending;
    clearTimeout(this.retry);
    this.sending = this.sendAll();
    await this.sending;
    this.sending = null;
  }

  /** The line is back: a try that still ends without it must not put the next one off. */
  async again() {
    await this.sending;
    this.tries = 0;
    return this.flush();
  }

  async sendAll() {
    while (this.waiting.size) {
      const batch = [...this.waiting.entries()].slice(0, this.table.dataset.pasteUrl ? MOST : 1).map(([key, fields]) => [key, this.based(key, fields)]);
      const goesOn = batch.length > 1 ? await this.sendMany(batch) : await this.sendOne(...batch[0]);
      this.stash();
      if (!goesOn) return;
    }
  }

  /** base is what the cell shows now; a kept or conflicting one carries its own. */
  based(key, fields) {
    fields.base ??= this.byKey.get(key)?.dataset.base ?? "";
    return fields;
  }

  async sendOne(key, fields) {
    const answer = await post(this.table.dataset.saveUrl, new URLSearchParams(fields));
    return this.settled(answer) && (this.take(key, fields, answer.status, answer.data), true);
  }

  async sendMany(batch) {
    const answer = await post(this.table.dataset.pasteUrl, batch.map(([, fields]) => fields));
    if (!this.settled(answer)) return false;
    const { results = [], saved_at } = answer.data;
    batch.forEach(([key, fields], index) => {
      const one = results[index] ?? { status: answer.status, message: answer.data.message };
      this.take(key, fields, one.status, { saved_at, ...one });
    });
    return true;
  }

  /** Whether the server gave a word on the cells; otherwise everything stays and is tried again or waits for a new sign-in. */
  settled({ status }) {
    if (status && status < 500 && status !== 401 && status !== 429) {
      this.tries = 0;
      return true;
    }
    const isOver = status === 401;
    for (const key of this.waiting.keys()) paint(this.byKey.get(key), "failed", word("not_sent"));
    this.note(word(isOver ? "ended" : "offline"), isOver ? [word("sign_in"), signInUrl(), "link"] : [word("retry"), () => this.flush()]);
    if (!isOver) this.retry = setTimeout(() => this.flush(), 1000 * WAITS[Math.min(this.tries++, WAITS.length - 1)]);
    return false;
  }

  take(key, fields, status, data) {
    const cell = this.byKey.get(key);
    const isNewer = this.waiting.get(key) !== fields;
    if (isNewer && status === 200) return this.rebase(cell, data);
    this.waiting.delete(key);
    if (status === 200) {
      this.forget(key);
      store(cell, data, fields);
      say(word("saved", { time: data.saved_at }));
      return this.note("");
    }
    this.refused.set(key, fields);
    if (status === 409) return this.conflict(cell, key, fields, data);
    const line = document.createElement("span");
    line.textContent = data.message || word("failed");
    line.setAttribute("role", "alert");
    paint(cell, "failed", line);
    return undefined;
  }

  /** The person typed on while the earlier figure was under way: the next post stands on it. */
  rebase(cell, data) {
    cell.dataset.base = data.entry ?? "";
    delete this.waiting.get(keyOf(cell)).base;
  }

  conflict(cell, key, fields, { yours, theirs, entry }) {
    const box = document.createElement("span");
    const text = document.createElement("span");
    text.textContent = word("conflict", theirs);
    text.setAttribute("role", "alert");
    const again = () => (this.queue(cell, { ...fields, base: entry }), this.flush());
    const theirsNow = () => {
      this.forget(key);
      store(cell, { ...theirs, entry }, theirs);
      this.stash();
    };
    box.append(text, button(word("keep_mine", { text: yours?.text ?? "" }), again), button(word("take_theirs", { text: theirs.text }), theirsNow));
    paint(cell, "conflict", box);
  }

  // ---- what outlives the page

  get place() {
    return `grid:${this.table.dataset.key ?? location.pathname}`;
  }

  stash() {
    const unsaved = [...this.refused.entries(), ...this.waiting.entries()].map(([key, fields]) => this.based(key, fields));
    if (unsaved.length) sessionStorage.setItem(this.place, JSON.stringify(unsaved));
    else sessionStorage.removeItem(this.place);
  }

  /** Another person may sit here now: what was kept is shown and offered, never sent by itself. */
  offerKept() {
    const list = JSON.parse(sessionStorage.getItem(this.place) ?? "[]").filter((fields) => this.byKey.has(`${fields.line}/${fields.period}`));
    if (!list.length) return;
    for (const fields of list) {
      const key = `${fields.line}/${fields.period}`;
      this.refused.set(key, fields);
      hold(key);
      showTyped(this.byKey.get(key), fields);
      paint(this.byKey.get(key), "failed", word("not_sent"));
    }
    const all = () => [...this.refused.entries()].map(([key, fields]) => [this.byKey.get(key), fields]);
    const send = () => this.putAll(all());
    const drop = () => (all().forEach(([cell]) => this.drop(cell)), this.note(""));
    this.note(word("kept", { n: list.length }), [word("save_kept"), send], [word("drop_kept"), drop]);
  }

  /** The line above the table; acts: [text, function] or [text, address, "link"]. */
  note(text, ...acts) {
    const line = this.line();
    line.hidden = !text;
    line.replaceChildren(text, ...acts.map(([label, what, kind]) => (kind ? link(label, what, () => this.letGo()) : button(label, what))));
  }

  /** The page's own line, else one of this table: two grids of a page must not wipe out each other's. */
  line() {
    this.noteLine ??= document.querySelector("[data-grid-note]:not([data-made])") ?? this.makeLine();
    return this.noteLine;
  }

  makeLine() {
    const made = Object.assign(document.createElement("div"), { className: "banner banner-bad grid-note", hidden: true });
    Object.assign(made.dataset, { gridNote: "", made: "" });
    made.setAttribute("role", "status");
    (this.table.closest(".table-box") ?? this.table).before(made);
    return made;
  }

  /** Signing in again leaves the page; what is kept needs no question. */
  letGo() {
    for (const key of [...this.waiting.keys(), ...this.refused.keys()]) release(key);
  }
}

function button(label, what) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small", textContent: label });
  made.addEventListener("click", what);
  return made;
}

function link(label, href, onclick) {
  return Object.assign(document.createElement("a"), { href, className: "btn btn-small", textContent: label, onclick });
}
