"""The problem: who takes part, which tables there are, and what counts. Read, written and fingerprinted as JSON."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from forums.assignment.reading import Value
from forums.rotation.verification import verify

MOST_PEOPLE, MOST_TABLES, MOST_ROUNDS, MOST_WEIGHT = 5000, 500, 50, 1000

# One round: the table of everybody, in the order of the participants; None for who is not there.
Round = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody at the tables; ``prefs`` are the tables wished for, ``host_of`` the table where they stay in every round.

    Who is ``is_absent`` sits nowhere in the rounds still to come.
    """

    id: str
    prefs: tuple[str, ...] = ()
    sector: str | None = None
    org: str | None = None
    host_of: str | None = None
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; without ``seats`` it takes as many as the even sizes ask for."""

    id: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What one repeated meeting, one wish not met, and one pair of a kind at one table count against each other.

    ``sectors`` and ``organisations`` come on top of ``mix`` for two of one sector, and of one organisation.
    """

    repeats: int = 1
    preferences: int = 0
    mix: int = 0
    sectors: int = 0
    organisations: int = 0

    @property
    def of_sectors(self) -> int:
        return self.mix + self.sectors

    @property
    def of_organisations(self) -> int:
        return self.mix + self.organisations


@dataclass(frozen=True, slots=True)
class Problem:
    """People, tables, rounds and rules.

    ``held`` are the rounds that are over. ``planned``, where given, is what the others were to be: then as few people as
    possible are given another route, and what counts otherwise comes after. With ``slack`` tables may be so much smaller and
    larger than even ones: hosts who stay can make even sizes impossible.
    Built by hand rather than by ``parse_problem``, it goes through ``verify`` first.
    """

    participants: tuple[Participant, ...]
    tables: tuple[Table, ...]
    rounds: int
    topic_once: bool = True
    apart: tuple[tuple[str, str], ...] = ()
    weights: Weights = field(default_factory=Weights)
    held: tuple[Round, ...] = ()
    planned: tuple[Round, ...] | None = None
    slack: int = 0


def fingerprint(problem: Problem) -> str:
    """Return a SHA-256 that changes when the problem does."""
    text = json.dumps(problem_as_json(problem), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def problem_as_json(problem: Problem) -> dict[str, object]:
    """Return the problem in the file format; ``parse_problem`` reads it back equal."""
    document: dict[str, object] = {
        "participants": [dict(_members_of(participant)) for participant in problem.participants],
        "tables": [
            {"id": table.id} | ({} if table.seats is None else {"seats": table.seats}) for table in problem.tables
        ],
        "rounds": problem.rounds,
        "topic_once": problem.topic_once,
        "apart": [list(pair) for pair in problem.apart],
        "weights": {
            "repeats": problem.weights.repeats,
            "preferences": problem.weights.preferences,
            "mix": problem.weights.mix,
        }
        | {name: weight for name in ("sectors", "organisations") if (weight := getattr(problem.weights, name))},
    }
    if problem.slack:
        document["slack"] = problem.slack
    if problem.held:
        document["held"] = [list(one) for one in problem.held]
    if problem.planned is not None:
        document["planned"] = [list(one) for one in problem.planned]
    return document


def _members_of(participant: Participant) -> Iterator[tuple[str, object]]:
    yield "id", participant.id
    for name in ("prefs", "sector", "org", "host_of"):
        if value := getattr(participant, name):
            yield name, list(value) if name == "prefs" else value
    if participant.is_absent:
        yield "absent", True


def parse_problem(data: object) -> Problem:
    """Read a decoded JSON document. Raises ``BadProblem`` naming path, fault and remedy."""
    value = Value(data)
    problem = _read_short(value) if "n" in value.members() else _read_whole(value)
    verify(problem)
    return problem


def _read_short(value: Value) -> Problem:
    """Read ``{"n": people, "tables": number, "rounds": number}``."""
    members = value.fields(required=("n", "tables", "rounds"), optional=("topic_once",))
    people = members["n"].whole_number(most=MOST_PEOPLE)
    return Problem(
        tuple(Participant(f"p{number}") for number in range(people)),
        tuple(Table(f"t{number}") for number in range(members["tables"].whole_number(least=1, most=MOST_TABLES))),
        members["rounds"].whole_number(least=1, most=MOST_ROUNDS),
        topic_once=members["topic_once"].truth() if "topic_once" in members else True,
    )


def _read_whole(value: Value) -> Problem:
    members = value.fields(
        required=("participants", "tables", "rounds"),
        optional=("topic_once", "apart", "weights", "held", "planned", "slack"),
    )
    return Problem(
        tuple(_read_participant(item) for item in members["participants"].at_most(MOST_PEOPLE)),
        tuple(_read_table(item) for item in members["tables"].at_most(MOST_TABLES)),
        members["rounds"].whole_number(least=1, most=MOST_ROUNDS),
        topic_once=members["topic_once"].truth() if "topic_once" in members else True,
        apart=tuple(_read_pair(item) for item in members["apart"].items()) if "apart" in members else (),
        weights=_read_weights(members["weights"]) if "weights" in members else Weights(),
        held=_read_rounds(members["held"]) if "held" in members else (),
        planned=_read_rounds(members["planned"]) if "planned" in members else None,
        slack=members["slack"].whole_number(most=MOST_PEOPLE) if "slack" in members else 0,
    )


def _read_participant(value: Value) -> Participant:
    members = value.fields(required=("id",), optional=("prefs", "sector", "org", "host_of", "absent"))
    return Participant(
        members["id"].text(),
        members["prefs"].texts() if "prefs" in members else (),
        _text(members.get("sector")),
        _text(members.get("org")),
        _text(members.get("host_of")),
        members["absent"].truth() if "absent" in members else False,
    )


def _text(value: Value | None) -> str | None:
    return None if value is None or value.content is None else value.text()


def _read_table(value: Value) -> Table:
    members = value.fields(required=("id",), optional=("seats",))
    seats = members.get("seats")
    unlimited = seats is None or seats.content is None
    return Table(members["id"].text(), None if unlimited else members["seats"].whole_number(least=1))


def _read_pair(value: Value) -> tuple[str, str]:
    pair = value.texts()
    if len(pair) != 2:  # noqa: PLR2004 - a pair has two
        value.refuse(f"names {len(pair)} people", "name two people")
    return pair[0], pair[1]


def _read_weights(value: Value) -> Weights:
    members = value.fields(optional=("repeats", "preferences", "mix", "sectors", "organisations"))
    return Weights(**{name: weight.whole_number(most=MOST_WEIGHT) for name, weight in members.items()})


def _read_rounds(value: Value) -> tuple[Round, ...]:
    return tuple(tuple(_text(place) for place in one.items()) for one in value.items())
