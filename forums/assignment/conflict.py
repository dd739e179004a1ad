"""Why nothing is possible: the rules that cannot hold together, none of which could be spared."""

from collections.abc import Callable
from typing import TypeVar

from forums.assignment.deadline import Deadline
from forums.assignment.demands import Demands, Item
from forums.assignment.network import Network
from forums.assignment.solution import Certificate, Conflict, Rule
from forums.assignment.wording import describe

Ruling = TypeVar("Ruling")


def conflict_of(network: Network, deadline: Deadline) -> tuple[Conflict, Certificate | None]:
    """Find rules of *network* that cannot hold together and of which none can be spared, and prices that prove it.

    Wishes play no part, so people who are alike count as one with a number. If the time ends, the rules still exclude
    each other, but some might be spared.
    """
    demands = Demands(network)

    def is_conflict(items: list[Item]) -> bool:
        return not deadline.is_over and demands.missing(items) > 0

    items = needed_for_conflict([], demands.items(), is_conflict, is_new=False)
    rules = tuple(sorted((demands.rule(item) for item in items), key=by_kind_and_name))
    missing = demands.missing(items)
    return Conflict(rules, missing, describe(rules, missing)), demands.certificate(items)


def by_kind_and_name(rule: Rule) -> tuple[str, ...]:
    names = (rule.forum, rule.sector, rule.level, rule.org, rule.participant, rule.other)
    return (rule.kind, *(name or "" for name in names), str(rule.slot))


def needed_for_conflict(
    given: list[Ruling], items: list[Ruling], is_conflict: Callable[[list[Ruling]], bool], *, is_new: bool
) -> list[Ruling]:
    """Return those of *items* without which, beside *given*, there is no conflict; no proper part of them has one.

    QuickXplain (Ulrich Junker, 2004): k rules out of n take about 2 k log(n / k) tests. *is_new* says that *given* has
    grown since the last test.
    """
    if is_new and is_conflict(given):
        return []
    if len(items) <= 1:
        return items
    first, second = items[: len(items) // 2], items[len(items) // 2 :]
    of_second = needed_for_conflict(given + first, second, is_conflict, is_new=True)
    of_first = needed_for_conflict(given + of_second, first, is_conflict, is_new=bool(of_second))
    return of_first + of_second
