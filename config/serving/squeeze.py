"""Style sheets and scripts leave the embedded server compressed, as the image's build does it for production."""

import gzip
from collections.abc import Callable, Iterable
from wsgiref.headers import Headers

TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Squeezed:
    """Wraps a WSGI application; each file below `prefix` is compressed once and kept."""

    def __init__(self, application: Callable, prefix: str) -> None:
        self.application = application
        self.prefix = prefix
        self.kept: dict[str, bytes] = {}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not self._is_wanted(environ):
            return self.application(environ, start_response)
        begun: list = []
        body = self.application(environ, lambda *answer: begun.extend(answer))
        headers = Headers(begun[1])
        if begun[0].startswith("200") and headers.get("Content-Type", "").startswith(TEXT):
            body = [self._compressed(environ["PATH_INFO"], body)]
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body[0]))
            headers.add_header("Vary", "Accept-Encoding")
        start_response(begun[0], headers.items())
        return body

    def _is_wanted(self, environ: dict) -> bool:
        below = environ["PATH_INFO"].startswith(self.prefix) and environ["REQUEST_METHOD"] == "GET"
        return below and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and "HTTP_RANGE" not in environ

    def _compressed(self, path: str, body: Iterable[bytes]) -> bytes:
        if path not in self.kept:
            self.kept[path] = gzip.compress(b"".join(body), 9)
        getattr(body, "close", lambda: None)()
        return self.kept[path]
