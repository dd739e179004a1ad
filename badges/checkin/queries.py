"""Every select on scans, and the counted steps of who is in. Core statements: the door is where everyone waits."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from app.congress.models import Room
from app.errors import NotFound
from app.orm import insert_new
from badges.checkin.models import Attendance, Presence, Scan
from badges.checkin.rules import COUNTED, Bearer, Entry, ForumPlace
from badges.models import Badge
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant
from registration.participants.rules import Status

AnyRow = Row[*tuple[Any, ...]]  # Any: rows are read by the names of their columns
_COUNTED = [verdict.value for verdict in COUNTED]
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
        Presence.at,
        Presence.gate,
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
_RAISE = update(Attendance).values(version=Attendance.version + 1).returning(Attendance.present, Attendance.version)
_SYNC_OFF = {"synchronize_session": False}


def next_version(session: Session, congress_id: int) -> None:
    """Raise the version of the live count, and so make all scans of one congress queue up until this transaction ends.

    What is read afterwards cannot change under us, on either engine.
    """
    raising = _RAISE.where(Attendance.congress_id == congress_id)
    if session.execute(raising, execution_options=_SYNC_OFF).first() is None:
        session.execute(insert_new(session, Attendance).values(congress_id=congress_id, present=0, version=0))
        session.execute(raising, execution_options=_SYNC_OFF)


def count_in(session: Session, congress_id: int, by: int) -> None:
    """Count so many more people in."""
    counting = update(Attendance).where(Attendance.congress_id == congress_id)
    session.execute(counting.values(present=Attendance.present + by), execution_options=_SYNC_OFF)


def attendance(session: Session, congress_id: int) -> tuple[int, int]:
    """Tell how many are in, and the version of that count."""
    query = select(Attendance.present, Attendance.version).where(Attendance.congress_id == congress_id)
    found = session.execute(query).first()
    return (found.present, found.version) if found else (0, 0)


def bearers(session: Session, code_keys: Collection[str]) -> dict[str, Bearer]:
    """Find who carries these codes, by key; codes that nobody has are left out."""
    rows = session.execute(_BEARERS.where(Badge.code_key.in_(code_keys)))
    return {row.code_key: _bearer(row) for row in rows}


def people(session: Session, participant_ids: Collection[int]) -> dict[int, Bearer]:
    """Find participants as the gate shows them, by id; those who never had a badge are left out."""
    rows = session.execute(_BEARERS.where(Badge.participant_id.in_(participant_ids)).order_by(Badge.issue))
    return {row.id: _bearer(row) for row in rows}


def stored(session: Session, device: str, scan_ids: Collection[str]) -> Sequence[AnyRow]:
    """Find what a device has sent before, of whatever congress."""
    columns = Scan.scan_id, Scan.congress_id, Scan.participant_id, Scan.verdict, Scan.effective_at, Scan.gate
    return session.execute(select(*columns).where(Scan.device == device, Scan.scan_id.in_(scan_ids))).all()


def scan(session: Session, congress_id: int, device: str, scan_id: str) -> Scan:
    """Find a scan of this congress; raises NotFound."""
    query = select(Scan).where(Scan.device == device, Scan.scan_id == scan_id, Scan.congress_id == congress_id)
    found = session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


def entries(session: Session, participant_ids: Collection[int]) -> dict[int, list[Entry]]:
    """List the counted scans of some people, first ones first; undone ones are left out."""
    counted = Scan.participant_id.in_(participant_ids), Scan.undone_at.is_(None), Scan.verdict.in_(_COUNTED)
    query = select(Scan.participant_id, Scan.effective_at, Scan.scan_id, Scan.device, Scan.gate).where(*counted)
    found: dict[int, list[Entry]] = {}
    for participant_id, at, scan_id, device, gate in session.execute(query):
        found.setdefault(participant_id or 0, []).append(Entry(at, scan_id, device, gate))
    return {participant_id: sorted(mine) for participant_id, mine in found.items()}


def add_scans(session: Session, rows: Sequence[Mapping[str, object]]) -> dict[str, int]:
    """Keep scans; return their ids by scan id."""
    if len(rows) == 1:  # nearly always; the way for many costs a little more
        return {str(rows[0]["scan_id"]): session.execute(insert(Scan).values(rows[0]).returning(Scan.id)).scalar_one()}
    added = session.execute(insert(Scan).returning(Scan.scan_id, Scan.id), rows)
    return {str(scan_id): pk for scan_id, pk in added}


def let_in(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Note who is in, by which scan."""
    session.execute(insert(Presence), rows)


def presence(session: Session, participant_id: int) -> Presence | None:
    """Find by which scan somebody is in; None if they are not."""
    query = select(Presence).where(Presence.participant_id == participant_id)
    return session.scalar(query, execution_options={"populate_existing": True})


def move_entry(session: Session, participant_id: int, scan_pk: int, entry: Entry) -> None:
    """Note that somebody came in by another scan than was thought."""
    moving = update(Presence).where(Presence.participant_id == participant_id)
    values = {"scan_pk": scan_pk, "at": entry.at, "gate": entry.gate}
    session.execute(moving.values(values), execution_options=_SYNC_OFF)


def let_out(session: Session, participant_id: int) -> bool:
    """Forget that somebody is in; tell whether they were."""
    leaving = delete(Presence).where(Presence.participant_id == participant_id).returning(Presence.participant_id)
    return session.execute(leaving, execution_options=_SYNC_OFF).first() is not None


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
        forum=ForumPlace(row.number, row.title, row.room or "") if row.number is not None else None,
        present=Entry(row.at, row.scan_id, row.device, row.gate) if row.at is not None else None,
    )
