"""The problem in numbers: people, tables and rounds by index, for everything that calculates."""

from collections.abc import Sequence
from dataclasses import dataclass

from forums.rotation.problem import Problem, Round
from forums.rotation.sizes import sizes_within

# By round, then person: the table's number, or NOWHERE.
Plan = list[list[int]]
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Instance:
    """``spans[t]`` are fewest and most at table *t* in each round to come; ``host[p]`` and ``wishes[p]`` are tables.

    ``kin[p][q]``-like relations are kept as groups: ``sector[p]`` and ``org[p]``, None where unknown. The last of ``weights`` is
    the larger one of ``mixing``, which are those of pairs of a sector and of an organisation.
    """

    people: int
    tables: int
    rounds: int
    topic_once: bool
    spans: tuple[tuple[int, int], ...]
    host: tuple[int, ...]
    present: tuple[bool, ...]
    wishes: tuple[frozenset[int], ...]
    sector: tuple[str | None, ...]
    org: tuple[str | None, ...]
    apart: frozenset[tuple[int, int]]
    weights: tuple[int, int, int]
    held: tuple[tuple[int, ...], ...]
    planned: tuple[tuple[int, ...], ...] | None
    mixing: tuple[int, int]

    @property
    def kinds(self) -> tuple[tuple[tuple[str | None, ...], int], ...]:
        """Give each sort of kin with what a pair weighs."""
        return (self.sector, self.mixing[0]), (self.org, self.mixing[1])

    @property
    def to_come(self) -> range:
        return range(len(self.held), self.rounds)

    @property
    def guests(self) -> list[int]:
        """People who are there and move from table to table."""
        return [p for p in range(self.people) if self.present[p] and self.host[p] == NOWHERE]

    def wishes_possible(self, person: int) -> int:
        """Count the wishes of *person* that can be met at all; those of hosts, who stay, do not count."""
        return 0 if self.host[person] != NOWHERE else min(len(self.wishes[person]), self.rounds)


def instance_of(problem: Problem) -> Instance | None:
    """Number everything; None where the seats do not suffice for those who are there."""
    people, tables = problem.participants, [table.id for table in problem.tables]
    mixing = problem.weights.of_sectors, problem.weights.of_organisations
    number = {name: index for index, name in enumerate(tables)}
    index = {one.id: place for place, one in enumerate(people)}
    spans = sizes_within(
        sum(not one.is_absent for one in people), [table.seats for table in problem.tables], problem.slack
    )
    if spans is None:
        return None
    return Instance(
        people=len(people),
        tables=len(tables),
        rounds=problem.rounds,
        topic_once=problem.topic_once,
        spans=tuple(spans),
        host=tuple(NOWHERE if one.host_of is None else number[one.host_of] for one in people),
        present=tuple(not one.is_absent for one in people),
        wishes=tuple(frozenset(number[name] for name in one.prefs) for one in people),
        sector=tuple(one.sector for one in people),
        org=tuple(one.org for one in people),
        apart=frozenset((min(pair), max(pair)) for pair in ((index[a], index[b]) for a, b in problem.apart)),
        weights=(problem.weights.repeats, problem.weights.preferences, max(mixing)),
        held=_numbers(problem.held, number),
        planned=None if problem.planned is None else _numbers(problem.planned, number),
        mixing=mixing,
    )


def numbered(problem: Problem, rounds: Sequence[Round]) -> Plan:
    """Give rounds that name tables as a plan of numbers."""
    number = {table.id: index for index, table in enumerate(problem.tables)}
    return [list(one) for one in _numbers(tuple(rounds), number)]


def _numbers(rounds: tuple[tuple[str | None, ...], ...], number: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(NOWHERE if name is None else number[name] for name in one) for one in rounds)
