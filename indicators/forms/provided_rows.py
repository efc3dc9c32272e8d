"""A row of a department's table and what becomes of it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from indicators.forms.pasted_columns import Layout
from indicators.gauges import Texts, Typed
from indicators.models import Entry
from units.models import Unit

SKIP = "-"
FATES = {
    "code": gettext_lazy("matched by code"),
    "name": gettext_lazy("matched by name"),
    "key": gettext_lazy("matched by name, spelt otherwise"),
    "short": gettext_lazy("matched by abbreviation"),
    "bare": gettext_lazy("matched by name without its kind"),
    "office": gettext_lazy("matched by the name of its committee"),
    "former": gettext_lazy("matched by a former name"),
    "chosen": gettext_lazy("chosen by you"),
    "unchanged": gettext_lazy("same figure as before"),
    "skipped": gettext_lazy("left out"),
    "total": gettext_lazy("row of totals, left out"),
    "empty": gettext_lazy("no figure in the row, left out"),
    "unread": gettext_lazy("nothing in the columns of figures, left out"),
    "ambiguous": gettext_lazy("several units are called so"),
    "unknown": gettext_lazy("no such unit"),
    "stranger": gettext_lazy("does not take part in this campaign"),
    "elsewhere": gettext_lazy("the line does not apply to this unit"),
    "recused": gettext_lazy("appraised by another unit"),
    "closed": gettext_lazy("not open for figures"),
    "twice": gettext_lazy("stands twice in the table"),
    "faulty": gettext_lazy("the figure cannot be taken"),
}
UNIT_FAULTS = frozenset({"ambiguous", "unknown", "stranger", "elsewhere", "recused", "closed", "twice"})
LEFT_OUT = frozenset({"skipped", "total", "empty", "unread"})


@dataclass(frozen=True, slots=True)
class Mend:
    """What a person said of one row: a unit's id or ``SKIP``, and the figure typed again."""

    unit: str = ""
    texts: Texts | None = None


@dataclass(slots=True)
class PlannedRow:
    """One row and what becomes of it; ``options`` are the units its text may mean, nearest first."""

    line: int
    text: str
    fate: str
    unit: Unit | None = None
    typed: Typed | None = None
    texts: Texts = field(default_factory=Texts)
    message: str = ""
    options: list[Unit] = field(default_factory=list)
    before: Entry | None = None
    chosen: str = ""
    guess: int | None = None
    warning: str = ""

    @property
    def fate_text(self) -> str:
        return str(FATES[self.fate])

    @property
    def guessed(self) -> Unit | None:
        """The unit chosen beforehand, which a person is to confirm."""
        return next((unit for unit in self.options if unit.pk == self.guess), None)

    @property
    def is_unit_fault(self) -> bool:
        return self.fate in UNIT_FAULTS

    @property
    def is_problem(self) -> bool:
        return self.fate == "faulty" or self.is_unit_fault


@dataclass(slots=True)
class Plan:
    """Every row; ``without`` are the units that the table leaves out, ``rest`` those that may still be chosen.
    ``undecided`` are figures that can be read in two ways."""

    rows: list[PlannedRow]
    without: list[Unit]
    rest: list[Unit]
    layout: Layout
    undecided: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something about the whole table is still to be said, so that no figure can be judged."""
        return bool(self.undecided) or self.layout.is_open

    @property
    def waiting(self) -> list[PlannedRow]:
        return self._in_order if self.is_open else []

    @property
    def _in_order(self) -> list[PlannedRow]:
        return [row for row in self.rows if not row.is_problem and row.fate not in LEFT_OUT]

    @property
    def problems(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_problem]

    @property
    def ready(self) -> list[PlannedRow]:
        return [] if self.is_open else self._in_order

    @property
    def warnings(self) -> list[PlannedRow]:
        return [row for row in self.ready if row.warning]

    @property
    def left_out(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.fate in LEFT_OUT]

    @property
    def is_applicable(self) -> bool:
        return not self.problems and not self.is_open and bool(self.ready)

    @property
    def looks_like_fractions(self) -> bool:
        """A percent cell of a workbook holds 0.9635 and shows 96,35 %."""
        values = [row.typed.value for row in self.ready if row.typed and row.typed.value is not None]
        return len(values) > 2 and all(0 <= value <= 1 for value in values) and any(0 < value < 1 for value in values)
