"""Thin glue to django-import-export: our reader and writer under its resources, and a streaming export."""

import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO, ClassVar

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

    def is_binary(self) -> bool:
        return True  # read as it was sent: the reader finds the encoding

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
        spec = sheet(name, self.export_columns, rows, get_language() or "vi")
        return self._download("xlsx", XLSX_TYPE, lambda file: write_workbook(file, [spec], title=name))

    @admin.action(description=_("Export to CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet) -> FileResponse:
        rows = self.export_rows(request, queryset)
        return self._download("csv", "text/csv; charset=utf-8", lambda file: self._write_csv(file, rows))

    def _write_csv(self, file: BinaryIO, rows: Iterable[Any]) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        render_csv(text, self.export_columns, rows, get_language() or "vi")
        text.detach()

    def _download(self, extension: str, content_type: str, write: Callable[[BinaryIO], None]) -> FileResponse:
        with ExitStack() as until_handed_over:
            file = until_handed_over.enter_context(tempfile.TemporaryFile())
            write(file)
            file.seek(0)
            until_handed_over.pop_all()
        name = f"{self.opts.model_name}.{extension}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
