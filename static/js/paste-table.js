/**
 * A place where a table copied from Excel is pasted; shows at once what was understood. The form is sent as it is: the server reads
 * the text again (tab between columns, line end between rows) and says the fate of every row.
 *
 *   <textarea name="table" data-paste-table="#seen" data-columns="2"></textarea>
 *   <div id="seen" data-rows="{rows} dòng, {columns} cột" data-few="Cần ít nhất {columns} cột: đơn vị và số liệu." aria-live="polite"></div>
 *   Optional: a <input type="file" data-into="#id-of-textarea"> next to it reads a .csv or .tsv file into the area.
 */

const SHOWN = 4;

function rowsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").filter((line) => line.trim());
  const mark = lines.some((line) => line.includes("\t")) ? "\t" : lines.every((line) => line.includes(";")) ? ";" : "\t";
  return lines.map((line) => line.split(mark).map((cell) => cell.trim()));
}

function preview(area) {
  const box = document.querySelector(area.dataset.pasteTable);
  if (!box) return;
  const rows = rowsOf(area.value);
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const needed = Number(area.dataset.columns || 1);
  box.replaceChildren();
  if (!rows.length) return;
  const line = document.createElement("p");
  const text = columns < needed ? box.dataset.few : box.dataset.rows;
  line.textContent = (text ?? "").replace("{rows}", rows.length).replace("{columns}", columns < needed ? needed : columns);
  line.className = columns < needed ? "bad" : "good";
  box.append(line, tableOf(rows));
}

function tableOf(rows) {
  const table = Object.assign(document.createElement("table"), { className: "table table-tight" });
  const shown = rows.length > SHOWN + 1 ? [...rows.slice(0, SHOWN - 1), null, rows.at(-1)] : rows;
  for (const row of shown) {
    const line = table.insertRow();
    for (const cell of row ?? []) line.insertCell().textContent = cell;
    if (!row) Object.assign(line.insertCell(), { textContent: "…", colSpan: rows[0].length });
  }
  return table;
}

for (const area of document.querySelectorAll("[data-paste-table]")) {
  area.addEventListener("input", () => preview(area));
  if (area.value) preview(area);
}

document.addEventListener("change", async (event) => {
  const area = event.target.dataset.into && document.querySelector(event.target.dataset.into);
  if (!area || !event.target.files.length) return;
  area.value = await event.target.files[0].text();
  preview(area);
});
