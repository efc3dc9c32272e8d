"""Uploading a table in the administration: the preview, then the confirmation of exactly what it offered."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.resources import CSV, FORMATS
from tests.common.spreadsheets.made import workbook


def preview(client: Client, address: str, rows: list[list[Any]], **fields: Any) -> Any:
    file = SimpleUploadedFile("bang.xlsx", workbook(rows))
    return client.post(f"{address}import/", {"import_file": file, "format": "0", "resource": "0", **fields})


def preview_csv(client: Client, address: str, text: str, **fields: Any) -> Any:
    file = SimpleUploadedFile("bang.csv", text.encode())
    return client.post(f"{address}import/", {"import_file": file, "format": FORMATS.index(CSV), **fields})


def confirm(client: Client, address: str, previewed: Any) -> Any:
    form = previewed.context["confirm_form"]
    return client.post(f"{address}process_import/", form.initial)


def fates(previewed: Any) -> list[str]:
    return [row.import_type for row in previewed.context["result"].rows]


def sentences(previewed: Any) -> list[str]:
    return [str(error.error) for row in previewed.context["result"].rows for error in row.errors]
