"""Every select on forums, wishes, seats and assignment runs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app.errors import NotFound
from app.jobs.models import Job, JobStatus
from app.orm import table_of
from forums.dialogue.models import AssignmentRun, DraftSeat, Forum, ForumModerator, Pin, PinChange, Preference, Seat
from registration.participants.models import Participant
from registration.participants.rules import HOLDING, Status

WITH_PLACE = (joinedload(Forum.room), selectinload(Forum.moderators))
FRESH = {"populate_existing": True}
# One statement for all, on columns of the table: it is asked with every registration.
_FORUM = table_of(Forum).c
_WISHABLE = select(_FORUM.public_id, _FORUM.id).where(
    _FORUM.congress_id == bindparam("congress_id"), _FORUM.cancelled_at.is_(None)
)
CONFIRMED = Participant.status == Status.CONFIRMED


@dataclass(frozen=True)
class Demand:
    """How many holders of a place wish for a forum: first of all, and at all."""

    first: int = 0
    any_rank: int = 0


@dataclass(frozen=True)
class Card:
    """Somebody on the workbench. Forums are ids; ``rank`` is that of the wish that ``forum_id`` fulfils."""

    public_id: str
    name: str
    organisation: str
    organisation_key: str
    sector: str
    is_confirmed: bool
    forum_id: int | None
    rank: int | None
    has_wishes: bool
    pinned_to: int | None
    published: int | None


def forums(session: Session, congress_id: int) -> Sequence[Forum]:
    """List the forums of a congress by number, with rooms and moderators; cancelled ones too."""
    query = select(Forum).where(Forum.congress_id == congress_id).order_by(Forum.number)
    return session.scalars(query.options(*WITH_PLACE)).all()


def forum(session: Session, congress_id: int, public_id: str) -> Forum:
    """Find a forum of this congress; raises NotFound."""
    query = select(Forum).where(Forum.congress_id == congress_id, Forum.public_id == public_id)
    found = session.scalar(query.options(*WITH_PLACE))
    if found is None:
        raise NotFound
    return found


def forum_by_number(session: Session, congress_id: int, number: str) -> Forum:
    """Find the forum of this number (as sent by a form) that takes place; raises NotFound."""
    forum_id = numbers(session, congress_id).get(int(number)) if number.isascii() and number.isdigit() else None
    found = session.get(Forum, forum_id) if forum_id is not None else None
    if found is None or found.cancelled_at is not None:
        raise NotFound
    return found


def numbers(session: Session, congress_id: int) -> dict[int, int]:
    """Map the numbers of a congress' forums to their ids, cancelled ones too."""
    query = select(Forum.number, Forum.id).where(Forum.congress_id == congress_id)
    return dict(session.execute(query).all())


def ids_by_public_id(session: Session, congress_id: int) -> dict[str, int]:
    """Map the public ids of the forums that can be wished for to their ids."""
    return dict(session.connection().execute(_WISHABLE, {"congress_id": congress_id}).all())


def preferences(session: Session, participant_id: int) -> Sequence[str]:
    """List the public ids of the forums that somebody wishes for, dearest first."""
    query = select(Forum.public_id).join(Preference, Preference.forum_id == Forum.id)
    return session.scalars(query.where(Preference.participant_id == participant_id).order_by(Preference.rank)).all()


def seat_of(session: Session, participant_id: int) -> Seat | None:
    """Find where somebody sits, with forum, room and moderators."""
    place = joinedload(Seat.forum)
    query = select(Seat).where(Seat.participant_id == participant_id)
    return session.scalar(query.options(place.joinedload(Forum.room), place.selectinload(Forum.moderators)))


def moderators_to_tell(session: Session, congress_id: int) -> Sequence[ForumModerator]:
    """List the moderators of the forums that take place whose address is known."""
    query = select(ForumModerator).join(Forum, Forum.id == ForumModerator.forum_id)
    query = query.where(Forum.congress_id == congress_id, Forum.cancelled_at.is_(None), ForumModerator.email != "")
    return session.scalars(query.order_by(ForumModerator.id)).all()


def moderator(session: Session, moderator_id: int) -> ForumModerator | None:
    """Find a moderator with the forum and its room, for a mail; None for one who was taken out since."""
    query = select(ForumModerator).where(ForumModerator.id == moderator_id)
    return session.scalar(query.options(joinedload(ForumModerator.forum).joinedload(Forum.room)))


def demand(session: Session, congress_id: int) -> dict[int, Demand]:
    """Count the wishes for each forum (by id) of all who hold a place in the congress; forums without any are left out."""
    firsts = func.count().filter(Preference.rank == 1)
    query = (
        select(Preference.forum_id, firsts, func.count())
        .join(Participant, Participant.id == Preference.participant_id)
        .where(Participant.congress_id == congress_id, Participant.status.in_(HOLDING))
        .group_by(Preference.forum_id)
    )
    return {forum_id: Demand(first, every) for forum_id, first, every in session.execute(query)}


def seats_by_forum(session: Session, congress_id: int) -> dict[int, int]:
    """Count the published seats of each forum (by id); those of people who cancelled since do not count."""
    query = (
        select(Seat.forum_id, func.count())
        .join(Participant, Participant.id == Seat.participant_id)
        .where(Participant.congress_id == congress_id, CONFIRMED)
        .group_by(Seat.forum_id)
    )
    return dict(session.execute(query).all())


def participants_of_forum(session: Session, forum_id: int) -> Sequence[Participant]:
    """List who sits in a forum as published, by name; whoever cancelled since is left out."""
    query = select(Participant).join(Seat, Seat.participant_id == Participant.id)
    return session.scalars(
        query.where(Seat.forum_id == forum_id, CONFIRMED).order_by(Participant.name_key, Participant.id)
    ).all()


def pinned_people(session: Session, congress_id: int) -> Sequence[Row[str, str, int]]:
    """List (public id, name, forum's number) of the confirmed people who are pinned, by forum and name."""
    query = (
        select(Participant.public_id, Participant.name, Forum.number)
        .join(Pin, Pin.participant_id == Participant.id)
        .join(Forum, Forum.id == Pin.forum_id)
        .where(Forum.congress_id == congress_id, CONFIRMED)
    )
    return session.execute(query.order_by(Forum.number, Participant.name_key, Participant.id)).all()


def seats(session: Session, congress_id: int) -> dict[int, Seat]:
    """Map participants (by id) to their published seats."""
    query = select(Seat).join(Forum, Forum.id == Seat.forum_id).where(Forum.congress_id == congress_id)
    return {seat.participant_id: seat for seat in session.scalars(query, execution_options=FRESH)}


def ids_of_people(session: Session, congress_id: int, public_ids: Collection[str]) -> dict[str, int]:
    """Map public ids of confirmed participants of this congress to their ids; others are left out."""
    query = select(Participant.public_id, Participant.id)
    return dict(
        session.execute(
            query.where(Participant.congress_id == congress_id, CONFIRMED, Participant.public_id.in_(public_ids))
        ).all()
    )


def person_ids(session: Session, congress_id: int) -> dict[str, int]:
    """Map the public ids of all participants of a congress to their ids, whatever their state."""
    query = select(Participant.public_id, Participant.id).where(Participant.congress_id == congress_id)
    return dict(session.execute(query).all())


def confirmed_ids(session: Session, congress_id: int) -> set[int]:
    """Name everyone (by id) whose registration is confirmed."""
    return set(session.scalars(select(Participant.id).where(Participant.congress_id == congress_id, CONFIRMED)))


def names_of_people(session: Session, congress_id: int, public_ids: Collection[str]) -> dict[str, str]:
    """Map public ids to names."""
    query = select(Participant.public_id, Participant.name).where(Participant.congress_id == congress_id)
    return dict(session.execute(query.where(Participant.public_id.in_(public_ids))).all())


def names_of_organisations(session: Session, congress_id: int, keys: Collection[str]) -> dict[str, str]:
    """Map keys of organisations to their name as somebody typed it."""
    query = select(Participant.organisation_key, func.min(Participant.organisation))
    query = query.where(Participant.congress_id == congress_id, Participant.organisation_key.in_(keys))
    return dict(session.execute(query.group_by(Participant.organisation_key)).all())


# --- Runs and their drafts ---


def runs(session: Session, congress_id: int, *, limit: int = 50) -> Sequence[AssignmentRun]:
    """List the runs of a congress, newest first."""
    query = select(AssignmentRun).where(AssignmentRun.congress_id == congress_id)
    return session.scalars(query.order_by(AssignmentRun.id.desc()).limit(limit)).all()


def run(session: Session, congress_id: int, public_id: str) -> AssignmentRun:
    """Find a run of this congress; raises NotFound."""
    query = select(AssignmentRun).where(AssignmentRun.congress_id == congress_id, AssignmentRun.public_id == public_id)
    found = session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def run_by_public_id(session: Session, public_id: str) -> AssignmentRun | None:
    """Find a run for its job; None when its congress is gone."""
    query = select(AssignmentRun).where(AssignmentRun.public_id == public_id)
    return session.scalar(query, execution_options=FRESH)


def run_underway(session: Session, congress_id: int) -> AssignmentRun | None:
    """Find the run that waits or calculates; one whose job was given up is no longer under way."""
    query = (
        select(AssignmentRun)
        .join(Job, Job.public_id == AssignmentRun.job_public_id)
        .where(AssignmentRun.congress_id == congress_id, AssignmentRun.status.in_(("queued", "running")))
        .where(Job.status == JobStatus.WAITING)
    )
    return session.scalar(query.order_by(AssignmentRun.id.desc()).limit(1))


def draft_seats(session: Session, run_id: int) -> Sequence[Row[int, int | None, Any, bool]]:  # Any: JSON
    """List (participant_id, forum_id, reason, is_confirmed) of a draft, by participant."""
    query = (
        select(DraftSeat.participant_id, DraftSeat.forum_id, DraftSeat.reason, CONFIRMED.label("is_confirmed"))
        .join(Participant, Participant.id == DraftSeat.participant_id)
        .where(DraftSeat.run_id == run_id)
    )
    return session.execute(query.order_by(DraftSeat.participant_id)).all()


def draft_seat(session: Session, run_id: int, participant_id: int) -> DraftSeat:
    """Find where a run would seat somebody; raises NotFound."""
    found = session.get(DraftSeat, (run_id, participant_id))
    if found is None:
        raise NotFound
    return found


def pinned_forums(session: Session, participant_ids: Collection[int]) -> dict[int, int]:
    """Map those of *participant_ids* who are pinned to their forum (by id)."""
    query = select(Pin.participant_id, Pin.forum_id).where(Pin.participant_id.in_(participant_ids))
    return dict(session.execute(query).all())


def last_step(session: Session, congress_id: int) -> int:
    """Number the last step on pins that can be undone; 0: there is none."""
    return session.scalar(select(func.max(PinChange.step)).where(PinChange.congress_id == congress_id)) or 0


def last_pin_changes(session: Session, congress_id: int) -> Sequence[PinChange]:
    """List what the last step on pins changed."""
    step = select(func.max(PinChange.step)).where(PinChange.congress_id == congress_id).scalar_subquery()
    query = select(PinChange).where(PinChange.congress_id == congress_id, PinChange.step == step)
    return session.scalars(query.order_by(PinChange.participant_id)).all()


def pin_of(session: Session, participant_id: int) -> Pin | None:
    return session.get(Pin, participant_id)


def cards(session: Session, run_id: int) -> list[Card]:
    """List everybody in a draft by name, in one statement whatever their number."""
    fulfilled, first = aliased(Preference), aliased(Preference)
    here = Participant.id
    query = (
        select(
            Participant.public_id,
            Participant.name,
            Participant.organisation,
            Participant.organisation_key,
            Participant.sector,
            CONFIRMED.label("is_confirmed"),
            DraftSeat.forum_id,
            fulfilled.rank,
            first.id.is_not(None).label("has_wishes"),
            Pin.forum_id.label("pinned_to"),
            Seat.forum_id.label("published"),
        )
        .join(DraftSeat, DraftSeat.participant_id == here)
        .outerjoin(fulfilled, and_(fulfilled.participant_id == here, fulfilled.forum_id == DraftSeat.forum_id))
        .outerjoin(first, and_(first.participant_id == here, first.rank == 1))
        .outerjoin(Pin, Pin.participant_id == here)
        .outerjoin(Seat, Seat.participant_id == here)
        .where(DraftSeat.run_id == run_id)
        .order_by(Participant.name_key, here)
    )
    return [Card(*row) for row in session.execute(query)]
