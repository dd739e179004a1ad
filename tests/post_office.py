"""A real SMTP server for the tests, which can also be busy or refuse."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


def free_port() -> int:
    """Find a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostOffice:
    """Keeps what arrives, as envelopes; answers to RCPT as told."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.envelopes = []
        self.url = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.envelopes.append(envelope)
        return "250 OK"

    def mails_to(self, address: str) -> list[EmailMessage]:
        """List the mails that reached an address, oldest first."""
        return [message_from_bytes(e.content, policy=policy.default) for e in self.envelopes if address in e.rcpt_tos]


@contextmanager
def post_office(office: PostOffice | None = None) -> Iterator[PostOffice]:
    """Open a post office on loopback for a while; *office* may be one of another kind."""
    office = office or PostOffice()
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    office.url = f"smtp://127.0.0.1:{port}"
    try:
        yield office
    finally:
        controller.stop()
