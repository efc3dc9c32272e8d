"""Tables carried in by the administration: each row's fate is previewed, a domain verb writes, all or nothing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import tablib
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldError, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.forms import ImportForm, SelectableFieldsExportForm
from import_export.results import Error, Result, RowResult

from common.faults import Fault, Faults
from common.resources import FORMATS, XLSX

FIRST_LINE = 2  # below the headings


@dataclass(slots=True)
class RowFate:
    """What becomes of the row in this line of the table: new, update, skip or error with its sentences."""

    line: int
    name: str
    errors: list[str] = field(default_factory=list)


class ThroughVerb:
    """Makes a resource read in through a verb. ``take`` reads the table, gives the fates, writes unless ``dry_run``."""

    columns: ClassVar[Sequence[str]] = ()

    def take(self, content: bytes, *, name: str, dry_run: bool) -> list[RowFate]:
        """Raises ``Faults`` for what is wrong; then, and where a row has an error, nothing is written."""
        raise NotImplementedError

    def get_user_visible_fields(self) -> list[Any]:
        return [_Named(column) for column in self.columns]

    def import_data(self, dataset: tablib.Dataset, dry_run: bool = False, **options: Any) -> Result:
        content = XLSX().export_data(dataset)
        try:
            fates = {fate.line: fate for fate in self.take(content, name="", dry_run=dry_run)}
        except Faults as refused:
            fates = _refused(refused.faults)
        except ValidationError as refused:
            fates = _refused([Fault(sentence) for sentence in refused.messages])
        return _result(dataset, fates)


@dataclass(frozen=True)
class _Named:
    column_name: str


def _refused(faults: Sequence[Fault]) -> dict[int, RowFate]:
    """What concerns the whole table stands at its first row."""
    sentences: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        sentences[max(fault.line, FIRST_LINE)].append(fault.message)
    return {line: RowFate(line, "error", found) for line, found in sentences.items()}


def _result(dataset: tablib.Dataset, fates: dict[int, RowFate]) -> Result:
    result = Result()
    result.diff_headers = list(dataset.headers or [])
    result.total_rows = len(dataset)
    for line, cells in enumerate(dataset, FIRST_LINE):
        fate = fates.get(line, RowFate(line, "skip"))
        row = RowResult()
        row.import_type = fate.name
        row.diff = ["" if cell is None else str(cell) for cell in cells]
        row.errors = [Error(sentence, number=line) for sentence in fate.errors]
        result.append_row_result(row)
        result.increment_row_result_total(row)
    return result


class TableForm(ImportForm):
    """The library's form, with a bound on what is read."""

    def clean_import_file(self) -> Any:
        file, most = self.cleaned_data["import_file"], settings.WORKBOOK_MAX_BYTES
        if file.size > most:
            message = _("The file is larger than %(most)s MB; nothing was read.")
            raise ValidationError(message % {"most": most // 2**20})
        return file


class ColumnsForm(SelectableFieldsExportForm):
    """The library's form, with each column called what lists and forms call its field."""

    def _get_field_label(self, resource: Any, field_name: str) -> str:
        return capfirst(str(resource._meta.model._meta.get_field(field_name).verbose_name))


class ImportThroughVerb:
    """Put before the library's ``ImportMixin``: IT alone imports, and what was refused is never called finished."""

    import_formats = export_formats = FORMATS
    import_form_class = TableForm
    export_form_class = ColumnsForm
    skip_admin_log = True  # the verb leaves its own trail

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """A filter that the list does not know is said and left out, as the list itself does."""
        try:
            return super().export_action(request)  # type: ignore[misc]  # the library's mixin follows
        except (IncorrectLookupParameters, FieldError):
            messages.error(request, _("The address named a filter that is not known; here is everything, unfiltered."))
            return redirect(request.path)

    def get_import_resource_kwargs(self, request: HttpRequest, **options: Any) -> dict[str, Any]:
        return {"acting": request.acting}

    def add_data_read_fail_error_to_form(self, form: Any, error: Exception) -> None:
        if isinstance(error, Faults):
            form.add_error("import_file", [str(fault) for fault in error.faults])
        else:
            super().add_data_read_fail_error_to_form(form, error)  # type: ignore[misc]  # the library's mixin follows

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        if not result.has_errors():
            return super().process_result(result, request)  # type: ignore[misc]  # the library's mixin follows
        messages.error(request, _("The table no longer fits what is kept here; nothing was changed. Upload it again."))
        return redirect(request.path.replace("process_import", "import"))


def fate_of(before: object, is_same: Callable[[], bool]) -> str:
    """new where nothing stood, skip where the same stood, else update."""
    return "new" if before is None else "skip" if is_same() else "update"
