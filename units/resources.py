"""What django-import-export carries out of and into the register: units and accounts, each row with its fate."""

from typing import Any

from django.utils import timezone
from import_export import resources
from import_export.fields import Field

from common.faults import Faults
from common.imports import RowFate, ThroughVerb
from units.acting import Acting
from units.domain.account_import import open_accounts
from units.domain.account_plan import plan_accounts
from units.domain.accounts import Letter
from units.domain.register import Register
from units.domain.structure import load_structure
from units.files import UNIT_COLUMNS, read_units
from units.forms.account_file import HEADINGS, read_accounts
from units.models import Unit, User


class UnitResource(ThroughVerb, resources.ModelResource):
    """The columns of ``load_units``, so that an export can be loaded elsewhere; read in by the same verb."""

    columns = UNIT_COLUMNS
    parent = Field(column_name="parent")

    class Meta:
        model = Unit
        fields = (
            "code",
            "name",
            "name_en",
            "kind",
            "parent",
            "valid_from",
            "valid_to",
            "short_name",
            "latitude",
            "longitude",
            "area_km2",
        )
        export_order = fields

    def __init__(self, acting: Acting | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.acting = acting

    def get_queryset(self):
        return super().get_queryset().select_related("parent").order_by("code", "valid_from")

    def dehydrate_parent(self, unit: Unit) -> str:
        """With its date: the code alone may have passed to another unit since."""
        parent = unit.parent
        if parent is None:
            return ""
        return parent.reference if parent.valid_from else parent.code

    def take(self, content: bytes, *, name: str, dry_run: bool) -> list[RowFate]:
        rows = read_units(content, name=name)
        register = Register()
        register.take_units(rows, name)
        if register.faults:
            raise Faults(register.faults)
        new, changed = ({id(unit) for unit in units} for units in (register.created, register.changed))
        fates = []
        for row in rows:
            key = id(register.by_key[row.code, row.valid_from])
            fates.append(RowFate(row.line, "new" if key in new else "update" if key in changed else "skip"))
        if not dry_run:
            assert self.acting is not None
            load_structure(units=rows, actor=self.acting.actor(), units_source=name)
        return fates


class AccountResource(ThroughVerb, resources.ModelResource):
    """Accounts out by their particulars, in from the table of new people; ``letters`` bring the first codes."""

    columns = tuple(headings[0] for headings in HEADINGS.values())
    letters: list[Letter]

    class Meta:
        model = User
        fields = export_order = ("username", "full_name", "post", "email", "phone", "is_active")
        name = "accounts"

    def __init__(self, acting: Acting | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.acting, self.letters = acting, []

    def take(self, content: bytes, *, name: str, dry_run: bool) -> list[RowFate]:
        assert self.acting is not None
        rows, today = read_accounts(content, name=name), timezone.localdate()
        planned = plan_accounts(rows=rows, by=self.acting, on=today)
        if not dry_run:
            self.letters = open_accounts(rows=rows, valid_from=today, by=self.acting)
        return [RowFate(each.row.line, each.fate.value, each.faults) for each in planned]

    def import_data(self, *given: Any, **options: Any) -> Any:
        result = super().import_data(*given, **options)
        result.letters = self.letters
        return result
