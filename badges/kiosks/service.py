"""The verbs of a kiosk: find whoever stands before it, and print what they came for."""

from datetime import datetime

from sqlalchemy.orm import Session

from badges import queries as badges_of
from badges import service as badges
from badges.checkin.rules import Verdict
from badges.gates.models import GateDevice
from badges.gates.rules import Permission
from badges.kiosks import queries, rules
from badges.kiosks.errors import NobodyFound, NotAKiosk, NothingToPrint, PrintedBefore
from registration.participants.models import Participant


def serving(gate: GateDevice) -> GateDevice:
    """Give back a gate that is a kiosk; raises NotAKiosk for others."""
    if gate.permission != Permission.KIOSK:
        raise NotAKiosk
    return gate


def find(session: Session, congress_id: int, *, name: str, address: str) -> Participant:
    """Find the one who has this name and the part of this address before the @; raises NobodyFound.

    Nothing tells whether it was the name or the address that did not fit, nor how many there were.
    """
    asked, is_whole = rules.address_asked(address)
    people = queries.people_at(session, congress_id, asked, is_whole=is_whole) if asked else []
    found = [person for person in people if rules.is_named(person.name_key, name)]
    if len(found) != 1:
        raise NobodyFound
    return found[0]


def print_badge(session: Session, gate: GateDevice, scan_id: str, *, now: datetime) -> int:
    """Note that the badge of whoever was just welcomed goes to the kiosk's printer; return whose it is.

    Raises PrintedBefore, unless this very scan printed it (paper may jam), and NothingToPrint.
    """
    scan = queries.scan_at(session, gate, scan_id)
    is_fresh = scan is not None and scan.verdict == Verdict.WELCOME and now - scan.received_at <= rules.PRINTS_FOR
    if scan is None or scan.participant_id is None or not is_fresh or not gate.sheet:
        raise NothingToPrint
    living = badges_of.living_badge(session, scan.participant_id)
    printed_at = living.printed_at if living else None
    if printed_at is not None and printed_at < scan.received_at:
        raise PrintedBefore
    badges.prepare(session, [scan.participant_id], now=now)
    return scan.participant_id
