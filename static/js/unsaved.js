/**
 * What is typed and not yet stored. Leaving asks; the top bar (#unsaved) says how many.
 *
 *   import {hold, release} from "./unsaved.js"      hold("411/2025-08"), release("411/2025-08"), any string as name
 *   <form data-unsaved>                             watched without a line of script: changed → held, submitted → released
 */
import { word } from "./words.js";

const held = new Set();
const line = document.getElementById("unsaved");

export function hold(name) {
  held.add(name);
  show();
}

export function release(name) {
  held.delete(name);
  show();
}

/** The page-wide line in the top bar: say("Đã lưu 09:14"), say("…", "bad"). */
export function say(text, tone = "") {
  if (!line) return;
  line.textContent = text;
  line.dataset.tone = tone;
}

function show() {
  if (held.size) say(word("unsaved", { n: held.size }), "bad");
  else if (line?.dataset.tone === "bad") say("");
}

addEventListener("beforeunload", (event) => {
  if (!held.size) return;
  event.preventDefault();
  event.returnValue = word("leave");
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) hold(form);
});
document.addEventListener("submit", (event) => release(event.target));
