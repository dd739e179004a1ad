"""Which hard rules a plan breaks; for the solver, which asks often. The check has its own."""

from collections import Counter

from forums.rotation.instance import NOWHERE, Instance, Plan


def broken_rules(instance: Instance, plan: Plan) -> bool:
    """Tell whether sizes, people to stay apart or returns to a table are wrong in the rounds to come."""
    return any(_is_round_wrong(instance, plan[a]) for a in instance.to_come) or (
        instance.topic_once and any(_comes_back(plan, p) for p in instance.guests)
    )


def _is_round_wrong(instance: Instance, one: list[int]) -> bool:
    sizes = Counter(t for t in one if t != NOWHERE)
    return any(not fewest <= sizes[t] <= most for t, (fewest, most) in enumerate(instance.spans)) or any(
        one[p] == one[q] != NOWHERE for p, q in instance.apart
    )


def _comes_back(plan: Plan, person: int) -> bool:
    visited = [one[person] for one in plan if one[person] != NOWHERE]
    return len(set(visited)) < len(visited)
