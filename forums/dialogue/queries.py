"""Every select on forums, wishes, seats and assignment runs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app.errors import NotFound
from app.jobs.models import Job, JobStatus
from app.orm import table_of
from forums.dialogue.models import (
    AssignmentRun,
    DraftSeat,
    Forum,
    ForumModerator,
    ForumTurn,
    PairChange,
    Pin,
    PinChange,
    Preference,
    Seat,
    SwapOffer,
    WorkbenchStep,
)
from registration.participants.models import Participant
from registration.participants.rules import HOLDING, Status

WITH_PLACE = (joinedload(Forum.room), selectinload(Forum.moderators))
FRESH = {"populate_existing": True}
# One statement for all, on columns of the table: it is asked with every registration.
_FORUM = table_of(Forum).c
_WISHABLE = select(_FORUM.public_id, _FORUM.id, _FORUM.slot, _FORUM.number, _FORUM.starts_at).where(
    _FORUM.congress_id == bindparam("congress_id"), _FORUM.cancelled_at.is_(None)
)
CONFIRMED = Participant.status == Status.CONFIRMED


class Wishable(NamedTuple):
    """A forum that can be wished for: its id, its slot, its number, and when it begins."""

    id: int
    slot: int
    number: int
    starts_at: datetime


@dataclass(frozen=True)
class Demand:
    """How many holders of a place wish for a forum: first of all, and at all."""

    first: int = 0
    any_rank: int = 0


@dataclass(frozen=True)
class Card:
    """Somebody on the workbench, in one slot. Forums are ids; ``rank`` is that of the wish that ``forum_id`` fulfils."""

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
    slot: int = 1


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


def wishable(session: Session, congress_id: int) -> dict[str, Wishable]:
    """Map the public ids of the forums that can be wished for to what wishing asks of them."""
    rows = session.connection().execute(_WISHABLE, {"congress_id": congress_id})
    return {public_id: Wishable(*told) for public_id, *told in rows}


def preferences(session: Session, participant_id: int) -> Sequence[str]:
    """List the public ids of the forums that somebody wishes for, dearest first, slot by slot."""
    query = select(Forum.public_id).join(Preference, Preference.forum_id == Forum.id)
    ranked = query.where(Preference.participant_id == participant_id).order_by(Preference.slot, Preference.rank)
    return session.scalars(ranked).all()


def ranks(session: Session, participant_id: int) -> dict[str, int]:
    """Map the public ids of the forums that somebody wishes for to their rank among those of the slot."""
    query = select(Forum.public_id, Preference.rank).join(Preference, Preference.forum_id == Forum.id)
    mine = query.where(Preference.participant_id == participant_id)
    return dict(session.execute(mine.order_by(Preference.slot, Preference.rank)).all())


def wishes_beside(session: Session, forum_id: int) -> Sequence[Row[int, int, int]]:
    """List (participant, forum, slot) of all wishes, in their order, of everybody who wishes for a forum; all by id."""
    wishing = select(Preference.participant_id).where(Preference.forum_id == forum_id)
    query = select(Preference.participant_id, Preference.forum_id, Preference.slot)
    query = query.where(Preference.participant_id.in_(wishing))
    return session.execute(query.order_by(Preference.participant_id, Preference.slot, Preference.rank)).all()


def pinned_in(session: Session, congress_id: int, slot: int) -> Sequence[int]:
    """Name those (by id) who are pinned in a slot."""
    query = select(Pin.participant_id).join(Forum, Forum.id == Pin.forum_id)
    return session.scalars(query.where(Forum.congress_id == congress_id, Pin.slot == slot)).all()


def seats_of(session: Session, participant_id: int) -> Sequence[Seat]:
    """List where somebody sits, slot by slot, with forum, room and moderators."""
    place = joinedload(Seat.forum)
    query = select(Seat).where(Seat.participant_id == participant_id).order_by(Seat.slot)
    return session.scalars(query.options(place.joinedload(Forum.room), place.selectinload(Forum.moderators))).all()


def seat_of(session: Session, participant_id: int, *, slot: int | None = None) -> Seat | None:
    """Find where somebody sits in a slot, or in their first, with forum, room and moderators."""
    return next((seat for seat in seats_of(session, participant_id) if slot in {None, seat.slot}), None)


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


def is_told(session: Session, forum_id: int) -> bool:
    """Tell whether anybody has been told that they sit in a forum, waits for it or wants to swap into it."""
    sits = exists().where(Seat.forum_id == forum_id)
    waits, swaps = exists().where(ForumTurn.forum_id == forum_id), exists().where(SwapOffer.wanted_id == forum_id)
    return bool(session.scalar(select(or_(sits, waits, swaps))))


def pinned_people(session: Session, congress_id: int) -> Sequence[Row[str, str, int, int]]:
    """List (public id, name, forum's number, slot) of the confirmed people who are pinned, by forum and name."""
    query = (
        select(Participant.public_id, Participant.name, Forum.number, Pin.slot)
        .join(Pin, Pin.participant_id == Participant.id)
        .join(Forum, Forum.id == Pin.forum_id)
        .where(Forum.congress_id == congress_id, CONFIRMED)
    )
    return session.execute(query.order_by(Forum.number, Participant.name_key, Participant.id)).all()


def seats(session: Session, congress_id: int) -> dict[tuple[int, int], Seat]:
    """Map participants (by id) and slots to their published seats."""
    query = select(Seat).join(Forum, Forum.id == Seat.forum_id).where(Forum.congress_id == congress_id)
    return {(seat.participant_id, seat.slot): seat for seat in session.scalars(query, execution_options=FRESH)}


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


def draft_seats(session: Session, run_id: int) -> Sequence[Row[int, int, int | None, Any, bool]]:  # Any: JSON
    """List (participant_id, slot, forum_id, reason, is_confirmed) of a draft, by participant and slot."""
    here = DraftSeat.participant_id, DraftSeat.slot
    query = (
        select(*here, DraftSeat.forum_id, DraftSeat.reason, CONFIRMED.label("is_confirmed"))
        .join(Participant, Participant.id == DraftSeat.participant_id)
        .where(DraftSeat.run_id == run_id)
    )
    return session.execute(query.order_by(*here)).all()


def draft_seats_of(session: Session, run_id: int, participant_id: int) -> Sequence[DraftSeat]:
    """List where a run would seat somebody, slot by slot; raises NotFound for somebody who is not in it."""
    query = select(DraftSeat).where(DraftSeat.run_id == run_id, DraftSeat.participant_id == participant_id)
    found = session.scalars(query.order_by(DraftSeat.slot)).all()
    if not found:
        raise NotFound
    return found


def pinned_forums(session: Session, participant_ids: Collection[int], *, slot: int) -> dict[int, int]:
    """Map those of *participant_ids* who are pinned in a slot to their forum (by id)."""
    query = select(Pin.participant_id, Pin.forum_id).where(Pin.participant_id.in_(participant_ids), Pin.slot == slot)
    return dict(session.execute(query).all())


def last_step(session: Session, congress_id: int) -> WorkbenchStep | None:
    """Find the step on the workbench that can be undone next."""
    query = select(WorkbenchStep).where(WorkbenchStep.congress_id == congress_id, ~WorkbenchStep.is_undone)
    return session.scalar(query.order_by(WorkbenchStep.id.desc()).limit(1), execution_options=FRESH)


def next_step(session: Session, congress_id: int) -> WorkbenchStep | None:
    """Find the step that was undone last, and can be done again."""
    query = select(WorkbenchStep).where(WorkbenchStep.congress_id == congress_id, WorkbenchStep.is_undone)
    return session.scalar(query.order_by(WorkbenchStep.id).limit(1), execution_options=FRESH)


def steps_to_forget(session: Session, congress_id: int, *, kept: int) -> Sequence[int]:
    """Name the steps that are undone, and those older than the last *kept*."""
    mine = select(WorkbenchStep.id).where(WorkbenchStep.congress_id == congress_id)
    undone = session.scalars(mine.where(WorkbenchStep.is_undone)).all()
    old = session.scalars(mine.where(~WorkbenchStep.is_undone).order_by(WorkbenchStep.id.desc()).offset(kept)).all()
    return [*undone, *old]


def pin_changes(session: Session, step_id: int) -> Sequence[PinChange]:
    """List what a step did to pins."""
    query = select(PinChange).where(PinChange.step_id == step_id)
    return session.scalars(query.order_by(PinChange.participant_id)).all()


def pair_changes(session: Session, step_id: int) -> Sequence[PairChange]:
    """List what a step did to pairs."""
    query = select(PairChange).where(PairChange.step_id == step_id)
    return session.scalars(query.order_by(PairChange.first_id, PairChange.second_id)).all()


def pins_of(session: Session, participant_id: int) -> dict[int, int]:
    """Map the slots in which somebody is pinned to the forum (by id)."""
    return dict(session.execute(select(Pin.slot, Pin.forum_id).where(Pin.participant_id == participant_id)).all())


def cards(session: Session, run_id: int, *, slot: int | None = None) -> list[Card]:
    """List everybody in a draft by name, once a slot or in one *slot* only, in one statement whatever their number."""
    fulfilled, first = aliased(Preference), aliased(Preference)
    here, now = Participant.id, DraftSeat.slot
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
            DraftSeat.slot,
        )
        .join(DraftSeat, DraftSeat.participant_id == here)
        .outerjoin(fulfilled, and_(fulfilled.participant_id == here, fulfilled.forum_id == DraftSeat.forum_id))
        .outerjoin(first, and_(first.participant_id == here, first.rank == 1, first.slot == now))
        .outerjoin(Pin, and_(Pin.participant_id == here, Pin.slot == now))
        .outerjoin(Seat, and_(Seat.participant_id == here, Seat.slot == now))
        .where(DraftSeat.run_id == run_id)
        .order_by(Participant.name_key, here, now)
    )
    if slot is not None:
        query = query.where(now == slot)
    return [Card(*row) for row in session.execute(query)]
