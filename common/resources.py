"""Thin glue to django-import-export: our reader and writer under its resources, and a streaming export."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import tablib
from django.contrib import admin
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from import_export.formats import base_formats

from common.exports import Column, render_csv, sheet
from common.spreadsheets import Heading, SheetSpec, read_table, write_csv, write_workbook

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class XLSX(base_formats.XLSX):
    """Workbooks behind our guards and by our writer. Faults of the file reach the form as one text."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        table = read_table(in_stream, name="")
        return tablib.Dataset(*(tuple(cells) for _line, cells in table.rows), headers=table.headings)

    def export_data(self, dataset: tablib.Dataset, **_options: Any) -> bytes:
        heads = [Heading(str(head), 18) for head in dataset.headers or ()]
        buffer = io.BytesIO()
        write_workbook(buffer, [SheetSpec(dataset.title or "Data", heads, iter(dataset))])
        return buffer.getvalue()


class CSV(base_formats.CSV):
    """CSV in UTF-8 with commas, semicolons or tabs, written so that a spreadsheet runs nothing."""

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes | str, **_options: Any) -> tablib.Dataset:
        content = in_stream.encode() if isinstance(in_stream, str) else in_stream
        table = read_table(content, name="")
        return tablib.Dataset(*(tuple(cells) for _line, cells in table.rows), headers=table.headings)

    def export_data(self, dataset: tablib.Dataset, **_options: Any) -> str:
        stream = io.StringIO(newline="")
        write_csv(stream, dataset.headers or (), iter(dataset))
        return stream.getvalue()


FORMATS = [XLSX, CSV]


class StreamingExport(admin.ModelAdmin):
    """Admin actions that write the chosen rows as they come from the database."""

    export_columns: ClassVar[Sequence[Column]] = ()
    actions = ("export_xlsx", "export_csv")

    def export_rows(self, request: HttpRequest, queryset: QuerySet) -> Iterable[Any]:
        """What the columns read; override to fetch tuples instead of objects."""
        return queryset.iterator(chunk_size=2000)

    @admin.action(description=_("Export to Excel"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet) -> FileResponse:
        name = str(self.opts.verbose_name_plural)
        rows = self.export_rows(request, queryset)
        file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
        write_workbook(file, [sheet(name, self.export_columns, rows, get_language() or "vi")], title=name)
        file.seek(0)
        return FileResponse(file, True, f"{self.opts.model_name}.xlsx", content_type=XLSX_TYPE)

    @admin.action(description=_("Export to CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet) -> FileResponse:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        render_csv(text, self.export_columns, self.export_rows(request, queryset), get_language() or "vi")
        text.flush()
        text.detach()
        file.seek(0)
        return FileResponse(file, True, f"{self.opts.model_name}.csv", content_type="text/csv; charset=utf-8")
