"""Run the application: the built-in server, and the relay beside it or alone."""

import errno
import gc
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from app.config import Config
from app.errors import DomainError
from app.factory import relay_of

HIGHEST_PORT = 65535
PATIENCE_SECONDS = 10  # with what is under way when the end comes
Sockets = dict[int, wasyncore.dispatcher]


class PortTaken(DomainError):
    """Something else listens there already."""

    code = "port-taken"
    status = 500
    message = (
        "Port %(port)s is in use by another program. Choose another one, for example: reihum serve --port %(other)s"
    )


class BodilessTask(WSGITask):  # type: ignore[misc]  # waitress has no types
    """Answers as waitress does, but keeps the connection where an answer has no body: 304 and 204 end with their head (RFC 9112, 6.3).

    Boards and gates ask every few seconds; each of them would else need a new connection for hearing that nothing is new.
    """

    def set_close_on_finish(self) -> None:
        is_wished = self.version != "1.1" or self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or is_wished:
            super().set_close_on_finish()


class KeptChannel(HTTPChannel):  # type: ignore[misc]  # as above
    task_class = BodilessTask


def serve(app: Flask, config: Config, *, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; with ``relay`` on, jobs and mails run in a thread of this process.

    Raises PortTaken before anything else is started; *say* tells where it serves once it does. Whoever asked before the end
    still gets an answer, and the job under way is finished.
    """
    sockets: Sockets = {}
    server = _bound(app, config, sockets)
    gc.freeze()  # what stands by now stays; to look through it for garbage again and again costs each request a twentieth
    say(f"Serving {config.public_url} (stop with Ctrl-C)")
    with _stopped_by_signal() as stop, _relaying(app, config, stop):
        try:
            _answer_until(stop, sockets)
            say("Stopping. Whoever has asked is still answered; Ctrl-C again ends at once.")
            _answer_the_rest(sockets)
        finally:
            server.task_dispatcher.shutdown()
            server.close()


def work(app: Flask) -> None:
    """Run jobs and mails until SIGTERM or Ctrl-C; the job under way is finished."""
    with _stopped_by_signal() as stop:
        relay_of(app).run_forever(stop)


def _bound(app: Flask, config: Config, sockets: Sockets) -> waitress.server.BaseWSGIServer:
    port = int(config.port)
    try:
        server = waitress.create_server(
            app,
            map=sockets,
            host=config.host,
            port=port,
            threads=int(config.threads),
            ident="",
            clear_untrusted_proxy_headers=not int(config.proxies),  # or the proxy's word never reaches ProxyFix
            max_request_body_size=16 * 1024 * 1024,
        )
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise PortTaken(port=port, other=port + 1 if port < HIGHEST_PORT else port - 1) from fault
        raise
    for one in _listening(sockets):
        one.channel_class = KeptChannel
    return server


def _answer_until(stop: threading.Event, sockets: Sockets) -> None:
    while not stop.is_set():
        wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)


def _answer_the_rest(sockets: Sockets) -> None:
    """Answer those who asked before the end and let nobody else in; waitress's own loop would leave them without a word."""
    for server in _listening(sockets):
        server.accepting = False
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and any(map(_is_busy, list(sockets.values()))):
        wasyncore.loop(timeout=0.1, use_poll=True, map=sockets, count=1)


def _listening(sockets: Sockets) -> list[waitress.server.BaseWSGIServer]:
    return [it for it in sockets.values() if isinstance(it, waitress.server.BaseWSGIServer)]


def _is_busy(it: wasyncore.dispatcher) -> bool:
    return isinstance(it, HTTPChannel) and bool(it.requests or it.total_outbufs_len)


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
        thread.join(timeout=PATIENCE_SECONDS)


@contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and Ctrl-C set; a second Ctrl-C does not wait."""
    stop = threading.Event()

    def end(number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGINT and stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    yield stop
