"""The transport: one SMTP conversation a mail, or files in a folder where no server is set."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from app.config import Config
from app.jobs.relay import GiveUp, TryLater

TIMEOUT_SECONDS = 20
PERMANENT = 500


class Refused(GiveUp):
    """The server takes no mail to this address, and never will."""


class Transport(Protocol):
    """Something that takes a mail and either keeps it or raises TryLater or GiveUp."""

    def send(self, email: EmailMessage) -> None: ...


class Folder:
    """Writes each mail as an .eml file; a resend overwrites the first copy, as its Message-ID is the same."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, email: EmailMessage) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        name = email["Message-ID"].strip("<>").partition("@")[0]
        stamp = email["Date"].datetime.strftime("%Y%m%d-%H%M%S")
        (self._path / f"{stamp}-{name}.eml").write_bytes(email.as_bytes())


class Smtp:
    """Sends through the server of an address such as smtp://user:password@host:587 (STARTTLS if offered) or smtps://host."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Whom to trust. Reading the certificates of all authorities takes longer than sending a mail, so once is enough."""
        return ssl.create_default_context()

    def send(self, email: EmailMessage) -> None:
        try:
            with self._connected() as server:
                self._hand_over(server, email)
        except (OSError, smtplib.SMTPException) as away:
            # A wrong password is the operator's to mend, and no fault of the mail.
            reason = f"the mail server cannot be used ({type(away).__name__})"
            raise TryLater(reason) from away

    def _hand_over(self, server: smtplib.SMTP, email: EmailMessage) -> None:
        try:
            server.send_message(email)
        except smtplib.SMTPNotSupportedError as unable:
            reason = "the mail server takes no addresses with letters beyond a to z"
            raise Refused(reason) from unable
        except smtplib.SMTPRecipientsRefused as refused:
            code, answer = next(iter(refused.recipients.values()))
            raise _verdict(code, answer, final=Refused) from refused
        except smtplib.SMTPDataError as refused:
            raise _verdict(refused.smtp_code, refused.smtp_error, final=GiveUp) from refused

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        host, port = self._url.hostname or "localhost", self._url.port
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT_SECONDS, context=self._tls)
        else:
            server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT_SECONDS)
        with server:
            server.ehlo()
            if self._url.scheme != "smtps" and server.has_extn("starttls"):
                server.starttls(context=self._tls)
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            yield server


@lru_cache(maxsize=4)
def transport_of(config: Config) -> Transport:
    """Choose the transport that the configuration asks for; the same one each time."""
    return Smtp(config.smtp_url) if config.smtp_url else Folder(config.instance_path / "mail")


def _verdict(code: int, answer: bytes | str, *, final: type[GiveUp]) -> TryLater | GiveUp:
    """Tell a server that is busy (4xx) from one that will never take it (5xx). The answer may quote the address: leave it out."""
    kind = final if code >= PERMANENT else TryLater
    first = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    enhanced = first.split(" ", 1)[0] if first[:1].isdigit() else ""
    return kind(f"the mail server answered {code} {enhanced}".rstrip())
