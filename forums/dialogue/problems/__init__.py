"""From rows to the problem that the solver reads. Public ids only: no name leaves the database."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.assignment.problem import SLOT, Forum, Participant, Problem, fingerprint
from forums.dialogue import models
from forums.dialogue import queries as dialogue
from forums.dialogue.layout import CLOSED, Layout, layout_of, seats_of, span_of
from forums.dialogue.openness import Guest, Openness, eligible, openness_of
from forums.dialogue.presence import is_there, slots_missed
from forums.dialogue.problems import queries as inputs_of
from forums.dialogue.problems.mixing import mixed
from forums.dialogue.problems.queries import Person
from forums.dialogue.settings import Settings, Span, settings_of

__all__ = ["CLOSED", "problem_of", "seats_of", "what_if"]
WishesOf = Mapping[int, tuple[str, ...]]  # by slot
NO_WISHES: WishesOf = {}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What stands in the database when an assignment is asked for; mappings are by id of the participant, or by that and the slot."""

    people: Sequence[Person]
    wishes: Mapping[int, WishesOf]
    pins: Mapping[tuple[int, int], str]
    seats: Mapping[tuple[int, int], str]
    pairs: Sequence[tuple[str, str, bool]]
    forums: Sequence[models.Forum]
    zone: str


def problem_of(session: Session, congress: Congress, settings: Settings, *, run_id: int | None = None) -> Problem:
    """Gather who is to be seated where. Whoever wished for nothing may be put anywhere; pins are fixed, seats are previous.

    With *run_id*, people of that run's draft who cancelled since are counted in, to compare the problem with the run's.
    """
    run_ids = () if run_id is None else (run_id,)
    now = inputs(session, congress, run_ids=run_ids)
    return problem_from(now, settings, also=[person.id for person in now.people if not person.is_to_seat])


def is_stale(session: Session, congress: Congress, run: models.AssignmentRun) -> bool:
    """Tell whether wishes, people, forums or pins have changed since *run* was calculated; cancellations do not count."""
    return run.id in stale_among(session, congress, [run])


def stale_among(session: Session, congress: Congress, runs: Sequence[models.AssignmentRun]) -> set[int]:
    """Name those of *runs* (by id) whose inputs have changed; everything is read once, and alike runs are compared once."""
    if not runs:
        return set()
    run_ids = [run.id for run in runs]
    now, gone = inputs(session, congress, run_ids=run_ids), inputs_of.gone_by_run(session, run_ids)
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
    forums = dialogue.forums(session, run.congress_id)
    layout = layout_of(forums, settings_of(run.settings))
    places = {
        forum.id: (str(layout.slots.index(forum.slot)), layout.topic[forum.public_id])
        for forum in forums
        if forum.slot in layout.slots
    }
    people = {number: public_id for public_id, number in dialogue.person_ids(session, run.congress_id).items()}
    kept = ("status", "objective", "bound", "certificate", "seconds")
    assignment: dict[str, dict[str, str]] = {}
    for seat in dialogue.draft_seats(session, run.id):
        mine = assignment.setdefault(people[seat.participant_id], {})
        mine.update([places[seat.forum_id]] if seat.forum_id in places else ())
    return {key: run.result[key] for key in kept if key in run.result} | {"seed": run.seed, "assignment": assignment}


def inputs(session: Session, congress: Congress, *, run_ids: Collection[int] = ()) -> Inputs:
    """Read what an assignment starts from; with *run_ids* also who is in these drafts and cancelled since."""
    congress_id, wishes = congress.id, dict[int, dict[int, tuple[str, ...]]]()
    for (person, slot), rows in groupby(inputs_of.wishes(session, congress_id), key=lambda row: row[:2]):
        wishes.setdefault(person, {})[slot] = tuple(row[2] for row in rows)
    return Inputs(
        people=inputs_of.people_to_seat(session, congress_id, run_ids=run_ids),
        wishes=wishes,
        pins=inputs_of.pins(session, congress_id),
        seats=inputs_of.published_forums(session, congress_id),
        pairs=[(first, second, together) for first, second, together in inputs_of.pairs(session, congress_id)],
        forums=dialogue.forums(session, congress_id),
        zone=congress.zone,
    )


def problem_from(now: Inputs, settings: Settings, *, also: Collection[int] = ()) -> Problem:
    """Put the problem together: everybody who is to be seated and those *also* (by id), and the rules that *settings* keep.

    Whoever comes only on days without a forum is left out.
    """
    layout = layout_of(now.forums, settings)
    kept = _Kept(now, settings, layout)
    people = [
        person for person in now.people if (person.is_to_seat or person.id in also) and kept.is_there_at_all(person)
    ]
    known = {person.public_id for person in people}
    problem = Problem(
        participants=tuple(map(kept.participant, people)),
        forums=tuple(_forums(now.forums, settings, layout)),
        org_max=settings.org_max,
        objective=settings.objective,
        soft=settings.soft,
        slots=len(layout.slots),
        together=kept.pairs(known, are_together=True),
        apart=kept.pairs(known, are_together=False),
    )
    return mixed(problem, settings)


class _Kept:
    """The rules about people that an assignment keeps to."""

    def __init__(self, now: Inputs, settings: Settings, layout: Layout) -> None:
        self.now, self.settings, self.layout = now, settings, layout
        self.held = [forum for forum in now.forums if span_of(forum, settings) != CLOSED]
        self.offered = {forum.public_id for forum in self.held}
        self.missed: dict[str, set[int]] = {}  # slots by the days on which somebody comes
        self.unmet: dict[str, set[str]] = {}  # forums, likewise
        self.openness = {
            forum.public_id: Openness() if "openness" in settings.without else openness_of(forum.open_to)
            for forum in now.forums
            if layout.topic[forum.public_id] == forum.public_id
        }
        self.has_levels = "level_quota" not in settings.without and any(forum.level_quotas for forum in now.forums)

    def participant(self, person: Person) -> Participant:
        away = self.away(person)
        by_slot, fixed = self.wishes(person, away), self.fixed(person, away)
        wishes = [wish for names in by_slot.values() for wish in names]
        guest = Guest(person.category, person.language, person.has_needs)
        return Participant(
            id=person.public_id,
            prefs=by_slot.get(SLOT, ()) if self.layout.is_single else (),
            prefs_by_slot={} if self.layout.is_single else by_slot,
            sector=person.sector or None,
            org=person.organisation_key or None,
            eligible=self.reached(person, eligible(self.openness, guest, wishes=wishes, pinned=fixed.values()), fixed),
            fixed=fixed,
            previous={
                slot: forum for slot, forum in self.places(self.now.seats, person.id).items() if slot not in away
            },
            absent=tuple(sorted(away)),
            level=(person.level or None) if self.has_levels else None,
        )

    def away(self, person: Person) -> set[int]:
        """Name the solver's slots in which no forum meets on somebody's days; where they are pinned, they are there all the same."""
        if not person.days:
            return set()
        if person.days not in self.missed:
            self.missed[person.days] = slots_missed(self.held, person.days.split(","), zone=self.now.zone)
        missed = self.missed[person.days]
        pinned = {slot for slot in self.layout.slots if (person.id, slot) in self.now.pins}
        return {index for index, slot in enumerate(self.layout.slots) if slot in missed - pinned}

    def is_there_at_all(self, person: Person) -> bool:
        return not person.days or len(self.away(person)) < len(self.layout.slots)

    def reached(
        self, person: Person, eligible: tuple[str, ...] | None, fixed: Mapping[int, str]
    ) -> tuple[str, ...] | None:
        """Leave out of *eligible* what meets on none of somebody's days, though another forum of its slot does."""
        if not person.days:
            return eligible
        days = person.days.split(",")
        met = {self.layout.topic[one.public_id] for one in self.held if is_there(one, days, zone=self.now.zone)}
        if met.issuperset(self.layout.topic[one] for one in self.offered):
            return eligible
        known = self.openness if eligible is None else eligible
        return tuple(forum for forum in known if forum in met or forum in fixed.values())

    def wishes(self, person: Person, away: Collection[int]) -> dict[int, tuple[str, ...]]:
        """List somebody's wishes by the solver's slots and names; those that meet on none of their days do not count."""
        mine, topic = self.now.wishes.get(person.id, NO_WISHES), self.layout.topic
        if person.days:
            gone = self.without(person.days)
            mine = {slot: tuple(name for name in names if name not in gone) for slot, names in mine.items()}
        if self.layout.is_single:
            return {SLOT: mine.get(self.layout.slots[SLOT], ())}
        return {
            index: tuple(topic[name] for name in mine[slot])
            for index, slot in enumerate(self.layout.slots)
            if slot in mine and index not in away
        }

    def without(self, days: str) -> set[str]:
        """Name the forums that meet on none of *days*."""
        if days not in self.unmet:
            self.unmet[days] = {
                one.public_id for one in self.now.forums if not is_there(one, days.split(","), zone=self.now.zone)
            }
        return self.unmet[days]

    def is_released(self, public_id: str, topic: str, index: int) -> bool:
        return (public_id, self.layout.named(topic, index)) in self.settings.released

    def fixed(self, person: Person, away: Collection[int]) -> dict[int, str]:
        """Say where somebody has to sit: where they are pinned, else, if seats are kept, where they sit as published.

        Nobody is kept twice in one topic; the pin, or else the earlier slot, counts.
        """
        pins = {} if "pins" in self.settings.without else self.places(self.now.pins, person.id, only=self.offered)
        seats = self.places(self.now.seats, person.id, only=self.offered) if self.settings.keeps_seats else {}
        kept = {index: forum for index, forum in seats.items() if index not in away}
        for held in (pins, kept) if self.settings.released else ():
            for index in [i for i, topic in held.items() if self.is_released(person.public_id, topic, i)]:
                del held[index]
        if self.layout.is_single:
            return pins or kept
        fixed: dict[int, str] = {}
        for index, forum in (*pins.items(), *kept.items()):
            if index not in fixed and forum not in fixed.values():
                fixed[index] = forum
        return fixed

    def places(
        self, given: Mapping[tuple[int, int], str], participant_id: int, *, only: Collection[str] | None = None
    ) -> dict[int, str]:
        """Say where somebody is put, by the solver's slots and names; *only* in some of the forums, if told."""
        found = ((index, given.get((participant_id, slot))) for index, slot in enumerate(self.layout.slots))
        return {
            index: self.layout.topic[forum]
            for index, forum in found
            if forum is not None and (only is None or forum in only)
        }

    def is_unpaired(self, first: str, second: str) -> bool:
        return bool({(first, second), (second, first)} & {*self.settings.unpaired})

    def pairs(self, known: set[str], *, are_together: bool) -> tuple[tuple[str, str], ...]:
        if ("together" if are_together else "apart") in self.settings.without:
            return ()
        return tuple(
            (first, second)
            for first, second, is_together in self.now.pairs
            if is_together is are_together
            and first in known
            and second in known
            and not self.is_unpaired(first, second)
        )


def _forums(forums: Sequence[models.Forum], settings: Settings, layout: Layout) -> Iterator[Forum]:
    """Name the solver's forums. Quotas are those of the forum that the others of its topic repeat.

    A cancelled forum stays known, so that wishes for it keep their rank, but offers no place.
    """
    capacity: dict[str, dict[int, Span]] = {topic: {} for topic in layout.topic.values()}
    for forum in forums:
        if (span := span_of(forum, settings)) != CLOSED:
            capacity[layout.topic[forum.public_id]][layout.slots.index(forum.slot)] = span
    for forum in forums:
        if layout.topic[forum.public_id] == forum.public_id:
            yield Forum(
                id=forum.public_id,
                capacity=capacity[forum.public_id],
                sector_quota=_quotas(forum, "sector", settings),
                level_quota=_quotas(forum, "level", settings),
            )


def _quotas(forum: models.Forum, sort: str, settings: Settings) -> dict[str, Span]:
    if f"{sort}_quota" in settings.without:
        return {}
    kept = forum.quotas if sort == "sector" else forum.level_quotas
    return _spans(kept) | dict(settings.quotas.get(forum.public_id, {}).get(sort, {}))


def count_people(session: Session, congress: Congress) -> tuple[int, dict[int, int]]:
    """Count who is to be seated in some slot, and by slot who of them is not there on its day; ``0`` stands for no slot at all."""
    held = [forum for forum in dialogue.forums(session, congress.id) if seats_of(forum) != CLOSED]
    slots, missing = {forum.slot for forum in held}, Counter[int]()
    for days, people in inputs_of.days_of_people(session, congress.id) if held else ():
        missed = slots_missed(held, days.split(","), zone=congress.zone)
        for slot in {0} if missed == slots else missed:
            missing[slot] += people
    return inputs_of.count_to_seat(session, congress.id) - missing[0], dict(sorted(missing.items()))


def what_if(settings: Settings, forums: Sequence[models.Forum]) -> Mapping[str, Span]:
    """Name the forums that *settings* give other seats than they have by now, by public id, with these seats."""
    now = {forum.public_id: seats_of(forum) for forum in forums}
    return {forum: span for forum, span in settings.seats.items() if forum in now and now[forum] != span}


def _spans(quotas: Mapping[str, Sequence[int]]) -> dict[str, Span]:
    return {name: (fewest, most) for name, (fewest, most) in quotas.items()}
