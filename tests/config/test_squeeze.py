import gzip

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from config.serving.squeeze import Squeezed

pytestmark = pytest.mark.django_db  # a request's end looks after the connection, whatever was asked
FILE = "/static/django_htmx/htmx-2.min.js"


@pytest.fixture
def ask(settings):
    """Asks for a path through the compressing server: status, headers, body."""
    settings.WHITENOISE_USE_FINDERS = True
    application = Squeezed(WSGIHandler(), "/static/")

    def asked(path=FILE, method="GET", **headers):
        begun = []
        environ = RequestFactory(headers=headers).generic(method, path).environ
        body = application(environ, lambda status, headers, *_: begun.extend([status, dict(headers)]))
        content = b"".join(body)
        getattr(body, "close", lambda: None)()
        return begun[0][:3], begun[1], content

    return asked


def test_a_script_comes_compressed_and_whole(ask):
    _, headers, plain = ask()
    status, squeezed, body = ask(**{"accept-encoding": "gzip, br"})

    assert (status, squeezed["Content-Encoding"]) == ("200", "gzip")
    assert int(squeezed["Content-Length"]) == len(body) < int(headers["Content-Length"]) / 2
    assert "Accept-Encoding" in squeezed["Vary"]
    assert gzip.decompress(body) == plain


def test_the_second_asking_gets_the_same_bytes(ask):
    assert ask(**{"accept-encoding": "gzip"})[2] == ask(**{"accept-encoding": "gzip"})[2]


@pytest.mark.parametrize("headers", [{}, {"accept-encoding": "br"}, {"accept-encoding": "gzip", "range": "bytes=0-9"}])
def test_who_does_not_ask_for_it_gets_it_plain(ask, headers):
    assert "Content-Encoding" not in ask(**headers)[1]


def test_an_unchanged_file_is_not_sent_again(ask):
    etag = ask(**{"accept-encoding": "gzip"})[1]["ETag"]

    status, headers, body = ask(**{"accept-encoding": "gzip", "if-none-match": etag})

    assert (status, body) == ("304", b"")
    assert "Content-Encoding" not in headers


def test_a_page_is_left_alone():
    """Pages are compressed further in, where their length can be padded against BREACH."""
    page, begun = b"<p>Xin ch\xc3\xa0o</p>" * 100, []

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [page]

    environ = RequestFactory(headers={"accept-encoding": "gzip"}).get("/units/").environ
    body = Squeezed(application, "/static/")(environ, lambda *answer: begun.append(answer))

    assert b"".join(body) == page
    assert begun == [("200 OK", [("Content-Type", "text/html")])]
