"""Every select on participants, and the counted steps between their states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, func, select, update
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.orm import table_of
from registration.participants.models import Participant, Party, Places
from registration.participants.rules import LIVING, Status, name_key_of

# Steps between states are single UPDATEs past the session; what is read for deciding must come from the database.
FRESH = {"populate_existing": True}
ORDERS = {
    "name": (Participant.name_key, Participant.id),
    "organisation": (Participant.organisation_key, Participant.id),
    "registered": (Participant.registered_at, Participant.id),
    "status": (Participant.status, Participant.name_key, Participant.id),
}


@dataclass(frozen=True)
class Filter:
    """Which participants a list shows; an empty field does not narrow it."""

    text: str = ""
    status: str = ""
    sector: str = ""
    level: str = ""
    role: str = ""
    organisation_key: str = ""
    photo_consent: bool | None = None


def places(session: Session, congress_id: int) -> Places:
    return session.scalars(select(Places).where(Places.congress_id == congress_id), execution_options=FRESH).one()


def take_place(session: Session, congress_id: int, status: Status) -> bool:
    """Count one more in *status* if a place is free and nobody waits for it; tell whether. One statement: cannot oversell."""
    result = session.connection().execute(_taking(status), {"congress": congress_id})
    return bool(result.rowcount == 1)


@cache
def _taking(status: Status) -> Update:
    """Make the statement of take_place once; to build it anew with every registration costs more than to run it."""
    counts = table_of(Places).c
    is_free = and_(counts.pending + counts.confirmed + counts.offered < counts.capacity, counts.waiting == 0)
    taking = update(table_of(Places)).where(counts.congress_id == bindparam("congress"), is_free)
    return taking.values({status.value: counts[status.value] + 1})


def count(session: Session, congress_id: int, changes: dict[Status, int]) -> None:
    """Add to the counters of a congress."""
    values = {status.value: getattr(Places, status) + by for status, by in changes.items()}
    session.execute(update(Places).where(Places.congress_id == congress_id).values(values))


def move(
    session: Session,
    participant_id: int,
    *,
    congress_id: int,
    before: Status,
    after: Status,
    now: datetime,
    **values: Any,  # Any: further columns of Participant
) -> bool:
    """Step from one state to another if nobody was faster, with the counters; tell whether it was done."""
    columns = {
        "status": after.value,
        "changed_at": now,
        "revision": Participant.revision + 1,
        "deadline": None,
        **values,
    }
    stepping = update(Participant).where(Participant.id == participant_id, Participant.status == before)
    if not _changed(session, stepping.values(columns)):
        return False
    count(session, congress_id, {before: -1, after: 1})
    return True


def by_idempotency_key(session: Session, congress_id: int, key: str) -> Participant | None:
    return session.scalar(
        select(Participant).where(Participant.congress_id == congress_id, Participant.idempotency_key == key),
        execution_options=FRESH,
    )


def living_by_email(session: Session, congress_id: int, email_key: str) -> Participant | None:
    """Find who registered with an address and neither cancelled nor lapsed."""
    query = select(Participant).where(Participant.congress_id == congress_id, Participant.email_key == email_key)
    return session.scalar(
        query.where(Participant.status.not_in([Status.CANCELLED, Status.LAPSED])), execution_options=FRESH
    )


def by_link(session: Session, link_digest: str) -> Participant:
    """Find whose personal page this is, with the congress; raises NotFound."""
    return _one(
        session,
        select(Participant).where(Participant.link_digest == link_digest).options(joinedload(Participant.congress)),
    )


def by_feed(session: Session, feed_digest: str) -> Participant:
    """Find whose calendar this is, with the congress; raises NotFound."""
    return _one(
        session,
        select(Participant).where(Participant.feed_digest == feed_digest).options(joinedload(Participant.congress)),
    )


def by_public_id(session: Session, congress_id: int, public_id: str) -> Participant:
    """Find a participant of this congress; raises NotFound."""
    query = select(Participant).where(Participant.congress_id == congress_id, Participant.public_id == public_id)
    return _one(session, query.options(joinedload(Participant.congress)))


def by_id(session: Session, participant_id: int) -> Participant | None:
    query = select(Participant).where(Participant.id == participant_id).options(joinedload(Participant.congress))
    return session.scalar(query, execution_options=FRESH)


def next_waiting(session: Session, congress_id: int) -> Participant | None:
    """Find who has waited longest; ties by the order in which the rows were written."""
    query = select(Participant).where(Participant.congress_id == congress_id, Participant.status == Status.WAITING)
    return session.scalar(
        query.order_by(Participant.registered_at, Participant.id).limit(1).with_for_update(skip_locked=True),
        execution_options=FRESH,
    )


def waiting_position(session: Session, participant: Participant) -> int:
    """Tell which place on the waiting list somebody has, from 1."""
    earlier = and_(
        Participant.congress_id == participant.congress_id,
        Participant.status == Status.WAITING,
        (Participant.registered_at < participant.registered_at)
        | ((Participant.registered_at == participant.registered_at) & (Participant.id < participant.id)),
    )
    return 1 + (session.scalar(select(func.count()).where(earlier)) or 0)


def overdue(session: Session, *, now: datetime, limit: int = 500) -> Sequence[Participant]:
    """List who did not confirm or answer by the deadline."""
    late = and_(Participant.status.in_([Status.PENDING, Status.OFFERED]), Participant.deadline <= now)
    return session.scalars(
        select(Participant).where(late).order_by(Participant.deadline, Participant.id).limit(limit),
        execution_options=FRESH,
    ).all()


def matching(congress_id: int, wanted: Filter) -> Select[Participant]:
    """Select the participants that a filter lets through."""
    query = select(Participant).where(Participant.congress_id == congress_id)
    for column in ("status", "sector", "level", "role", "organisation_key"):
        if value := getattr(wanted, column):
            query = query.where(getattr(Participant, column) == value)
    if wanted.photo_consent is not None:
        consent = Participant.photo_consent_at
        query = query.where(consent.is_not(None) if wanted.photo_consent else consent.is_(None))
    return query.where(_has_text(wanted.text)) if wanted.text else query


def page(
    session: Session, congress_id: int, wanted: Filter, *, order: str, descending: bool, offset: int, limit: int
) -> Sequence[Participant]:
    """List one page; *order* is a key of ORDERS."""
    columns = [column.desc() if descending else column.asc() for column in ORDERS[order]]
    return session.scalars(matching(congress_id, wanted).order_by(*columns).offset(offset).limit(limit)).all()


def number_of(session: Session, congress_id: int, wanted: Filter) -> int:
    """Count those that a filter lets through; without any filter by the counters, whatever the size of the congress."""
    if wanted in {Filter(), Filter(status=wanted.status)}:
        counted = places(session, congress_id)
        states = [wanted.status] if wanted.status else [status.value for status in Status]
        return sum(int(getattr(counted, state)) for state in states)
    return session.scalar(select(func.count()).select_from(matching(congress_id, wanted).subquery())) or 0


def in_pieces(
    session: Session, congress_id: int, wanted: Filter, *, size: int = 500
) -> Iterator[Sequence[Participant]]:
    """Walk through all that a filter lets through, by id, in pieces; the session may be given back between them."""
    last = 0
    while rows := session.scalars(
        matching(congress_id, wanted).where(Participant.id > last).order_by(Participant.id).limit(size)
    ).all():
        last = rows[-1].id
        yield rows
        session.expunge_all()


def tally(session: Session, congress_id: int, column: str) -> dict[str, int]:
    """Count the living by one of their columns, such as sector."""
    what = getattr(Participant, column)
    query = (
        select(what, func.count())
        .where(Participant.congress_id == congress_id, Participant.status.in_(LIVING))
        .group_by(what)
    )
    return {str(value): number for value, number in session.execute(query)}


def parties(session: Session, congress_id: int) -> Sequence[Party]:
    return session.scalars(select(Party).where(Party.congress_id == congress_id).order_by(Party.id)).all()


def _has_text(text: str) -> Any:  # Any: SQLAlchemy's boolean clause
    visible = "".join(letter for letter in name_key_of(text) if letter.isprintable())  # PostgreSQL refuses NUL
    wanted = visible.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{wanted}%"
    return (
        Participant.name_key.like(pattern, escape="\\")
        | Participant.email_key.like(pattern, escape="\\")
        | func.lower(Participant.organisation).like(pattern, escape="\\")
    )


def _one(session: Session, query: Select[Participant]) -> Participant:
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def _changed(session: Session, statement: Any) -> bool:  # Any: SQLAlchemy's Update, typed by table
    result: Any = session.execute(
        statement.execution_options(synchronize_session=False)
    )  # Any: CursorResult, not told by execute
    return bool(result.rowcount == 1)
