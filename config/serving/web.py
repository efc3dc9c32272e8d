"""The web server of the embedded mode: waitress on the main thread, until a signal ends it."""

import errno
import signal
import socket
from collections.abc import Callable

from waitress.server import create_server

THREADS = 8


class PortBusy(Exception):
    """Another program listens there."""


def bind(host: str, port: int) -> socket.socket:
    """Takes the port before anything slow is done; raises `PortBusy`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as problem:
        taken.close()
        if problem.errno == errno.EADDRINUSE:
            raise PortBusy(f"Port {port} is busy. Stop what listens there, or: make run PORT={port + 1}")
        raise PortBusy(f"{host}:{port} cannot be used: {problem.strerror}.")
    return taken


def interrupt_on_signals() -> None:
    """SIGTERM ends the process as Ctrl-C does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


def ignore_signals() -> None:
    """A second Ctrl-C while everything is being stopped changes nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def serve_until_interrupted(application: Callable, taken: socket.socket, ready: Callable[[], None]) -> None:
    server = create_server(application, sockets=[taken], threads=THREADS, ident=None)
    try:
        ready()
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        ignore_signals()
        server.close()
