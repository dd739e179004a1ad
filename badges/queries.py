"""Every select on badges."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from app.congress.models import Room
from badges.models import Badge
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant
from registration.participants.queries import Filter, matching
from registration.participants.rules import Status

_LIVING = (Badge.participant_id == Participant.id) & Badge.revoked_at.is_(None)


class Order(enum.StrEnum):
    """How badges lie on the sheets."""

    NAME = "name"
    ORGANISATION = "organisation"
    FORUM = "forum"


_FIRST_FORUM = (
    select(func.min(Forum.number))
    .join(Seat, Seat.forum_id == Forum.id)
    .where(Seat.participant_id == Participant.id, Forum.cancelled_at.is_(None))
    .correlate(Participant)
    .scalar_subquery()
)
_ORDERS = {
    Order.NAME: (Participant.name_key, Participant.id),
    Order.ORGANISATION: (Participant.organisation_key, Participant.name_key, Participant.id),
    # Whoever has no forum comes last, on either engine.
    Order.FORUM: (_FIRST_FORUM.is_(None), _FIRST_FORUM, Participant.name_key, Participant.id),
}


@dataclass(frozen=True)
class Selection:
    """Whose badges are wanted, among those who are confirmed; an empty selection is everyone.

    *only_new*: whose badge has not been printed yet, or was issued anew since. *only_printed*: all others. *printed_at*: those of
    one earlier print. *category* is a code, *forum* the public id of the forum in which they have their seat.
    """

    text: str = ""
    category: str = ""
    forum: str = ""
    only_new: bool = False
    only_printed: bool = False
    only_changed: bool = False
    printed_at: datetime | None = None
    participant_id: int | None = None
    order: Order = Order.NAME


def living_badge(session: Session, participant_id: int) -> Badge | None:
    """Find the badge whose code opens the door for somebody; None if none was issued yet."""
    query = select(Badge).where(Badge.participant_id == participant_id, Badge.revoked_at.is_(None))
    return session.scalar(query, execution_options={"populate_existing": True})


def bearer(session: Session, congress_id: int, code_key: str) -> Participant | None:
    """Find who carries a code and comes to this congress; nobody carries a revoked one."""
    query = select(Participant).join(Badge, Badge.participant_id == Participant.id)
    living = (Badge.code_key == code_key, Badge.revoked_at.is_(None))
    coming = (Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED)
    return session.scalar(query.where(*living, *coming))


def last_issues(session: Session, participant_ids: Collection[int]) -> dict[int, int]:
    """Tell the number of each one's latest badge, revoked or not; whoever never had one is left out."""
    query = select(Badge.participant_id, func.max(Badge.issue)).where(Badge.participant_id.in_(participant_ids))
    return {person: issue or 0 for person, issue in session.execute(query.group_by(Badge.participant_id))}


def holders(session: Session, congress_id: int, wanted: Selection) -> Sequence[int]:
    """List the ids of those whose badges are wanted, in the order of the sheets."""
    query = matching(congress_id, Filter(text=wanted.text, status=Status.CONFIRMED, role=wanted.category))
    if wanted.forum:
        seated = Seat.participant_id == Participant.id, Seat.forum_id == Forum.id
        query = query.where(exists().where(*seated, Forum.public_id == wanted.forum, Forum.cancelled_at.is_(None)))
    if wanted.participant_id is not None:
        query = query.where(Participant.id == wanted.participant_id)
    if wanted.only_new:
        query = query.where(~exists().where(_LIVING, Badge.printed_at.is_not(None)))
    if wanted.only_printed or wanted.only_changed:
        query = query.where(exists().where(_LIVING, Badge.printed_at.is_not(None)))
    if wanted.printed_at is not None:
        query = query.where(exists().where(_LIVING, Badge.printed_at == wanted.printed_at))
    return session.scalars(query.with_only_columns(Participant.id).order_by(*_ORDERS[wanted.order])).all()


def without_badge(session: Session, participant_ids: Collection[int]) -> Sequence[int]:
    """Pick those for whom no badge lives."""
    query = select(Participant.id).where(Participant.id.in_(participant_ids))
    return session.scalars(query.where(~exists().where(_LIVING))).all()


def mark_printed(session: Session, participant_ids: Collection[int], *, now: datetime) -> None:
    """Note that the living badges of some people go to the printer."""
    printing = update(Badge).where(Badge.participant_id.in_(participant_ids), Badge.revoked_at.is_(None))
    session.execute(printing.values(printed_at=now), execution_options={"synchronize_session": False})


def living_of(session: Session, participant_ids: Collection[int]) -> Sequence[Row[int, int, bool]]:
    """List the living badges of some people: its id, whose it is, and whether it has been printed."""
    query = select(Badge.id, Badge.participant_id, Badge.printed_at.is_not(None).label("is_printed"))
    return session.execute(query.where(Badge.participant_id.in_(participant_ids), Badge.revoked_at.is_(None))).all()


def with_printed_badge(session: Session, participant_ids: Collection[int]) -> Sequence[int]:
    """Pick those whose living badge has been printed."""
    return [badge.participant_id for badge in living_of(session, participant_ids) if badge.is_printed]


def keep_printed_texts(session: Session, digests: Mapping[int, str]) -> None:
    """Remember by participant what living badges said when they were printed."""
    if digests:
        living = Badge.participant_id == bindparam("person"), Badge.revoked_at.is_(None)
        keeping = update(Badge).where(*living).values(printed_text=bindparam("digest"))
        rows = [{"person": person, "digest": digest} for person, digest in digests.items()]
        session.connection().execute(keeping, rows)


def printed_texts(session: Session, participant_ids: Collection[int]) -> dict[int, str]:
    """Tell what the living badges of some people said when they were printed, by participant."""
    query = select(Badge.participant_id, Badge.printed_text).where(Badge.participant_id.in_(participant_ids))
    query = query.where(Badge.revoked_at.is_(None), Badge.printed_text.is_not(None))
    return {person: digest for person, digest in session.execute(query) if digest is not None}


Rows = list[Row[*tuple[Any, ...]]]  # Any: columns by name


def texts(session: Session, participant_ids: Collection[int]) -> dict[int, Rows]:
    """Read what stands on the badges of some people, by their ids, a row for each slot; whoever has no badge is left out."""
    query = _on_a_badge(participant_ids).add_columns(Badge.code).join(Badge, _LIVING)
    return _by_person(session.execute(query))


def texts_of_people(session: Session, participant_ids: Collection[int]) -> dict[int, Rows]:
    """Read what stands on the badges of some people but the code, by their ids, a row for each slot."""
    return _by_person(session.execute(_on_a_badge(participant_ids)))


def _by_person(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[int, Rows]:  # Any: as above
    found: dict[int, Rows] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return found


def _on_a_badge(participant_ids: Collection[int]) -> Select[*tuple[Any, ...]]:  # Any: as above
    columns = (
        Participant.id,
        Participant.name,
        Participant.pronouns,
        Participant.organisation,
        Participant.role,
        Participant.sector,
        Participant.days,
    )
    here = Forum.number, Forum.title, Room.name.label("room"), Seat.slot
    query = select(*columns, *here).select_from(Participant)
    query = query.outerjoin(Seat, Seat.participant_id == Participant.id)
    query = query.outerjoin(Forum, (Forum.id == Seat.forum_id) & Forum.cancelled_at.is_(None))
    return query.outerjoin(Room, Room.id == Forum.room_id).where(Participant.id.in_(participant_ids))


def names(session: Session, participant_ids: Collection[int]) -> Sequence[Row[str, str, str, str]]:
    """Read public id, name, organisation and pronouns of some people."""
    columns = Participant.public_id, Participant.name, Participant.organisation, Participant.pronouns
    query = select(*columns).where(Participant.id.in_(participant_ids))
    return session.execute(query.order_by(Participant.name_key, Participant.id)).all()


def public_ids(session: Session, participant_ids: Collection[int]) -> dict[int, str]:
    """Tell the public ids of some people."""
    query = select(Participant.id, Participant.public_id).where(Participant.id.in_(participant_ids))
    return {row.id: row.public_id for row in session.execute(query)} if participant_ids else {}


def prints(session: Session, congress_id: int, *, limit: int = 8) -> Sequence[tuple[datetime, int]]:
    """List the latest prints, each with the number of its badges that are still good, newest first."""
    printed = (
        Badge.printed_at.is_not(None),
        Participant.congress_id == congress_id,
        Participant.status == Status.CONFIRMED,
    )
    query = select(Badge.printed_at, func.count()).join(Participant, _LIVING).where(*printed)
    found = session.execute(query.group_by(Badge.printed_at).order_by(Badge.printed_at.desc()).limit(limit))
    return [(printed_at, number) for printed_at, number in found if printed_at is not None]


def number_printed(session: Session, congress_id: int) -> int:
    """Count the confirmed whose living badge has been printed."""
    printed = (
        Badge.printed_at.is_not(None),
        Participant.congress_id == congress_id,
        Participant.status == Status.CONFIRMED,
    )
    return session.scalar(select(func.count()).select_from(Badge).join(Participant, _LIVING).where(*printed)) or 0
