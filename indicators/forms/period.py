"""One period of a unit's lines as a plain form: what the grid does cell by cell, posted at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.gauges import gauge_of
from indicators.models import Criterion
from indicators.queries.progress import GridCell, GridRow
from indicators.showing import shown, typed_back

FIELDS = ("value", "numerator", "denominator", "note", "na", "base")


class PeriodRow:
    """A line with its fields as they stand: what was posted, else what is kept."""

    def __init__(self, line: Criterion, cell: GridCell, data: Mapping[str, str] | None) -> None:
        self.line, self.cell, self.prefix = line, cell, f"l{line.pk}"
        gauge = gauge_of(line.spec)
        self.kind, self.has_parts = gauge.measure.kind, gauge.measure.has_parts
        entry = cell.entry
        self.held = {
            **typed_back(line, entry),
            "note": entry.note if entry else "",
            "base": str(entry.pk) if entry else "",
        }
        self.texts = {name: self._posted(data, name) for name in FIELDS} if data is not None else dict(self.held)
        self.message = self.field = ""
        self.is_saved = False

    def _posted(self, data: Mapping[str, str], name: str) -> str:
        if name == "na":
            return "1" if data.get(f"{self.prefix}-na") else ""
        return data.get(f"{self.prefix}-{name}", self.held[name]).strip()

    @property
    def is_changed(self) -> bool:
        return any(self.texts[name] != self.held[name] for name in FIELDS if name != "base")

    @property
    def fields(self) -> dict[str, str]:
        return {"line": str(self.line.pk), "period": self.cell.period.code, **self.texts}

    @property
    def previous(self) -> str:
        return shown(self.line, self.cell.previous) if self.cell.previous else ""

    def take(self, status: int, answer: Mapping[str, Any]) -> None:
        """What the server said of this line; after a conflict the other figure is told and may be replaced."""
        self.is_saved = status == 200
        if self.is_saved:
            self.texts["base"] = str(answer["entry"])
            return
        self.message, self.field = str(answer["message"]), str(answer.get("field", "value"))
        if status == 409:
            self.message = f"{self.message} {answer['theirs']['text']} ({answer['theirs']['by']})"
            self.texts["base"] = str(answer["entry"])


class PeriodForm:
    """Rows of one period; only those that were changed are sent on."""

    def __init__(self, rows: Sequence[GridRow], *, data: Mapping[str, str] | None, language: str | None) -> None:
        pairs = [(row.line, cell) for row in rows for cell in row.cells if cell is not None and cell.has_begun]
        self.rows = [PeriodRow(line, cell, data) for line, cell in pairs]
        self.language = language

    def changed_rows(self) -> list[PeriodRow]:
        return [row for row in self.rows if row.is_changed]

    def changed(self) -> list[dict[str, str]]:
        return [row.fields for row in self.changed_rows()]

    @property
    def has_faults(self) -> bool:
        return any(row.message for row in self.rows)
