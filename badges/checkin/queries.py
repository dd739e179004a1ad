"""Every select on scans, and the counted steps of who is in.

The door is where everyone waits, so what a scan asks and writes is prepared once (see app.prepared); what is seldom asked, such as
lists of several, are Core statements, built once and run on a connection.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.congress.models import Congress, Room
from app.errors import NotFound
from app.orm import add_row_by, add_rows_by
from app.prepared import prepared
from badges.checkin.models import Attendance, Door, Presence, Scan
from badges.checkin.rules import COUNTED, MOVES, Bearer, Entry, ForumPlace
from badges.gates.models import GateDevice
from badges.models import Badge
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant
from registration.participants.rules import Status

AnyRow = Row[*tuple[Any, ...]]  # Any: rows are read by the names of their columns

ATTENDANCE = select(Attendance.present, Attendance.version).where(Attendance.congress_id == bindparam("congress"))
_NEXT_VERSION = (
    update(Attendance)
    .where(Attendance.congress_id == bindparam("congress"))
    .values(version=Attendance.version + 1)
    .returning(Attendance.present, Attendance.version)
)
_COUNT_IN = (
    update(Attendance)
    .where(Attendance.congress_id == bindparam("congress"))
    .values(present=Attendance.present + bindparam("by"))
)
_BEARERS = (
    select(
        Badge.code_key,
        Badge.revoked_at,
        Participant.id,
        Participant.congress_id,
        Participant.status,
        Participant.cancelled_at,
        Participant.name,
        Participant.organisation,
        Participant.role,
        Forum.number,
        Forum.title,
        Room.name.label("room"),
        Seat.slot,
        Presence.at,
        Presence.gate,
        Presence.left_at,
        Scan.scan_id,
        Scan.device,
    )
    .join(Participant, Participant.id == Badge.participant_id)
    .outerjoin(Seat, Seat.participant_id == Participant.id)
    .outerjoin(Forum, (Forum.id == Seat.forum_id) & Forum.cancelled_at.is_(None))
    .outerjoin(Room, Room.id == Forum.room_id)
    .outerjoin(Presence, Presence.participant_id == Participant.id)
    .outerjoin(Scan, Scan.id == Presence.scan_pk)
)
_BEARER_BY_KEY = _BEARERS.where(Badge.code_key == bindparam("key"))
_BEARERS_BY_KEY = _BEARERS.where(Badge.code_key.in_(bindparam("keys", expanding=True)))
_BEARERS_BY_ID = _BEARERS.where(Badge.participant_id.in_(bindparam("ids", expanding=True))).order_by(Badge.issue)
_STORED = select(
    Scan.scan_id, Scan.congress_id, Scan.participant_id, Scan.verdict, Scan.effective_at, Scan.gate, Scan.door_id
).where(Scan.device == bindparam("device"))
_STORED_ONE = _STORED.where(Scan.scan_id == bindparam("scan_id"))
_STORED_MANY = _STORED.where(Scan.scan_id.in_(bindparam("scan_ids", expanding=True)))
_ENTRIES = (
    select(Scan.participant_id, Scan.effective_at, Scan.scan_id, Scan.device, Scan.gate)
    .where(Scan.participant_id.in_(bindparam("ids", expanding=True)), Scan.undone_at.is_(None))
    .where(Scan.verdict.in_([verdict.value for verdict in COUNTED]), Scan.door_id.is_(None))
)
_MOVES = select(
    Scan.id, Scan.participant_id, Scan.door_id, Scan.effective_at, Scan.scan_id, Scan.device, Scan.gate, Scan.is_exit
).where(
    Scan.participant_id.in_(bindparam("ids", expanding=True)),
    Scan.undone_at.is_(None),
    Scan.verdict.in_([verdict.value for verdict in MOVES]),
)
_SUPERVISES = select(GateDevice.id).where(
    GateDevice.key_id == bindparam("key"), GateDevice.permission == "supervisor", GateDevice.revoked_at.is_(None)
)
_ADD_SCANS = insert(Scan).returning(Scan.scan_id, Scan.id)
_IS_IN = update(Presence).where(Presence.participant_id == bindparam("person"))
_MOVE_ENTRY = _IS_IN.values(scan_pk=bindparam("scan_pk"), at=bindparam("at"), gate=bindparam("gate"))
_NOTE_LEFT = _IS_IN.values(left_at=bindparam("left_at"))
_LET_OUT = delete(Presence).where(Presence.participant_id == bindparam("person")).returning(Presence.participant_id)


def next_version(connection: Connection, congress_id: int) -> tuple[int, int]:
    """Raise the version of the live count; tell how many are in, and the version.

    So all scans of one congress queue up until this transaction ends: what is read afterwards cannot change, on either engine.
    """
    raising, values = prepared(_NEXT_VERSION, connection.dialect), {"congress": congress_id}
    raised = raising.row(connection.connection, values)
    if raised is None:
        insert_new = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        row = {"congress_id": congress_id, "present": 0, "version": 0}
        connection.execute(insert_new(Attendance).values(row).on_conflict_do_nothing())
        (raised,) = raising.rows(connection.connection, values)
    present, version = raised
    return present, version


def count_in(connection: Connection, congress_id: int, by: int) -> None:
    """Count so many more people in."""
    counting = prepared(_COUNT_IN, connection.dialect)
    counting.touched(connection.connection, {"congress": congress_id, "by": by})


def attendance(connection: Connection, congress_id: int) -> tuple[int, int]:
    """Tell how many are in, and the version of that count."""
    found = connection.execute(ATTENDANCE, {"congress": congress_id}).first()
    return (found.present, found.version) if found else (0, 0)


def bearers(connection: Connection, code_keys: Collection[str]) -> dict[str, Bearer]:
    """Find who carries these codes, by key; codes that nobody has are left out."""
    if len(code_keys) == 1:  # nearly always; a list of one costs a third more
        finding = prepared(_BEARER_BY_KEY, connection.dialect)
        return _by_code(finding.rows(connection.connection, {"key": next(iter(code_keys))}))
    return _by_code(connection.execute(_BEARERS_BY_KEY, {"keys": list(code_keys)}))


def people(connection: Connection, participant_ids: Collection[int]) -> dict[int, Bearer]:
    """Find participants as the gate shows them, by id; those who never had a badge are left out."""
    rows = connection.execute(_BEARERS_BY_ID, {"ids": list(participant_ids)})
    return {bearer.participant_id: bearer for bearer in _by_code(rows).values()}


def stored(connection: Connection, device: str, scan_ids: Collection[str]) -> Sequence[AnyRow]:
    """Find what a device has sent before, of whatever congress."""
    if len(scan_ids) == 1:  # as above
        finding = prepared(_STORED_ONE, connection.dialect)
        return finding.rows(connection.connection, {"device": device, "scan_id": next(iter(scan_ids))})
    return connection.execute(_STORED_MANY, {"device": device, "scan_ids": list(scan_ids)}).all()


def scan(session: Session, congress_id: int, device: str, scan_id: str) -> Scan:
    """Find a scan of this congress; raises NotFound."""
    query = select(Scan).where(Scan.device == device, Scan.scan_id == scan_id, Scan.congress_id == congress_id)
    found = session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


def entries(connection: Connection, participant_ids: Collection[int]) -> dict[int, list[Entry]]:
    """List the counted scans of some people, first ones first; undone ones are left out."""
    found: dict[int, list[Entry]] = {}
    for row in connection.execute(_ENTRIES, {"ids": list(participant_ids)}):
        found.setdefault(row.participant_id, []).append(Entry(row.effective_at, row.scan_id, row.device, row.gate))
    return {participant_id: sorted(mine) for participant_id, mine in found.items()}


def add_scans(connection: Connection, rows: Sequence[Mapping[str, object]]) -> dict[str, int]:
    """Keep scans; return their ids by scan id."""
    if len(rows) == 1:  # as above
        return {str(rows[0]["scan_id"]): add_row_by(connection, Scan, rows[0])}
    return {row.scan_id: row.id for row in connection.execute(_ADD_SCANS, rows)}


def let_in(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Note who is in, by which scan."""
    add_rows_by(connection, Presence, rows)


def presence(session: Session, participant_id: int) -> Presence | None:
    """Find by which scan somebody is in; None if they are not."""
    query = select(Presence).where(Presence.participant_id == participant_id)
    return session.scalar(query, execution_options={"populate_existing": True})


def move_entry(connection: Connection, participant_id: int, scan_pk: int, entry: Entry) -> None:
    """Note that somebody came in by another scan than was thought."""
    moving, place = prepared(_MOVE_ENTRY, connection.dialect), {"scan_pk": scan_pk, "at": entry.at, "gate": entry.gate}
    moving.touched(connection.connection, {"person": participant_id, **place})


@dataclass(frozen=True, order=True)
class Move:
    """One scan by which somebody went through a door, in the order in which scans count."""

    entry: Entry
    scan_pk: int = field(compare=False)
    is_exit: bool = field(compare=False)


def moves(connection: Connection, participant_ids: Collection[int], door_id: int | None) -> dict[int, list[Move]]:
    """List the moves of some people through one door (None: the entrance), first ones first; undone ones are left out."""
    found: dict[int, list[Move]] = {person: [] for person in participant_ids}
    for row in connection.execute(_MOVES, {"ids": list(participant_ids)}):
        if row.door_id == door_id:
            entry = Entry(row.effective_at, row.scan_id, row.device, row.gate)
            found[row.participant_id].append(Move(entry, row.id, row.is_exit))
    return {person: sorted(mine) for person, mine in found.items()}


def left_at(connection: Connection, participant_ids: Collection[int]) -> dict[int, datetime | None]:
    """Tell of everyone who came when they left; None for those who are inside."""
    query = select(Presence.participant_id, Presence.left_at).where(Presence.participant_id.in_(participant_ids))
    return {row.participant_id: row.left_at for row in connection.execute(query)}


def note_left(connection: Connection, participant_id: int, at: datetime | None) -> None:
    """Note when somebody went out; None: they are inside."""
    noting = prepared(_NOTE_LEFT, connection.dialect)
    noting.touched(connection.connection, {"person": participant_id, "left_at": at})


def doors_by_public_id(connection: Connection, congress_id: int, public_ids: Collection[str]) -> dict[str, AnyRow]:
    """Find doors, with the number of the forum behind each."""
    query = select(Door, Forum.number.label("forum_number")).outerjoin(Forum, Forum.id == Door.forum_id)
    query = query.where(Door.congress_id == congress_id, Door.public_id.in_(public_ids))
    return {row.public_id: row for row in connection.execute(query)}


def supervises(connection: Connection, actor: str) -> bool:
    """Tell whether who sent scans, as the guard named them, is the gate of a supervisor."""
    kind, _, number = actor.partition(":")
    return kind == "key" and connection.execute(_SUPERVISES, {"key": int(number)}).first() is not None


def zone_of(connection: Connection, congress_id: int) -> str:
    """Tell the zone of a congress's days."""
    return str(connection.execute(select(Congress.zone).where(Congress.id == congress_id)).scalar_one())


def door_ids(connection: Connection, congress_id: int) -> Sequence[int]:
    return list(connection.execute(select(Door.id).where(Door.congress_id == congress_id)).scalars())


def count_through(connection: Connection, door_id: int, by: int) -> None:
    """Count so many more people behind a door."""
    connection.execute(update(Door).where(Door.id == door_id).values(inside=Door.inside + by))


def let_out(connection: Connection, participant_id: int) -> bool:
    """Forget that somebody is in; tell whether they were."""
    return connection.execute(_LET_OUT, {"person": participant_id}).first() is not None


def _by_code(rows: Iterable[AnyRow]) -> dict[str, Bearer]:
    """Put the rows of a code together, one for each slot in which its bearer has a forum; the order of codes stays."""
    found: dict[str, Bearer] = {}
    for row in rows:
        bearer, known = _bearer(row), found.get(row.code_key)
        if known is not None:
            forums = sorted((*known.forums, *bearer.forums), key=lambda forum: forum.slot)
            bearer = replace(known, forum=next(iter(forums), None), later=tuple(forums[1:]))
        found[row.code_key] = bearer
    return found


def _bearer(row: AnyRow) -> Bearer:
    return Bearer(
        participant_id=row.id,
        congress_id=row.congress_id,
        status=Status(row.status),
        cancelled_at=row.cancelled_at,
        revoked_at=row.revoked_at,
        name=row.name,
        organisation=row.organisation,
        role=row.role,
        forum=ForumPlace(row.number, row.title, row.room or "", row.slot) if row.number is not None else None,
        present=Entry(row.at, row.scan_id, row.device, row.gate)
        if row.at is not None and row.left_at is None
        else None,
        has_left=row.left_at is not None,
    )
