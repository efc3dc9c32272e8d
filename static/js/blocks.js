/**
 * Units are dragged between clusters; each card also has a select, which is the way by keyboard and without script.
 *
 *   <form method="post" data-blocks data-save-url="/…">                        a plain post sends every select: unit-<ID>=<BLOCK>
 *     <section data-block="C1" aria-labelledby="…">
 *       <h2>Cụm 1 <span data-block-count data-low="8" data-high="20">14</span></h2>
 *       <ol data-block-list>
 *         <li data-unit="27" data-name="Phường 027" data-kind="ward">
 *           Phường 027 <select name="unit-27" data-block-select aria-label="…"><option value="C1" selected>…</select></li>
 *     <section data-block="">                                                units without a cluster
 *
 * A move posts data-save-url (form): unit, block (may be ""), from. Answer 200 {message} or 4xx {message}: the card goes back and says why.
 * Counts are recounted here; outside data-low … data-high the count carries class "warn".
 * Pointer: press and drag a card (a finger: hold 250 ms). Keyboard: the select.
 */
import { post, signInUrl } from "./http.js";
import { toast } from "./menu.js";
import { word } from "./words.js";

const HOLD = 250;
let drag = null;

for (const root of document.querySelectorAll("[data-blocks]")) {
  root.addEventListener("pointerdown", (event) => begin(root, event));
  root.addEventListener("change", (event) => {
    const card = event.target.matches("[data-block-select]") && event.target.closest("[data-unit]");
    if (card) move(root, card, event.target.value);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) finish(null);
  });
}
addEventListener("pointermove", follow, { passive: false });
addEventListener("pointerup", (event) => drag && finish(event));
addEventListener("pointercancel", () => drag && finish(null));
addEventListener("touchmove", (event) => drag?.live && event.preventDefault(), { passive: false });

function begin(root, event) {
  const card = event.target.closest("[data-unit]");
  if (!card || event.target.closest("select, a, button") || event.button) return;
  drag = { root, card, x: event.clientX, y: event.clientY, live: false };
  if (event.pointerType !== "mouse") drag.timer = setTimeout(() => lift(), HOLD);
}

function lift() {
  drag.live = true;
  drag.card.classList.add("is-lifted");
  drag.root.classList.add("is-dragging");
}

function follow(event) {
  if (!drag) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 6;
  if (!drag.live && far) {
    if (drag.timer) return finish(null);
    lift();
  }
  if (!drag.live) return;
  event.preventDefault();
  drag.card.hidden = false;
  const over = blockAt(event);
  for (const block of drag.root.querySelectorAll("[data-block]")) block.classList.toggle("is-over", block === over);
}

const blockAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-block]");

function finish(event) {
  const { root, card, live, timer } = drag;
  const target = live && event ? blockAt(event) : null;
  clearTimeout(timer);
  drag = null;
  card.classList.remove("is-lifted");
  root.classList.remove("is-dragging");
  for (const block of root.querySelectorAll(".is-over")) block.classList.remove("is-over");
  if (target && root.contains(target)) move(root, card, target.dataset.block);
}

async function move(root, card, block) {
  const from = card.closest("[data-block]");
  if (from.dataset.block === block) return;
  place(root, card, block);
  if (!root.dataset.saveUrl) return;
  const body = new URLSearchParams({ unit: card.dataset.unit, block, from: from.dataset.block });
  const { status, data } = await post(root.dataset.saveUrl, body);
  if (status === 401) return location.assign(signInUrl());
  if (status !== 200) place(root, card, from.dataset.block);
  toast(data.message || (status === 200 ? "" : word(status ? "failed" : "offline")), status === 200 ? "" : "bad");
}

function place(root, card, block) {
  const list = root.querySelector(`[data-block="${CSS.escape(block)}"] [data-block-list]`);
  const after = [...list.children].find((other) => other.dataset.name?.localeCompare(card.dataset.name, "vi") > 0);
  list.insertBefore(card, after ?? null);
  const select = card.querySelector("[data-block-select]");
  if (select) select.value = block;
  card.classList.add("is-moved");
  for (const section of root.querySelectorAll("[data-block]")) recount(section);
}

function recount(section) {
  const shown = section.querySelector("[data-block-count]");
  if (!shown) return;
  const n = section.querySelectorAll("[data-unit]").length;
  shown.textContent = n;
  const { low, high } = shown.dataset;
  shown.classList.toggle("warn", n > 0 && ((low && n < Number(low)) || (high && n > Number(high))));
}
