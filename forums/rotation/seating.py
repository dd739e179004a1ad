"""The first plan: guests are given the routes of a design, by wishes and so that kin are never together."""

from random import Random

from forums.assignment.deadline import Deadline
from forums.rotation.designs import design_for
from forums.rotation.instance import NOWHERE, Instance, Plan

MOST_ROUTES = 1200  # Beyond it, people are seated in order; the matching would take too long.
# What a wish weighs against leaving one's column, beside the weights themselves: which of them ends best shows after polishing only.
PRICES = 1, 8, 64


def first_plans(instance: Instance, chance: Random, deadline: Deadline) -> list[Plan]:
    """Seat everybody who is there by a rotation design; sizes and rules may still be broken a little.

    There are several plans where wishes and mixing pull in different directions. Who shares a column never meets, so people
    who are to stay apart, and with mixing those of one sector and one organisation, are put into the same columns.
    """
    guests = _in_order(instance, chance)
    turns = len(instance.to_come)
    rounds = min(turns, instance.tables) if instance.topic_once else turns
    design = design_for(
        instance.tables, rounds, len(guests), topic_once=instance.topic_once, chance=chance, deadline=deadline
    )
    label = chance.sample(range(instance.tables), instance.tables)  # which table is which element of the group
    routes = [
        [label[design.table(a % rounds, place // instance.tables, place % instance.tables)] for a in range(turns)]
        for place in range(len(guests))
    ]
    prices = PRICES if instance.weights[1] and instance.weights[2] and any(instance.wishes) else PRICES[:1]
    return [_filled(instance, guests, _matched(instance, guests, routes, price)) for price in prices]


def _in_order(instance: Instance, chance: Random) -> list[int]:
    """Order the guests so that those who should not meet follow each other."""
    guests = instance.guests
    chance.shuffle(guests)
    group = list(range(instance.people))
    for a, b in sorted(instance.apart):
        old, new = group[b], group[a]
        group = [new if one == old else one for one in group]
    size = {one: group.count(one) for one in set(group)}
    mixing = bool(instance.weights[2])

    def key(p: int) -> tuple[str, str, bool, int]:
        kind = (instance.sector[p] or "", instance.org[p] or "") if mixing else ("", "")
        return (*kind, size[group[p]] == 1, group[p] if size[group[p]] > 1 else 0)

    return sorted(guests, key=key)


def _matched(instance: Instance, guests: list[int], routes: list[list[int]], price: int) -> list[list[int]]:
    """Give the routes out so that most wishes are met; with mixing, at a price for leaving one's column."""
    if not instance.weights[1] or len(guests) > MOST_ROUTES:
        return routes
    import numpy as np
    from ortools.graph.python import linear_sum_assignment

    number = len(guests)
    wished = np.zeros((number, instance.tables), np.int64)
    for row, p in enumerate(guests):
        before = {one[p] for one in instance.held}
        wished[row, sorted(instance.wishes[p] - before)] = 1
    visits = np.zeros((instance.tables, number), np.int64)
    for place, route in enumerate(routes):
        visits[sorted(set(route)), place] = 1
    kinds = [(instance.sector[p], instance.org[p]) for p in guests]
    codes = {kind: code for code, kind in enumerate(dict.fromkeys(kinds))}
    kind = np.array([codes[one] for one in kinds], np.int64)
    bound = {p for pair in instance.apart for p in pair}
    column = np.arange(number) // instance.tables
    wish = price * instance.weights[1]
    cost = wish * (len(instance.to_come) - wished @ visits)
    cost += instance.weights[2] * len(instance.to_come) * (kind[:, None] != kind[None, :])
    for row, p in enumerate(guests):
        if p in bound:
            cost[row] += 1000 * (column != column[row]) * (wish + instance.weights[2])
    matching = linear_sum_assignment.SimpleLinearSumAssignment()
    left, right = np.divmod(np.arange(number * number, dtype=np.int32), np.int32(number))
    matching.add_arcs_with_cost(left, right, cost.ravel())
    matching.solve()
    return [routes[matching.right_mate(row)] for row in range(number)]


def _filled(instance: Instance, guests: list[int], routes: list[list[int]]) -> Plan:
    plan = [list(one) for one in instance.held]
    for turn, _ in enumerate(instance.to_come):
        row = [t if here else NOWHERE for t, here in zip(instance.host, instance.present, strict=True)]
        for p, route in zip(guests, routes, strict=True):
            row[p] = route[turn]
        plan.append(row)
    return plan
