"""From rows to the problem that the solver reads, and back. Public ids only: no name leaves the database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from forums.rotation.problem import Participant, Problem, Table, Weights
from forums.tables import queries
from forums.tables.models import TablePlan


def problem_of(session: Session, plan: TablePlan) -> Problem:
    """Gather who rotates over which tables. A repair keeps the published rounds before its first, and changes few routes."""
    congress_id, settings = plan.congress_id, plan.settings
    tables = queries.tables(session, congress_id)
    rounds = queries.rounds(session, congress_id)
    setting = queries.setting(session, congress_id)
    published = queries.published(session, congress_id)
    seated = queries.stops(session, published.id) if published else {}
    coming = queries.people(session, congress_id, setting.audience if setting else {})
    gone = (
        {p for one in seated.values() for p in one}.difference(row.id for row in coming) if _is_repair(plan) else set()
    )
    wishes, absent = queries.wishes(session, congress_id), queries.absent(session, congress_id)
    host_of = {person: table.public_id for table in tables for person in (table.cohost_id, table.host_id) if person}
    names = {table.id: table.public_id for table in tables}
    people = [
        Participant(
            row.public_id,
            prefs=tuple(table.public_id for table in tables if table.id in wishes.get(row.id, ())),
            sector=row.sector or None,
            org=row.organisation_key or None,
            host_of=host_of.get(row.id),
            is_absent=row.id in absent,
        )
        for row in coming
    ]
    left = queries.names(session, gone)
    people += [Participant(left[person][1], is_absent=True) for person in sorted(left)]
    order = [*(row.id for row in coming), *sorted(left)]
    past = tuple(tuple(names.get(seated.get(one.id, {}).get(person, 0)) for person in order) for one in rounds)
    first = settings["from_round"] - 1
    index = {row.id: row.public_id for row in coming}
    return Problem(
        tuple(people),
        tuple(Table(table.public_id, table.seats) for table in tables),
        len(rounds),
        topic_once=setting.topic_once if setting else True,
        apart=tuple(
            (index[pair.first_id], index[pair.second_id])
            for pair in queries.pairs(session, congress_id)
            if pair.first_id in index and pair.second_id in index
        ),
        weights=weights_of(settings),
        held=past[:first] if _is_repair(plan) else (),
        planned=past[first:] if _is_repair(plan) else None,
    )


def weights_of(settings: Mapping[str, Any]) -> Weights:  # Any: JSON
    """Read the sliders; plans of older versions have one for both mixes."""
    return Weights(
        settings["repeats"],
        settings["preferences"],
        settings.get("mix", 0),
        sectors=settings.get("mix_sectors", 0),
        organisations=settings.get("mix_organisations", 0),
    )


def _is_repair(plan: TablePlan) -> bool:
    return bool(plan.settings.get("is_repair"))


def figures(problem: Problem, solution: Any) -> dict[str, Any]:  # Any: JSON
    """Tell what a solution is worth, in numbers that an organiser compares."""
    possible = sum(min(len(one.prefs), problem.rounds) for one in problem.participants if one.host_of is None)
    return {
        "status": solution.status,
        "repeats": solution.repeats,
        "bound": solution.bound,
        "wishes": possible,
        "met": possible - solution.unmet,
        "kin": solution.kin,
        "kin_sectors": _pairs_at_tables(solution, [one.sector for one in problem.participants]),
        "kin_organisations": _pairs_at_tables(solution, [one.org for one in problem.participants]),
        "moves": solution.moves,
        "moves_bound": solution.moves_bound,
        "seconds": round(solution.seconds, 1),
        "people": sum(not one.is_absent for one in problem.participants),
    }


def _pairs_at_tables(solution: Any, kinds: Sequence[str | None]) -> int:  # Any: as above
    """Count how often two of a kind sit at one table."""
    counts = Counter(
        (number, table, kind)
        for number, one in enumerate(solution.rounds)
        for table, kind in zip(one, kinds, strict=True)
        if table is not None and kind is not None
    )
    return sum(people * (people - 1) // 2 for people in counts.values())
