"""The verbs of gates: add one, make a phone this gate, hear how it is doing and tell it the news, revoke it."""

import hmac
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app import tokens
from app.accounts import queries as keys_of
from app.accounts import service as accounts
from app.accounts.models import ApiKey, Part
from app.congress.models import Congress
from app.journal.service import SYSTEM, record
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.models import Door
from badges.checkin.rules import Outcome, ScanRequest
from badges.gates import queries
from badges.gates.errors import EnrolmentOver, NotADesk, NotAGate, NotForKiosks, NotSupervisor
from badges.gates.models import GateDevice
from badges.gates.rules import ENROLMENT_LASTS, GRACE, Permission
from registration.participants.models import Participant

PURPOSE = "gate enrolment"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Report:
    """How a gate says that it is doing."""

    battery: int | None
    unsent: int
    list_version: int


@dataclass(frozen=True)
class Enrolled:
    """A phone that is a gate now, and the key that it keeps."""

    device: GateDevice
    key: str


def add(
    session: Session,
    congress: Congress,
    *,
    name: str,
    permission: Permission,
    door: Door | None = None,
    sheet: str = "",
    takes_walk_ins: bool = False,
    actor: str,
    now: datetime,
) -> GateDevice:
    """Open a gate, for a phone that scans its code within a quarter of an hour.

    *sheet* is the id of what a kiosk prints on; *takes_walk_ins* lets the device register people and print
    badges without anybody's login.
    """
    gate = GateDevice(
        congress_id=congress.id,
        name=name[:LONGEST_NAME],
        permission=permission.value,
        door_id=door.id if door else None,
        sheet=sheet if permission is Permission.KIOSK else "",
        takes_walk_ins=takes_walk_ins and permission is not Permission.KIOSK,
        created_at=now,
        enrol_until=now + ENROLMENT_LASTS,
        expires_at=_end_of(congress, now=now),
    )
    session.add(gate)
    session.flush()  # the journal names it
    _note(session, "gate.added", gate, actor=actor, now=now)
    return gate


def supervising(gate: GateDevice) -> GateDevice:
    """Give back a gate that may find people by name; raises NotSupervisor for others."""
    if gate.permission != Permission.SUPERVISOR:
        raise NotSupervisor
    return gate


def desk_of(session: Session, congress_id: int, key_id: int, *, now: datetime) -> GateDevice:
    """Find the gate of a key that may take in people without a registration; raises NotAGate and NotADesk."""
    found = gate_of(session, congress_id, f"key:{key_id}", now=now)
    if not found.takes_walk_ins:
        raise NotADesk
    return found


def asking(session: Session, congress_id: int, key_id: int, *, now: datetime) -> GateDevice:
    """Find the gate of a key that may ask the questions at the door; raises NotAGate and NotForKiosks."""
    found = gate_of(session, congress_id, f"key:{key_id}", now=now)
    if found.permission == Permission.KIOSK:
        raise NotForKiosks
    return found


def admit(
    session: Session,
    congress: Congress,
    gate: GateDevice,
    person: Participant,
    *,
    scan_id: str,
    reason: str = "",
    now: datetime,
) -> Outcome:
    """Let somebody through who was found by name, as if their badge had been read at this gate just now.

    With a *reason* also where the door refuses them.
    """
    code = badges.badge_of(session, person, now=now).code
    door = queries.door_by_id(session, gate.door_id)
    scan = ScanRequest(scan_id, 0, code, now, gate.name, door=door.public_id if door else "", reason=reason)
    actor = f"key:{gate.key_id}"
    [outcome] = checkin.record_scans(session, congress, device=gate.public_id, scans=[scan], actor=actor, now=now)
    return outcome


def renew(session: Session, gate: GateDevice, *, actor: str, now: datetime) -> None:
    """Give a gate a new code for another phone; the phone that was this gate until now is one no more."""
    _take_key(session, gate, actor=actor, now=now)
    gate.revoked_at = gate.enrolled_at = gate.seen_at = gate.battery = None
    gate.unsent = gate.list_version = 0
    gate.enrolment += 1
    gate.enrol_until = now + ENROLMENT_LASTS
    gate.expires_at = max(gate.expires_at, now + timedelta(days=1))
    _note(session, "gate.renewed", gate, actor=actor, now=now)


def token_of(gate: GateDevice, *, secret: str) -> str:
    """Give the secret part of the code that makes a phone this gate."""
    return tokens.derive(secret, purpose=PURPOSE, subject=gate.public_id, version=gate.enrolment)


def enrol(session: Session, gate: GateDevice, token: str, *, secret: str, now: datetime) -> Enrolled:
    """Make the phone that shows *token* this gate, once. Raises EnrolmentOver."""
    is_right = hmac.compare_digest(token.encode(), token_of(gate, secret=secret).encode())
    if not is_right or gate.enrolled_at is not None or gate.revoked_at is not None or gate.enrol_until < now:
        raise EnrolmentOver
    congress = session.get_one(Congress, gate.congress_id)
    actor = "guest"
    key = accounts.create_key(session, congress, Part.GATE, label=gate.name, actor=actor, now=now)
    session.flush()  # the gate refers to its key
    made = keys_of.living_key(session, tokens.digest(key))
    if made is None:
        raise RuntimeError("a key that was just made cannot be found")
    made.is_device = True
    gate.key_id, gate.enrolled_at, gate.seen_at = made.id, now, now
    _note(session, "gate.enrolled", gate, actor=actor, now=now)
    return Enrolled(gate, key)


def gate_of(session: Session, congress_id: int, actor: str, *, now: datetime) -> GateDevice:
    """Find the gate that sent its key, as the guard named it. Raises NotAGate, also once it has expired."""
    kind, _, number = actor.partition(":")
    found = queries.device_by_key(session, int(number)) if kind == "key" else None
    if found is None or found.congress_id != congress_id or found.revoked_at is not None or found.expires_at <= now:
        raise NotAGate
    return found


def hear(gate: GateDevice, report: Report, *, now: datetime) -> None:
    """Note how a gate is doing."""
    gate.battery, gate.unsent, gate.list_version, gate.seen_at = report.battery, report.unsent, report.list_version, now


def revoke(session: Session, gate: GateDevice, *, actor: str, now: datetime) -> None:
    """Let a gate be one no more: it empties itself at its next word with the house."""
    if gate.revoked_at is None:
        gate.revoked_at = now
        _take_key(session, gate, actor=actor, now=now)
        _note(session, "gate.revoked", gate, actor=actor, now=now)


def revoke_outlived(session: Session, *, now: datetime) -> None:
    """Take the keys of gates that expired a week ago: what they had still to send has come, or will not."""
    for gate in queries.outlived(session, expired_before=now - GRACE):
        revoke(session, gate, actor=SYSTEM, now=now)


def _take_key(session: Session, gate: GateDevice, *, actor: str, now: datetime) -> None:
    key = session.get(ApiKey, gate.key_id) if gate.key_id is not None else None
    if key is not None and key.revoked_at is None:
        accounts.revoke_key(session, key, actor=actor, now=now)
    gate.key_id = None


def _end_of(congress: Congress, *, now: datetime) -> datetime:
    """A gate lasts until noon of the day after the congress; one that is tried out later, for a day."""
    noon = datetime.combine(congress.ends_on + timedelta(days=1), time(12), ZoneInfo(congress.zone))
    return max(noon, now + timedelta(days=1))


def _note(session: Session, action: str, gate: GateDevice, *, actor: str, now: datetime) -> None:
    details = {"name": gate.name}
    record(
        session,
        action,
        actor=actor,
        congress_id=gate.congress_id,
        subject_kind="gate",
        subject_id=gate.id,
        now=now,
        details=details,
    )
