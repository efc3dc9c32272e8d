/** Texts of the page, from <template id="words"> and further <template data-words>. word("saved", {time: "09:14"}) → "Đã lưu 09:14". */

const words = new Map();
for (const box of document.querySelectorAll("template#words, template[data-words]")) {
  for (const item of box.content.querySelectorAll("[data-word]")) words.set(item.dataset.word, item.textContent);
}

export function word(name, values = {}) {
  return (words.get(name) ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}
