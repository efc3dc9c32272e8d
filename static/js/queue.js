/**
 * A queue worked through by keyboard. Everything is a button or a link that also works without this file.
 *
 *   <ol|tbody data-queue>
 *     <li|tr data-queue-item tabindex="-1">
 *       [data-open]     link followed by Enter or O
 *       [data-accept]   button pressed by A (a submit button of a plain form, or with hx-post)
 *       [data-return]   summary of a box, opened by R      [data-adjust]   the same, by D
 *       [data-undo="7"] the same, by U: of the row at hand, else of the newest verdict (the highest number)
 *   [data-all]   holds the box opened by Shift+A; it asks (components/confirm.html) before it accepts
 *   J / K or ↓ / ↑      next, previous       ? help (menu.js, components/queue_keys.html)
 *
 * A letter is a key only where nothing could be typed: never while a box is open, in a field or on a button, with a
 * modifier, or while an input method is composing. A box that opens, by whatever means, takes the focus into its field.
 * An item that htmx takes out of the queue, or marks aria-disabled="true", passes the focus to the next one.
 */
const ITEM = "[data-queue-item]";
const TAKEN = "input, textarea, select, button, summary, [contenteditable]";
const OPEN = "details[data-menu][open], dialog[open]";
const FIELDS = "textarea, input:not([type=hidden]), select";

const items = () => [...document.querySelectorAll(`[data-queue] ${ITEM}:not([aria-disabled=true])`)];
const current = () => document.activeElement?.closest(`[data-queue] ${ITEM}`);
let place = 0;

function go(index) {
  const all = items();
  if (!all.length) return;
  place = Math.min(Math.max(index, 0), all.length - 1);
  all[place].focus();
  all[place].scrollIntoView({ block: "nearest" });
}

/** The event "toggle" comes a little later: who types on must find the field at once. */
function click(target) {
  target?.click();
  const box = target?.closest("details.confirm");
  if (box?.open) toggled(box);
}

const press = (selector) => click(current()?.querySelector(selector));

function undo() {
  const all = [...document.querySelectorAll("[data-queue] [data-undo]")];
  const newest = all.sort((one, other) => other.dataset.undo - one.dataset.undo)[0];
  click(current()?.querySelector("[data-undo]") ?? newest);
}

const acts = {
  j: () => go(current() ? place + 1 : place),
  k: () => go(current() ? place - 1 : place),
  a: () => press("[data-accept]"),
  A: () => click(document.querySelector("[data-all] summary")),
  r: () => press("[data-return]"),
  d: () => press("[data-adjust]"),
  u: undo,
  o: () => press("[data-open]"),
};
acts.arrowdown = acts.j;
acts.arrowup = acts.k;

/** Whether a key pressed now could be meant as text or for what has the focus. */
function isTaken(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return Boolean(event.target.closest?.(TAKEN) || document.querySelector(OPEN));
}

function asked(event) {
  if (event.shiftKey) return event.key.toLowerCase() === "a" ? acts.A : null;
  const onItem = event.target.matches?.(ITEM);
  if (event.key === "Enter") return onItem ? acts.o : null;
  if (event.key.startsWith("Arrow") && !onItem) return null;
  return acts[event.key.toLowerCase()];
}

document.addEventListener("keydown", (event) => {
  if (isTaken(event) || !document.querySelector("[data-queue]")) return;
  const act = asked(event);
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", () => {
  const at = items().indexOf(current());
  if (at >= 0) place = at;
});

/** The field of a box that opened; back to its row when it closes, so that the keys are at hand again. */
function toggled(box) {
  if (!box.open) {
    if (box.contains(document.activeElement)) box.closest(ITEM)?.focus();
    return;
  }
  const field = box.querySelector(`.confirm-body :is(${FIELDS})`) ?? box.querySelector(".confirm-body .btn-primary");
  field?.focus({ preventScroll: true });
  box.querySelector(".confirm-body")?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("toggle", (event) => event.target.matches("details.confirm") && toggled(event.target), true);

document.addEventListener("htmx:afterSwap", () => {
  const box = document.querySelector("[data-queue] details.confirm[open]"); // a refused act comes back open
  if (box) toggled(box);
  else if (!document.activeElement || document.activeElement === document.body) go(place);
});
