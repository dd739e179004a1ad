"""Solve the rotation of tables: a design first, polishing swaps, and a proof where one is within reach.

Deterministic: the same problem and seed give the same rounds, unless the time ends sooner than the work.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from forums.assignment.deadline import Deadline
from forums.assignment.errors import OutOfTime
from forums.rotation import exact
from forums.rotation.bounds import bounds_of
from forums.rotation.conflict import smallest_conflict, too_few_seats
from forums.rotation.counts import Worth, total, worth_of
from forums.rotation.instance import NOWHERE, Instance, Plan, instance_of, numbered
from forums.rotation.polishing import Polisher
from forums.rotation.problem import Problem, Round
from forums.rotation.repair import repaired
from forums.rotation.rules import broken_rules
from forums.rotation.seating import first_plans
from forums.rotation.solution import Solution

Progress = Callable[[str, float], None]
PART_FOR_THE_PROOF = 0.5
PART_FOR_THE_CHOICE = 0.5  # of the time for polishing, where there are several plans to begin with


def _silent(_step: str, _share: float) -> None:
    return


def solve(
    problem: Problem,
    *,
    seed: int,
    seconds: float,
    progress: Progress = _silent,
    starts: Sequence[Sequence[Round]] = (),
) -> Solution:
    """Seat everybody in every round so that as few as possible meet twice, weighed against wishes and mixing.

    *starts* are plans of the same people, tables and rounds that may be bettered, such as those for other weights.
    ``status`` is optimal only if nothing better exists, by the bounds or by trying cleverly; infeasible comes with a
    smallest conflict. Raises ``OutOfTime`` where no plan was found and none was proven impossible.
    """
    deadline = Deadline(seconds)
    instance = instance_of(problem)
    if instance is None:
        return Solution("infeasible", seed=seed, seconds=deadline.spent, conflict=too_few_seats(problem))
    bounds = bounds_of(instance)
    progress("seating", 0.1)
    plan = _found(instance, bounds, seed, deadline, [numbered(problem, start) for start in starts])
    progress("proving", 0.6)
    is_proven = plan is not None and _is_least(instance, bounds, plan)
    if not is_proven and (exact.is_small(instance) or plan is None):
        answer = _proven(instance, plan, seed, deadline)
        plan, is_proven = answer.plan or plan, answer.is_proven
    if plan is None and is_proven:
        conflict = smallest_conflict(problem, seed=seed, deadline=deadline)
        return Solution("infeasible", seed=seed, seconds=deadline.spent, conflict=conflict)
    if plan is None:
        raise OutOfTime(seconds)
    progress("done", 1.0)
    return _told(problem, instance, plan, bounds, is_proven=is_proven, seed=seed, seconds=deadline.spent)


def _found(instance: Instance, bounds: Worth, seed: int, deadline: Deadline, starts: Sequence[Plan]) -> Plan | None:
    """Seat and polish; None where rules stay broken."""
    chance = Random(seed)  # noqa: S311 -- ties, not secrets
    part = deadline.part(PART_FOR_THE_PROOF)
    if instance.planned is not None:
        plan, movable = repaired(instance, seed=seed, deadline=part)
        plans = [plan]
    else:
        plans, movable = [*first_plans(instance, chance, part), *starts], instance.guests
    good_enough = total(instance, bounds) - instance.weights[1] * _wishes_possible(instance)
    time = deadline.part(PART_FOR_THE_PROOF)
    if len(plans) > 1:
        share = time.left * PART_FOR_THE_CHOICE / len(plans)
        plans = [
            Polisher(instance, plan, movable, chance).run(Deadline(share), good_enough=good_enough) for plan in plans
        ]
    plan = min(plans, key=lambda one: (bool(broken_rules(instance, one)), total(instance, worth_of(instance, one))))
    if broken_rules(instance, plan) or not _is_least(instance, bounds, plan):
        plan = Polisher(instance, plan, movable, chance).run(time, good_enough=good_enough)
    return None if broken_rules(instance, plan) else plan


def _wishes_possible(instance: Instance) -> int:
    return sum(instance.wishes_possible(p) for p in range(instance.people))


def _proven(instance: Instance, plan: Plan | None, seed: int, deadline: Deadline) -> exact.Answer:
    if exact.is_small(instance):
        return exact.best(instance, seed=seed, deadline=deadline, hint=plan)
    if exact.is_manageable(instance):
        # For a plan only the moves were counted, so it is not proven the best; that there is none would be.
        answer = exact.calmest(instance, seed=seed, deadline=deadline)
        return replace(answer, is_proven=answer.is_proven and answer.plan is None)
    return exact.Answer(None, is_proven=False)


def _is_least(instance: Instance, bounds: Worth, plan: Plan) -> bool:
    worth = worth_of(instance, plan)
    return not broken_rules(instance, plan) and (worth.moves, total(instance, worth)) == (
        bounds.moves,
        total(instance, bounds),
    )


def _told(
    problem: Problem, instance: Instance, plan: Plan, bounds: Worth, *, is_proven: bool, seed: int, seconds: float
) -> Solution:
    worth, names = worth_of(instance, plan), [table.id for table in problem.tables]
    return Solution(
        "optimal" if is_proven else "feasible",
        tuple(tuple(None if t == NOWHERE else names[t] for t in one) for one in plan),
        repeats=worth.repeats,
        bound=bounds.repeats,
        unmet=worth.unmet,
        kin=worth.kin,
        objective=total(instance, worth),
        objective_bound=total(instance, worth) if is_proven else total(instance, bounds),
        moves=worth.moves,
        moves_bound=worth.moves if is_proven else bounds.moves,
        seed=seed,
        seconds=seconds,
    )
