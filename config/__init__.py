"""The roof: settings, addresses, the queue, the server."""

from .celery import app as celery_app

__all__ = ["celery_app"]
