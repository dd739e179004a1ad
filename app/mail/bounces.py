"""Read reports on mails that came back (RFC 3464, multipart/report of type delivery-status)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser

OUR_ID = re.compile(r"<([0-9a-z]{16})@")  # the local part of our Message-IDs is the public id of the outbox row
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
MOST_BYTES = 1_000_000  # of a report; servers cut the mail that they send back


@dataclass(frozen=True)
class Report:
    """What a report says of one of our mails: ``action`` is failed, delayed, delivered, relayed or expanded; ``status`` such as 5.1.1."""

    mail: str
    action: str
    status: str


def report_of(raw: bytes) -> Report | None:
    """Read the report in *raw*; None for any other mail, and for a report that names no mail of ours."""
    message = message_from_bytes(raw[:MOST_BYTES])
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    recipient = next((fields for part in parts for fields in _recipients(part)), None)
    mail = next((found for text in _ids(message, parts) for found in OUR_ID.findall(text)), None)
    if recipient is None or mail is None:
        return None
    status = STATUS.search(_header(recipient, "Status")) or STATUS.search(_header(recipient, "Diagnostic-Code"))
    return Report(mail, _header(recipient, "Action").strip().lower(), status[1] if status else "")


def _recipients(part: Message) -> Iterator[Message]:
    """Walk through what a report says of each recipient; its first block is on the whole mail. We write to one at a time."""
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        blocks = [block for block in part.get_payload() if isinstance(block, Message)]
        yield from (block for block in blocks if "Action" in block)


def _ids(message: Message, parts: list[Message]) -> Iterator[str]:
    """Walk through what may name our mail: its head, which the report brings back, else what the report answers to."""
    for part in parts:
        if part.get_content_type() in ORIGINALS:
            yield _header(_head_of(part), "Message-ID")
    yield from (_header(message, name) for name in ("In-Reply-To", "References"))


def _head_of(part: Message) -> Message:
    content = part.get_payload()
    if isinstance(content, list):
        inner = content[0] if content else None
        return inner if isinstance(inner, Message) else part
    return HeaderParser().parsestr(str(content))


def _header(message: Message, name: str) -> str:
    return str(message.get(name, ""))
