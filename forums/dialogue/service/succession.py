"""The verbs of a place in a forum that somebody's substitute may take over, with or without the wishes."""

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from forums.dialogue import queries, rules
from forums.dialogue.models import AssignmentRun, Forum, Preference, Seat
from forums.dialogue.rules import Seated
from forums.dialogue.service.turns import serve
from registration.participants.models import Participant


class SeatStep(enum.StrEnum):
    """What became of a seat when its person changed."""

    NONE = "none"  # there was none
    MOVED = "moved"
    LOST = "lost"  # the rules of the forum would no longer hold


@dataclass(frozen=True)
class SeatPassed:
    """What became of the seats, of all slots together, and in which forum the first was."""

    step: SeatStep
    forum: Forum | None = None


def pass_seat(session: Session, before: Participant, after: Participant, *, now: datetime) -> SeatPassed:
    """Give the seats of *before* to *after* if quotas of sectors and the cap on organisations still hold; else they become free.

    Nobody's pin goes along: it was an organiser's word about somebody else.
    """
    congress_queries.raise_revision(
        session, before.congress_id, now=now
    )  # its lock makes this and a publication follow each other
    seats = queries.seats_of(session, before.id)
    if not seats:
        return SeatPassed(SeatStep.NONE)
    congress = congress_queries.by_id(session, before.congress_id)
    session.refresh(congress)
    lost = False
    for seat in seats:
        mine = Seat.participant_id == before.id, Seat.slot == seat.slot
        if _fits(session, seat, before, after):
            moved = {"participant_id": after.id, "reason": {}, "assigned_at": now, "revision": congress.revision}
            session.execute(update(Seat).where(*mine).values(moved))
        else:
            session.execute(delete(Seat).where(*mine))
            lost = True
    if lost:
        serve(session, before.congress_id, now=now)
    return SeatPassed(SeatStep.LOST if lost else SeatStep.MOVED, seats[0].forum)


def pass_preferences(session: Session, before: Participant, after: Participant) -> None:
    """Let *after*, who has none yet, have the wishes of *before*."""
    session.execute(
        update(Preference).where(Preference.participant_id == before.id).values(participant_id=after.id),
        execution_options={"synchronize_session": False},
    )


def _fits(session: Session, seat: Seat, before: Participant, after: Participant) -> bool:
    run = session.get(AssignmentRun, seat.run_id) if seat.run_id else None
    others = [
        Seated(person.sector, person.organisation_key)
        for person in queries.participants_of_forum(session, seat.forum_id)
        if person.id not in {before.id, after.id}
    ]
    return rules.can_follow(
        Seated(before.sector, before.organisation_key),
        Seated(after.sector, after.organisation_key),
        others=others,
        quotas=seat.forum.quotas,
        org_max=run.settings["org_max"] if run else None,
    )
