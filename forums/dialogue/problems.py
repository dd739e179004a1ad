"""From rows to the problem that the solver reads. Public ids only: no name leaves the database."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.assignment.problem import SLOT, Forum, Participant, Problem, fingerprint
from forums.dialogue import models, queries
from forums.dialogue.settings import Settings, settings_of


def problem_of(session: Session, congress: Congress, settings: Settings, *, run_id: int | None = None) -> Problem:
    """Gather who is to be seated where. Whoever wished for nothing may be put anywhere; pins are fixed, seats are previous.

    With *run_id*, people of that run's draft who cancelled since are counted in, to compare the problem with the run's.
    """
    pinned = queries.pins(session, congress.id)
    seated = queries.published_forums(session, congress.id)
    wishes = {
        participant_id: tuple(row[1] for row in rows)
        for participant_id, rows in groupby(queries.wishes(session, congress.id), key=lambda row: row[0])
    }
    return Problem(
        participants=tuple(
            Participant(
                id=person.public_id,
                prefs=wishes.get(person.id, ()),
                sector=person.sector or None,
                org=person.organisation_key or None,
                fixed=_place(pinned, person.id),
                previous=_place(seated, person.id),
            )
            for person in queries.people_to_seat(session, congress.id, run_id=run_id)
        ),
        forums=tuple(_forum(forum) for forum in queries.forums(session, congress.id)),
        org_max=settings.org_max,
        objective=settings.objective,
        soft=settings.soft,
    )


def is_stale(session: Session, congress: Congress, run: models.AssignmentRun) -> bool:
    """Tell whether wishes, people, forums or pins have changed since *run* was calculated; cancellations do not count."""
    now = problem_of(session, congress, settings_of(run.settings), run_id=run.id)
    return fingerprint(now) != run.fingerprint


def solution_of(session: Session, run: models.AssignmentRun) -> dict[str, Any]:  # Any: JSON
    """Put a draft back into the format of solutions, so that it can be checked by ``reihum check forums``."""
    names = {forum.id: forum.public_id for forum in queries.forums(session, run.congress_id)}
    people = {number: public_id for public_id, number in queries.person_ids(session, run.congress_id).items()}
    kept = ("status", "objective", "bound", "certificate", "seconds")
    return {key: run.result[key] for key in kept if key in run.result} | {
        "seed": run.seed,
        "assignment": {
            people[seat.participant_id]: {str(SLOT): names[seat.forum_id]} if seat.forum_id in names else {}
            for seat in queries.draft_seats(session, run.id)
        },
    }


def _place(forum_by_participant: Mapping[int, str], participant_id: int) -> dict[int, str]:
    forum = forum_by_participant.get(participant_id)
    return {} if forum is None else {SLOT: forum}


def _forum(forum: models.Forum) -> Forum:
    """A cancelled forum stays known, so that wishes for it keep their rank, but offers no place."""
    return Forum(
        id=forum.public_id,
        capacity={} if forum.cancelled_at else {SLOT: (forum.minimum, forum.maximum)},
        sector_quota={sector: (fewest, most) for sector, (fewest, most) in forum.quotas.items()},
    )
