/**
 * Small manners of every page; all of it works, only less smoothly, without this file.
 *
 *   <details data-menu>      closes on Esc, on a click elsewhere and when another opens; data-close inside closes it
 *   <dialog id="keys">       opens with ? (not while typing) and from [data-keys]
 *   <button data-print>      prints            <button data-copy="#id">  copies the text of #id
 *   <form data-once>         its buttons are off after the first submit (5 s, then on again)
 *   <label data-drop>        file drop: shows the chosen names; data-max-bytes on it refuses what is too large
 *   [data-focus]             takes the focus when the page has loaded (the box of faults)
 */
import { word } from "./words.js";

export function toast(text, tone = "") {
  const box = document.getElementById("toasts");
  if (!box || !text) return;
  const item = Object.assign(document.createElement("div"), { className: `toast ${tone}`, textContent: text });
  box.append(item);
  setTimeout(() => item.remove(), tone === "bad" ? 9000 : 4000);
}

export const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  const at = event.target;
  for (const menu of open()) if (!menu.contains(at)) menu.open = false;
  at.closest("[data-close]")?.closest("details")?.removeAttribute("open");
  if (at.closest("[data-print]")) print();
  if (at.closest("[data-keys]")) help();
  copy(at.closest("[data-copy]"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.key === "?" && !event.ctrlKey && (!isTyping(event.target) || event.target.closest("[data-cell]"))) {
    if (help()) event.preventDefault();
  }
});

function help() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
  return Boolean(dialog);
}

async function copy(button) {
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.innerText;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(source);
    document.execCommand("copy");
  }
  toast(word("copied"));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-once]")) return;
  const buttons = event.target.querySelectorAll("button:not([type=button])");
  setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
  setTimeout(() => buttons.forEach((button) => (button.disabled = false)), 5000);
});

document.addEventListener("change", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (!drop) return;
  const files = [...event.target.files];
  const big = files.find((file) => drop.dataset.maxBytes && file.size > Number(drop.dataset.maxBytes));
  if (big) event.target.value = "";
  const shown = drop.querySelector("[data-chosen]");
  shown.textContent = big ? word("too_big", { name: big.name }) : files.map((file) => word("chosen", { name: file.name })).join(" · ");
  shown.classList.toggle("bad", Boolean(big));
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    drop?.classList.toggle("over", kind === "dragover");
  });
}

document.querySelector("[data-focus]")?.focus();
// On a phone the chosen cluster may stand far to the right.
const pills = document.querySelector(".pills");
const chosen = pills?.querySelector("[aria-current]");
if (chosen) pills.scrollLeft = chosen.offsetLeft - pills.offsetLeft - 20;
