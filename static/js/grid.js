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
 *   data-cell      the cell can be entered. A locked, provided or inapplicable cell simply has no data-cell.
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
 *   [data-text]    the shown figure, [data-status] the small line under it; both are rewritten after a save.
 *
 * ## One cell: POST data-save-url, application/x-www-form-urlencoded
 *
 * Headers X-CSRFToken, HX-Request: true, Accept: application/json. Fields, all of them always present, as typed (trimmed):
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
 *   403|404|423 {message}      not allowed, gone or locked meanwhile; the same treatment
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
