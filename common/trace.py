"""The request id: one short text that ties a page, its log lines and its audit rows together."""

import logging
import re
import uuid
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")

_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def sane_or_new(offered: str) -> str:
    """The id a caller offers when it is harmless to print, else a new one."""
    return offered if _SANE.fullmatch(offered) else uuid.uuid4().hex


class RequestIdFilter(logging.Filter):
    """Gives log records ``request_id`` for the formatter."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get() or "-"
        return True
