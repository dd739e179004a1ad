"""From rows to the problem that the solver reads. Public ids only: no name leaves the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.assignment.problem import SLOT, Forum, Participant, Problem, fingerprint
from forums.dialogue import models
from forums.dialogue import queries as dialogue
from forums.dialogue.openness import Guest, Openness, eligible, openness_of
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.problems.queries import Person
from forums.dialogue.settings import Settings, Span, settings_of

CLOSED: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What stands in the database when an assignment is asked for; mappings are by id of the participant."""

    people: Sequence[Person]
    wishes: Mapping[int, tuple[str, ...]]
    pins: Mapping[int, str]
    seats: Mapping[int, str]
    pairs: Sequence[tuple[str, str, bool]]
    forums: Sequence[models.Forum]


def problem_of(session: Session, congress: Congress, settings: Settings, *, run_id: int | None = None) -> Problem:
    """Gather who is to be seated where. Whoever wished for nothing may be put anywhere; pins are fixed, seats are previous.

    With *run_id*, people of that run's draft who cancelled since are counted in, to compare the problem with the run's.
    """
    run_ids = () if run_id is None else (run_id,)
    now = inputs(session, congress.id, run_ids=run_ids)
    return problem_from(now, settings, also=[person.id for person in now.people if not person.is_to_seat])


def is_stale(session: Session, congress: Congress, run: models.AssignmentRun) -> bool:
    """Tell whether wishes, people, forums or pins have changed since *run* was calculated; cancellations do not count."""
    return run.id in stale_among(session, congress, [run])


def stale_among(session: Session, congress: Congress, runs: Sequence[models.AssignmentRun]) -> set[int]:
    """Name those of *runs* (by id) whose inputs have changed; everything is read once, and alike runs are compared once."""
    if not runs:
        return set()
    run_ids = [run.id for run in runs]
    now, gone = inputs(session, congress.id, run_ids=run_ids), inputs_of.gone_by_run(session, run_ids)
    prints: dict[tuple[str, frozenset[int]], str] = {}
    stale = set()
    for run in runs:
        settings = settings_of(run.settings)
        key = (repr(settings), gone[run.id])
        if key not in prints:
            prints[key] = fingerprint(problem_from(now, settings, also=gone[run.id]))
        if prints[key] != run.fingerprint:
            stale.add(run.id)
    return stale


def solution_of(session: Session, run: models.AssignmentRun) -> dict[str, Any]:  # Any: JSON
    """Put a draft back into the format of solutions, so that it can be checked by ``reihum check forums``."""
    names = {forum.id: forum.public_id for forum in dialogue.forums(session, run.congress_id)}
    people = {number: public_id for public_id, number in dialogue.person_ids(session, run.congress_id).items()}
    kept = ("status", "objective", "bound", "certificate", "seconds")
    return {key: run.result[key] for key in kept if key in run.result} | {
        "seed": run.seed,
        "assignment": {
            people[seat.participant_id]: {str(SLOT): names[seat.forum_id]} if seat.forum_id in names else {}
            for seat in dialogue.draft_seats(session, run.id)
        },
    }


def inputs(session: Session, congress_id: int, *, run_ids: Collection[int] = ()) -> Inputs:
    """Read what an assignment starts from; with *run_ids* also who is in these drafts and cancelled since."""
    wished = groupby(inputs_of.wishes(session, congress_id), key=lambda row: row[0])
    return Inputs(
        people=inputs_of.people_to_seat(session, congress_id, run_ids=run_ids),
        wishes={person: tuple(row[1] for row in rows) for person, rows in wished},
        pins=inputs_of.pins(session, congress_id),
        seats=inputs_of.published_forums(session, congress_id),
        pairs=[(first, second, together) for first, second, together in inputs_of.pairs(session, congress_id)],
        forums=dialogue.forums(session, congress_id),
    )


def problem_from(now: Inputs, settings: Settings, *, also: Collection[int] = ()) -> Problem:
    """Put the problem together: everybody who is to be seated and those *also* (by id), and the rules that *settings* keep."""
    people = [person for person in now.people if person.is_to_seat or person.id in also]
    forums = tuple(_forum(forum, settings) for forum in now.forums)
    kept = _Kept(now, settings, {forum.id for forum in forums if forum.capacity})
    known = {person.public_id for person in people}
    return Problem(
        participants=tuple(map(kept.participant, people)),
        forums=forums,
        org_max=settings.org_max,
        objective=settings.objective,
        soft=settings.soft,
        together=kept.pairs(known, are_together=True),
        apart=kept.pairs(known, are_together=False),
    )


class _Kept:
    """The rules about people that an assignment keeps to; *offered* are the forums that take place."""

    def __init__(self, now: Inputs, settings: Settings, offered: set[str]) -> None:
        self.now, self.settings, self.offered = now, settings, offered
        self.openness = {
            forum.public_id: Openness() if "openness" in settings.without else openness_of(forum.open_to)
            for forum in now.forums
        }
        self.has_levels = "level_quota" not in settings.without and any(forum.level_quotas for forum in now.forums)

    def participant(self, person: Person) -> Participant:
        wishes, fixed = self.now.wishes.get(person.id, ()), self.fixed(person.id)
        guest = Guest(person.category, person.language, person.has_needs)
        return Participant(
            id=person.public_id,
            prefs=wishes,
            sector=person.sector or None,
            org=person.organisation_key or None,
            eligible=eligible(self.openness, guest, wishes=wishes, pinned=fixed.values()),
            fixed=fixed,
            previous=_place(self.now.seats.get(person.id)),
            level=(person.level or None) if self.has_levels else None,
        )

    def fixed(self, participant_id: int) -> dict[int, str]:
        """Say where somebody has to sit: where they are pinned, else, if seats are kept, where they sit as published."""
        forum = None if "pins" in self.settings.without else self.now.pins.get(participant_id)
        if forum not in self.offered:
            forum = self.now.seats.get(participant_id) if self.settings.keeps_seats else None
        return _place(forum if forum in self.offered else None)

    def pairs(self, known: set[str], *, are_together: bool) -> tuple[tuple[str, str], ...]:
        if ("together" if are_together else "apart") in self.settings.without:
            return ()
        return tuple(
            (first, second)
            for first, second, is_together in self.now.pairs
            if is_together is are_together and first in known and second in known
        )


def _place(forum: str | None) -> dict[int, str]:
    return {} if forum is None else {SLOT: forum}


def _forum(forum: models.Forum, settings: Settings) -> Forum:
    """A cancelled forum stays known, so that wishes for it keep their rank, but offers no place."""
    span = settings.seats.get(forum.public_id, seats_of(forum))
    return Forum(
        id=forum.public_id,
        capacity={} if span == CLOSED else {SLOT: span},
        sector_quota={} if "sector_quota" in settings.without else _spans(forum.quotas),
        level_quota={} if "level_quota" in settings.without else _spans(forum.level_quotas),
    )


def seats_of(forum: models.Forum) -> Span:
    """Tell the bounds of a forum as the congress has them, CLOSED for one that is cancelled."""
    return CLOSED if forum.cancelled_at else (forum.minimum, forum.maximum)


def what_if(settings: Settings, forums: Sequence[models.Forum]) -> Mapping[str, Span]:
    """Name the forums that *settings* give other seats than they have by now, by public id, with these seats."""
    now = {forum.public_id: seats_of(forum) for forum in forums}
    return {forum: span for forum, span in settings.seats.items() if forum in now and now[forum] != span}


def _spans(quotas: Mapping[str, Sequence[int]]) -> dict[str, Span]:
    return {name: (fewest, most) for name, (fewest, most) in quotas.items()}
