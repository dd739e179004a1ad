"""72 stands on 90 pitches, plain and with zones by theme: proven, or how near, beside first come, first served.

Run as ``python -m benchmarks.stands``.
"""

from random import Random

from forums.placement.check import examine
from forums.placement.problem import Exclusion, Problem, Spot, Stand
from forums.placement.solver import greedy, solve, total

STANDS, SPOTS, THEMES, SECONDS = 72, 90, 8, 45.0


def main() -> None:
    for name, zones, seconds, goal in (("plain", False, 10.0, "optimal within 10 s"), ("zones", True, SECONDS, "none")):
        problem = market(zones=zones)
        solution = solve(problem, seed=0, seconds=seconds)
        assert not examine(problem, solution).faults  # noqa: S101 -- or the figures lie
        first_come = total(problem, greedy(problem))
        print(
            f"{STANDS} stands on {SPOTS} pitches, {name}: {solution.status} in {solution.seconds:.1f} s,"
            f" gap {100 * solution.gap:.2f} % (goal {goal})"
        )
        print(f"worth beside the choosiest first, {name}: {solution.objective / first_come:.3f} × (goal ≥ 1)")


def market(*, zones: bool) -> Problem:
    """Make a hall of rows: good places near the doors, power along the walls, rivals kept apart."""
    chance = Random(2017)
    spots = tuple(
        Spot(
            f"s{n}",
            3.0 * (n % 15),
            5.0 * (n // 15),
            chance.choice([6.0, 6.0, 9.0, 12.0]),
            chance.choice([0, 1, 1, 2]),
            chance.randint(10, 50) / 10,
        )
        for n in range(SPOTS)
    )
    stands = tuple(
        Stand(
            f"e{n}",
            chance.choice([4.0, 6.0, 6.0, 9.0]),
            chance.choice([0, 0, 1, 2]),
            str(chance.randrange(THEMES)),
            chance.randint(1, 3),
        )
        for n in range(STANDS)
    )
    rivals = tuple(Exclusion(f"e{a}", f"e{b}", 9.0) for a, b in (chance.sample(range(STANDS), 2) for _ in range(10)))
    return Problem(spots, stands, rivals, zones=zones)


if __name__ == "__main__":
    main()
