"""Serves the style pages in a thread: the real templates, styles and scripts, no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from waitress.server import create_server

from config import navigation
from tests.pictures import sample

OUTSIDE = ("units.", "axes.", "common.")


@contextmanager
def serving() -> Iterator[str]:
    """Yields the address, without a slash at its end."""
    middleware = [name for name in settings.MIDDLEWARE if not name.startswith(OUTSIDE)]
    counters = dict(navigation.COUNTERS)
    navigation.COUNTERS["todo"] = lambda request: len(sample.duties())
    changed = {"ROOT_URLCONF": "tests.pictures.urls", "MIDDLEWARE": middleware}
    with override_settings(**changed, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        server = create_server(WSGIHandler(), host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            server.close()
            thread.join(5)
            navigation.COUNTERS.update(counters)
