"""Every select on gates and their lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select, tuple_, update
from sqlalchemy.orm import Session

from app.congress.models import Room
from app.errors import NotFound
from app.orm import add_rows, insert_new
from badges.checkin.models import Door, Presence, Scan
from badges.checkin.rules import COUNTED
from badges.gates.models import GateDevice, GateEntry, GateList
from badges.models import Badge
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant
from registration.participants.queries import Filter, matching
from registration.participants.rules import Status

AnyRow = Row[*tuple[Any, ...]]  # Any: rows are read by the names of their columns
Mark = tuple[int, int]
"""How far a gate knows the scans: the version of the live count, and the id of the last scan of that version."""

PAST_SESSION = {"synchronize_session": False}
FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class Page:
    """Some rows that are news to a gate, and whether there are more."""

    rows: Sequence[AnyRow]
    has_more: bool


def devices(session: Session, congress_id: int) -> Sequence[GateDevice]:
    """List the gates of a congress by name, revoked ones last."""
    query = select(GateDevice).where(GateDevice.congress_id == congress_id)
    return session.scalars(query.order_by(GateDevice.revoked_at.is_not(None), GateDevice.name, GateDevice.id)).all()


def last_heard(session: Session, congress_id: int) -> datetime | None:
    """Tell when any gate of a congress was heard of last."""
    return session.scalar(select(func.max(GateDevice.seen_at)).where(GateDevice.congress_id == congress_id))


def device(session: Session, congress_id: int, public_id: str) -> GateDevice:
    """Find a gate of this congress; raises NotFound."""
    query = select(GateDevice).where(GateDevice.congress_id == congress_id, GateDevice.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def device_by_key(session: Session, key_id: int) -> GateDevice | None:
    return session.scalar(select(GateDevice).where(GateDevice.key_id == key_id), execution_options=FRESH)


def outlived(session: Session, *, expired_before: datetime) -> Sequence[GateDevice]:
    """List the gates whose key still works although they expired before."""
    query = select(GateDevice).where(GateDevice.revoked_at.is_(None), GateDevice.expires_at < expired_before)
    return session.scalars(query).all()


def claim(session: Session, congress_id: int, *, now: datetime, checked_before: datetime) -> GateList | None:
    """Take the list of a congress in hand, unless somebody looked after it since *checked_before*."""
    row = {"congress_id": congress_id, "version": 0, "checked_at": now}
    made = session.execute(insert_new(session, GateList).values(row).returning(GateList.congress_id)).first()
    if made is None:
        stale = GateList.congress_id == congress_id, GateList.checked_at < checked_before
        claiming = update(GateList).where(*stale).values(checked_at=now).returning(GateList.congress_id)
        if session.execute(claiming, execution_options=PAST_SESSION).first() is None:
            return None
    return gate_list(session, congress_id)


def gate_list(session: Session, congress_id: int) -> GateList | None:
    query = select(GateList).where(GateList.congress_id == congress_id)
    return session.scalar(query, execution_options=FRESH)


def bearers(session: Session, congress_id: int) -> Sequence[AnyRow]:
    """Read what the list says of everyone who has or had a badge: one row a badge, or one for each slot of the forums."""
    columns = (
        Badge.code,
        Badge.code_key,
        Badge.revoked_at,
        Participant.id,
        Participant.status,
        Participant.name,
        Participant.pronouns,
        Participant.organisation,
        Participant.role,
        Forum.number,
        Forum.title,
        Room.name.label("room"),
        Seat.slot,
    )
    query = select(*columns).join(Participant, Participant.id == Badge.participant_id)
    query = query.outerjoin(Seat, Seat.participant_id == Participant.id)
    query = query.outerjoin(Forum, (Forum.id == Seat.forum_id) & Forum.cancelled_at.is_(None))
    query = query.outerjoin(Room, Room.id == Forum.room_id)
    return session.execute(query.where(Participant.congress_id == congress_id)).all()


def digests(session: Session, congress_id: int) -> dict[str, str]:
    """Map the keys of a list to the digests of its lines; those of lines that are gone are empty."""
    query = select(GateEntry.code_key, GateEntry.digest).where(GateEntry.congress_id == congress_id)
    return dict(session.execute(query).all())


def add_entries(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    add_rows(session, GateEntry, rows)


def change_entries(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Write lines of a list anew, found by their keys."""
    if rows:
        session.execute(update(GateEntry), rows)


def clear_entries(session: Session, keys: Collection[str], *, version: int) -> None:
    """Empty lines of a list, so that gates hear that they are gone."""
    empty = {"version": version, "digest": "", "standing": "revoked", "box": b"", "participant_id": None}
    change_entries(session, [{"code_key": key} | empty for key in keys])


def keys_of(session: Session, participant_id: int) -> Sequence[str]:
    """List the keys of somebody's lines on the list of their congress."""
    return session.scalars(select(GateEntry.code_key).where(GateEntry.participant_id == participant_id)).all()


def entries_since(session: Session, congress_id: int, since: int, after: str, *, most: int) -> Page:
    """Read the lines that changed after version *since*, and of the version itself those whose key comes after *after*."""
    columns = GateEntry.code_key, GateEntry.participant_id, GateEntry.standing, GateEntry.box, GateEntry.version
    query = select(*columns).where(
        GateEntry.congress_id == congress_id,
        tuple_(GateEntry.version, GateEntry.code_key) > tuple_(since, after),
    )
    return _page(session.execute(query.order_by(GateEntry.version, GateEntry.code_key).limit(most + 1)).all(), most)


def scans_since(session: Session, congress_id: int, since: Mark, *, most: int) -> Page:
    """Read the scans of known people that came, or were taken back, after what a gate knows."""
    columns = (
        Scan.id,
        Scan.version,
        Scan.scan_id,
        Scan.participant_id,
        Scan.effective_at,
        Scan.gate,
        Scan.device,
        Scan.verdict,
        Scan.shown,
        Scan.undone_at,
        Scan.door_id,
        Scan.is_exit,
    )
    query = select(*columns).where(
        Scan.congress_id == congress_id,
        Scan.participant_id.is_not(None),
        tuple_(Scan.version, Scan.id) > tuple_(*since),
    )
    return _page(session.execute(query.order_by(Scan.version, Scan.id).limit(most + 1)).all(), most)


def _page(rows: Sequence[AnyRow], most: int) -> Page:
    return Page(rows[:most], has_more=len(rows) > most)


def doors(session: Session, congress_id: int) -> Sequence[Door]:
    return session.scalars(select(Door).where(Door.congress_id == congress_id).order_by(Door.name, Door.id)).all()


def door(session: Session, congress_id: int, public_id: str) -> Door:
    """Find a door of this congress; raises NotFound."""
    query = select(Door).where(Door.congress_id == congress_id, Door.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def door_by_id(session: Session, door_id: int | None) -> Door | None:
    return session.get(Door, door_id, populate_existing=True) if door_id is not None else None


def missing(session: Session, door: Door) -> Sequence[AnyRow]:
    """List who has a seat in the forum of a door and did not come through it, and whether they came to the congress."""
    through = exists().where(
        Scan.participant_id == Participant.id,
        Scan.door_id == door.id,
        Scan.undone_at.is_(None),
        Scan.verdict.in_([verdict.value for verdict in COUNTED]),
    )
    columns = Participant.public_id, Participant.name, Participant.organisation, Presence.at
    query = select(*columns).join(Seat, Seat.participant_id == Participant.id)
    query = query.outerjoin(Presence, Presence.participant_id == Participant.id)
    query = query.where(Seat.forum_id == door.forum_id, Participant.status == Status.CONFIRMED, ~through)
    return session.execute(query.order_by(Participant.name_key, Participant.id)).all()


def overruled(session: Session, door: Door) -> Sequence[AnyRow]:
    """List whom supervisors let in at a door although it refused, and why, the latest first."""
    columns = Scan.effective_at, Scan.gate, Scan.reason, Participant.name, Participant.public_id
    query = select(*columns).join(Participant, Participant.id == Scan.participant_id)
    query = query.where(Scan.door_id == door.id, Scan.reason != "", Scan.undone_at.is_(None))
    query = query.where(Scan.verdict.in_([verdict.value for verdict in COUNTED]))
    return session.execute(query.order_by(Scan.effective_at.desc()).limit(200)).all()


def people_like(session: Session, congress_id: int, text: str, *, most: int) -> Sequence[AnyRow]:
    """Find people by name, organisation or address, whatever became of their registration."""
    query = matching(congress_id, Filter(text=text)).order_by(Participant.name_key, Participant.id).limit(most)
    columns = Participant.public_id, Participant.name, Participant.organisation, Participant.status, Presence.at
    query = query.outerjoin(Presence, Presence.participant_id == Participant.id)
    return session.execute(query.with_only_columns(*columns)).all()


def scanned(session: Session, gate: GateDevice, scan_id: str) -> str | None:
    """Give the public id of whom a gate let in, or found inside, by one scan."""
    query = select(Participant.public_id).join(Scan, Scan.participant_id == Participant.id)
    return session.scalar(query.where(*_let_in_at(gate), Scan.scan_id == scan_id))


def has_let_in(session: Session, gate: GateDevice, participant_id: int) -> bool:
    """Tell whether a gate let somebody in, or found them inside."""
    return bool(session.scalar(select(exists().where(*_let_in_at(gate), Scan.participant_id == participant_id))))


def let_in_last(session: Session, gate: GateDevice, *, most: int) -> Sequence[Participant]:
    """List whom a gate let in, the latest first."""
    latest = select(Scan.participant_id, func.max(Scan.effective_at).label("at")).where(*_let_in_at(gate))
    last = latest.group_by(Scan.participant_id).subquery()
    query = select(Participant).join(last, last.c.participant_id == Participant.id)
    return session.scalars(query.order_by(last.c.at.desc(), Participant.id.desc()).limit(most)).all()


def _let_in_at(gate: GateDevice) -> tuple[ColumnElement[bool], ...]:
    counted = Scan.verdict.in_([verdict.value for verdict in COUNTED])
    return Scan.congress_id == gate.congress_id, Scan.device == gate.public_id, Scan.undone_at.is_(None), counted


def contradicted(session: Session, congress_id: int) -> Sequence[AnyRow]:
    """List the scans to which a gate without network said something else than the house did, the latest first."""
    columns = Scan.effective_at, Scan.gate, Scan.shown, Scan.verdict, Participant.name, Participant.public_id
    query = select(*columns).outerjoin(Participant, Participant.id == Scan.participant_id)
    query = query.where(Scan.congress_id == congress_id, Scan.shown != "", Scan.shown != Scan.verdict)
    return session.execute(query.where(Scan.undone_at.is_(None)).order_by(Scan.effective_at.desc()).limit(200)).all()
