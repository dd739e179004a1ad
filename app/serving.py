"""Run the application: the built-in server, and the relay beside it or alone."""

import errno
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import waitress
from flask import Flask

from app.config import Config
from app.errors import DomainError
from app.factory import relay_of

log = logging.getLogger(__name__)


class PortTaken(DomainError):
    """Something else listens there already."""

    code = "port-taken"
    status = 500
    message = (
        "Port %(port)s is in use by another program. Choose another one, for example: reihum serve --port %(other)s"
    )


def serve(app: Flask, config: Config, *, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; with ``relay`` on, jobs and mails run in a thread of this process.

    Raises PortTaken before anything else is started; *say* tells where it serves once it does.
    """
    server = _bound(app, config)
    say(f"Serving {config.public_url} (stop with Ctrl-C)")
    with _stopped_by_signal() as stop, _relaying(app, config, stop):
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            log.info("stopping")
        finally:
            server.close()


def work(app: Flask) -> None:
    """Run jobs and mails until SIGTERM or Ctrl-C."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        relay_of(app).run_forever(stop)
    except KeyboardInterrupt:
        stop.set()


def _bound(app: Flask, config: Config) -> waitress.server.BaseWSGIServer:
    port = int(config.port)
    try:
        return waitress.create_server(
            app,
            host=config.host,
            port=port,
            threads=int(config.threads),
            ident="",
            max_request_body_size=16 * 1024 * 1024,
        )
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise PortTaken(port=port, other=port + 1) from fault
        raise


@contextmanager
def _relaying(app: Flask, config: Config, stop: threading.Event) -> Iterator[None]:
    if config.relay == "off":
        yield
        return
    thread = threading.Thread(target=relay_of(app).run_forever, args=(stop,), name="relay", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


@contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    def end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, end)
    yield threading.Event()
