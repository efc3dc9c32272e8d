/**
 * A queue worked through by keyboard. Everything is a button or a link that also works without this file.
 *
 *   <ol|tbody data-queue>
 *     <li|tr data-queue-item tabindex="-1">
 *       [data-open]     link followed by Enter or O
 *       [data-accept]   button pressed by A (a submit button of a plain form, or with hx-post)
 *       [data-return]   summary or button pressed by R; when it opens a details, its first field takes the focus
 *   J / K or ↓ / ↑      next, previous (keys rest while typing)        ? help (menu.js, components/queue_keys.html)
 *
 * An item that htmx takes out of the queue, or marks aria-disabled="true", passes the focus to the next one.
 * <button data-accept-all> has no key: accepting many is asked with components/confirm.html.
 */
import { isTyping } from "./menu.js";

const items = () => [...document.querySelectorAll("[data-queue] [data-queue-item]:not([aria-disabled=true])")];
let place = 0;

function current() {
  const at = document.activeElement?.closest("[data-queue-item]");
  if (at) place = Math.max(items().indexOf(at), 0);
  return at;
}

function go(index) {
  const all = items();
  if (!all.length) return;
  place = Math.min(Math.max(index, 0), all.length - 1);
  all[place].focus();
  all[place].scrollIntoView({ block: "nearest" });
}

function press(item, selector) {
  const target = item?.querySelector(selector);
  if (!target) return;
  target.click();
  const fold = target.closest("details");
  if (fold?.open) fold.querySelector("textarea, input:not([type=hidden]), select")?.focus();
}

const acts = {
  j: () => go(current() ? place + 1 : place),
  k: () => go(current() ? place - 1 : place),
  a: () => press(current(), "[data-accept]"),
  r: () => press(current(), "[data-return]"),
  o: () => press(current(), "[data-open]"),
};
acts.arrowdown = acts.j;
acts.arrowup = acts.k;

document.addEventListener("keydown", (event) => {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (!document.querySelector("[data-queue]")) return;
  const onItem = event.target.matches("[data-queue-item]");
  const act = event.key === "Enter" && onItem ? acts.o : acts[event.key.toLowerCase()];
  if (!act || (event.key.startsWith("Arrow") && !onItem)) return;
  event.preventDefault();
  act();
});

document.addEventListener("htmx:afterSwap", () => {
  if (!document.activeElement || document.activeElement === document.body) go(place);
});
