"""Selects on which several rooms meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, ApiKey
from app.congress.models import Room
from app.jobs.models import Job
from app.mail.outbox import MAIL_JOB
from app.programme.models import ProgrammeSession
from badges.checkin.models import Presence
from forums.dialogue.models import Forum, Preference, Seat
from registration.participants.models import Participant
from registration.participants.rules import LIVING


def meeting_in(session: Session, room: Room) -> list[dict[str, str]]:
    """List the titles, by language, of the sessions and forums that need a room, cancelled ones too."""
    sessions = select(ProgrammeSession.title).where(ProgrammeSession.room_id == room.id)
    forums = select(Forum.title).where(Forum.room_id == room.id)
    return [
        *session.scalars(sessions.order_by(ProgrammeSession.starts_at, ProgrammeSession.id)),
        *session.scalars(forums.order_by(Forum.number)),
    ]


@dataclass(frozen=True)
class ForumFacts:
    """Of some participants, by id: the number of the forum they sit in (of each slot), and those they wish for, dearest first."""

    seat: Mapping[int, str]
    wishes: Mapping[int, Sequence[str]]


def forum_facts(session: Session, participant_ids: Sequence[int]) -> ForumFacts:
    """Look up forums and wishes of a piece of a list, in two statements."""
    seats = select(Seat.participant_id, Forum.number).join(Forum, Forum.id == Seat.forum_id)
    seat: dict[int, str] = {}
    for person, number in session.execute(
        seats.where(Seat.participant_id.in_(participant_ids)).order_by(Seat.slot.desc())
    ):
        seat[person] = f"{number}, {seat[person]}" if person in seat else str(number)
    wished = select(Preference.participant_id, Forum.number).join(Forum, Forum.id == Preference.forum_id)
    wishes: dict[int, list[str]] = {}
    for person, number in session.execute(
        wished.where(Preference.participant_id.in_(participant_ids)).order_by(Preference.slot, Preference.rank)
    ):
        wishes.setdefault(person, []).append(str(number))
    return ForumFacts(seat, wishes)


def presence(session: Session, participant_id: int) -> Presence | None:
    """Tell when and where somebody came in."""
    return session.scalar(select(Presence).where(Presence.participant_id == participant_id))


def mails(session: Session, participant_id: int) -> Sequence[Job]:
    """List the mails to somebody with what became of them, newest first."""
    query = select(Job).where(Job.participant_id == participant_id, Job.kind == MAIL_JOB).order_by(Job.id.desc())
    return session.scalars(query.limit(50)).all()


def arrivals_by_day(session: Session, congress_id: int) -> Mapping[date, int]:
    """Count who came in for the first time, by the day in UTC."""
    day = func.date(Presence.at)
    rows = session.execute(
        select(day, func.count()).where(Presence.congress_id == congress_id).group_by(day).order_by(day)
    )
    return {date.fromisoformat(str(value)): number for value, number in rows}


def registrations_by_day(session: Session, congress_id: int) -> Mapping[date, int]:
    """Count registrations by the day in UTC, whatever became of them."""
    day = func.date(Participant.registered_at)
    rows = session.execute(
        select(day, func.count()).where(Participant.congress_id == congress_id).group_by(day).order_by(day)
    )
    return {date.fromisoformat(str(value)): number for value, number in rows}


def sent_and_confirmed(session: Session, congress_id: int) -> tuple[int, int]:
    """Count all who ever registered, and those of them who ever confirmed."""
    query = select(func.count(), func.count(Participant.confirmed_at)).where(Participant.congress_id == congress_id)
    sent, confirmed = session.execute(query).one()
    return int(sent), int(confirmed)


def largest_organisations(session: Session, congress_id: int, *, most: int = 15) -> Sequence[tuple[str, int]]:
    """Count the living by organisation, the largest first; each by one of its spellings."""
    living = Participant.status.in_(LIVING)
    counted = func.count().label("number")
    query = select(func.max(Participant.organisation), counted).where(Participant.congress_id == congress_id, living)
    ordered = (
        query.where(Participant.organisation_key != "").group_by(Participant.organisation_key).order_by(counted.desc())
    )
    return [(str(name), int(number)) for name, number in session.execute(ordered.limit(most))]


@dataclass(frozen=True)
class Names:
    """Whom the journal names, by id."""

    accounts: Mapping[int, str]
    keys: Mapping[int, str]
    people: Mapping[int, Participant]


def names(session: Session, *, accounts: Sequence[int], keys: Sequence[int], people: Sequence[int]) -> Names:
    """Look up people and keys for a piece of the journal."""
    found = session.scalars(select(Account).where(Account.id.in_(accounts)))
    machines = session.scalars(select(ApiKey).where(ApiKey.id.in_(keys)))
    guests = session.scalars(select(Participant).where(Participant.id.in_(people)))
    return Names(
        {account.id: account.name or account.email for account in found},
        {key.id: key.label for key in machines},
        {guest.id: guest for guest in guests},
    )
