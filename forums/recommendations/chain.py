"""The chain of the log: each entry's hash holds the one before it, so that nothing can be changed, removed or moved unseen.

Whoever can write to the database can write a whole new chain; its last hash is therefore printed on resolutions, sent with
every hand-over and shown in public, and ``faults`` compares with it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """An entry as it is sealed. ``number`` counts from 1 within a congress; ``data`` is what changed, as JSON."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str  # public id of the recommendation
    data: Any  # Any: JSON
    hash: str = ""


@dataclass(frozen=True)
class Fault:
    """Where the log does not hold together: the number of an entry, and a word of KINDS."""

    number: int
    kind: str


KINDS = {
    "missing": "an entry is missing here",
    "moved": "the entry does not follow the one before it",
    "changed": "the entry was changed after it was written",
    "end": "entries at the end are missing, or were added past the log",
    "expected": "no entry has the expected hash",
    "differs": "the recommendation does not say what the log says",
    "unknown": "the recommendation stands in no entry of the log",
}


def seal(previous: str, link: Link) -> str:
    """Compute the hash of an entry behind the one with hash *previous*: SHA-256 in hex over both."""
    told = {
        "number": link.number,
        "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": link.actor,
        "action": link.action,
        "subject": link.subject,
        "data": link.data,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def faults(links: Sequence[Link], *, length: int, head: str, expected: str = "") -> list[Fault]:
    """Find where *links*, in the order of their numbers, do not make up the log of *length* entries that ends with *head*."""
    found: list[Fault] = []
    previous, number = START, 0
    for link in links:
        number += 1
        if link.number != number:
            found.append(Fault(number, "missing" if link.number > number else "moved"))
            number = link.number
        elif seal(previous, link) != link.hash:
            found.append(Fault(link.number, "changed"))
        previous = link.hash
    if (number, previous) != (length, head):
        found.append(Fault(max(number, length), "end"))
    if expected and expected not in {link.hash for link in links}:
        found.append(Fault(length, "expected"))
    return found


def replayed(links: Sequence[Link]) -> dict[str, dict[str, Any]]:  # Any: JSON
    """Tell what the log says of each recommendation, by its public id: the latest value of everything that changed."""
    said: dict[str, dict[str, Any]] = {}
    for link in links:
        said.setdefault(link.subject, {}).update(link.data.get("now", {}))
    return said
