"""Workbooks of what the screen shows."""

import io

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from common.resources import XLSX_TYPE


def workbook(name: str, content: io.BytesIO) -> FileResponse:
    """A finished workbook as a download."""
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def reader(request: HttpRequest) -> str:
    """Who asked for the file: it stands in its particulars."""
    return str(request.user) if request.user.is_authenticated else _("a visitor")
