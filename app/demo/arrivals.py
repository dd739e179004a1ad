"""Let the guests of a congress that is over in: their badges, and the scans at its gates."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import tokens
from app.congress.models import Congress
from app.demo.catalogue import CongressEntry
from app.demo.stage import public_id
from app.journal.service import SYSTEM
from app.programme.rules import SessionKind
from badges import qr
from badges.checkin import service
from badges.checkin.rules import ScanRequest
from badges.models import Badge
from badges.service import key_of

PRINTED_BEFORE = timedelta(days=2)
LATER_DAY = 0.06  # share of those who come only on the last day of several
TWICE = 0.02  # share of those who are scanned again, at another gate
SENT_EVERY_SECONDS = 300
# What people hold out to a gate besides their badge; an address that leads nowhere.
STRANGE_CODE = "https://example.org/ticket/4711"


def issue_badges(
    session: Session, congress: Congress, people: Sequence[tuple[int, int]], *, secret: str
) -> dict[int, str]:
    """Issue badges for *people*, pairs of number and id; return the codes by id.

    A code is derived from *secret* instead of drawn, so that a badge printed once still opens the door after loading anew.
    """
    printed_at = datetime.combine(congress.starts_on - PRINTED_BEFORE, time(10), ZoneInfo(congress.zone))
    codes = {participant_id: _code(congress, number, secret=secret) for number, participant_id in people}
    rows = [
        {
            "participant_id": participant_id,
            "issue": 1,
            "code": code,
            "code_key": key_of(code),
            "issued_at": printed_at,
            "printed_at": printed_at,
        }
        for participant_id, code in codes.items()
    ]
    session.execute(insert(Badge), rows)
    return codes


def let_in(session: Session, congress: Congress, entry: CongressEntry, codes: Sequence[str]) -> None:
    """Scan the share of *codes* that came, each device in batches while the doors were open."""
    random = Random(f"{entry.people.seed}/door")  # noqa: S311 -- the same scans every time; nothing here is secret
    scans = sorted(_scans(entry, codes, random), key=lambda scan: (scan.scanned_at, scan.scan_id))
    for _, some in groupby(_numbered(scans), key=lambda scan: scan.scanned_at.timestamp() // SENT_EVERY_SECONDS):
        by_gate = sorted(some, key=lambda scan: scan.gate)
        received_at = max(scan.scanned_at for scan in by_gate) + timedelta(seconds=1)
        for gate, batch in groupby(by_gate, key=lambda scan: scan.gate):
            device = f"demo-gate-{1 + entry.gates.index(gate)}"
            service.record_scans(session, congress, device=device, scans=list(batch), actor=SYSTEM, now=received_at)


def _code(congress: Congress, number: int, *, secret: str) -> str:
    subject = public_id(congress.slug, "participant", number)
    token = tokens.derive(secret, purpose="demo-badge", subject=subject, version=1)
    return qr.new_code(hashlib.sha256(token.encode()).digest()[: qr.RANDOM_BYTES])


def _scans(entry: CongressEntry, codes: Sequence[str], random: Random) -> Iterator[ScanRequest]:
    begins = _beginnings(entry)
    for code in random.sample(codes, round(len(codes) * entry.people.attended)):
        begin = begins[-1] if random.random() < LATER_DAY else begins[0]
        at = begin + timedelta(minutes=random.triangular(-60, 50, -12))
        yield _scan(entry, code, at, random)
        if random.random() < TWICE:
            yield _scan(entry, code, at + timedelta(minutes=random.uniform(2, 90)), random)
    for _ in entry.gates:
        yield _scan(entry, STRANGE_CODE, begins[0] - timedelta(minutes=random.uniform(1, 40)), random)


def _scan(entry: CongressEntry, code: str, at: datetime, random: Random) -> ScanRequest:
    scan_id = str(uuid.UUID(int=random.getrandbits(128), version=4))
    # The main door takes most of them.
    gate = random.choices(entry.gates, range(len(entry.gates) + 1, 1, -1))[0]
    return ScanRequest(scan_id=scan_id, sequence=0, code=code, scanned_at=at, gate=gate)


def _numbered(scans: Sequence[ScanRequest]) -> Iterator[ScanRequest]:
    """Count each device's scans as the device does."""
    counted: Counter[str] = Counter()
    for scan in scans:
        counted[scan.gate] += 1
        yield ScanRequest(scan.scan_id, counted[scan.gate], scan.code, scan.scanned_at, scan.gate)


def _beginnings(entry: CongressEntry) -> list[datetime]:
    """List when the first thing that is no break begins on each day."""
    begins: dict[str, datetime] = {}
    for item in sorted(entry.sessions, key=lambda item: item.starts_at):
        if item.kind != SessionKind.BREAK:
            begins.setdefault(item.starts_at.date().isoformat(), item.starts_at)
    return list(begins.values())
