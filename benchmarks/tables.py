"""Rotation of tables against its proven bound and against plain annealing, in the same run.

Ours is the whole of `solve`, from the problem to the plan and its proof. The yardstick is what one writes first: start at
random, swap two people of a round, accept by temperature, with the same rules and as much time as ours may take at most.
Run: python -m benchmarks.tables [seconds for the yardstick]
"""

import sys
import time
from math import exp
from random import Random

from forums.rotation.check import examine
from forums.rotation.problem import Problem, parse_problem
from forums.rotation.solver import solve

CASES = (
    (20, 5, 5),
    (25, 5, 5),
    (30, 5, 4),
    (28, 5, 4),
    (100, 10, 4),
    (200, 20, 5),
    (700, 70, 6),
    (96, 12, 8),
)
GOAL_SECONDS = 10.0
HOT, COLD = 1.5, 0.15
COMING_BACK = 3  # what a second visit to a table costs the yardstick, in repeated meetings


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else GOAL_SECONDS
    for people, tables, rounds in CASES:
        problem = parse_problem({"n": people, "tables": tables, "rounds": rounds})
        start = time.perf_counter()
        solution = solve(problem, seed=0, seconds=GOAL_SECONDS)
        took = time.perf_counter() - start
        if (faults := examine(problem, solution).faults) or took > GOAL_SECONDS * 1.1:
            raise AssertionError(f"wrong or late: {faults}, {took:.1f} s")
        name = f"tables {people}x{tables}x{rounds}"
        print(f"{name} repeats: {solution.repeats} (goal <= bound {solution.bound}), {solution.status}")
        print(f"{name} time: {took:.2f} s (goal <= {GOAL_SECONDS:.0f})")
        repeats, back = Annealing(problem).run(seconds)
        print(f"{name} annealing for {seconds:g} s: repeats {repeats}, comes back {back}", flush=True)


class Annealing:
    """A random plan, and swaps within a round."""

    def __init__(self, problem: Problem) -> None:
        self.people, self.tables, self.rounds = len(problem.participants), len(problem.tables), problem.rounds
        self.chance = Random(0)
        self.plan, self.groups = [], []
        for _ in range(self.rounds):
            order = self.chance.sample(range(self.people), self.people)
            groups = [order[t :: self.tables] for t in range(self.tables)]
            self.groups.append(groups)
            self.plan.append({p: t for t, group in enumerate(groups) for p in group})
        self.met = [[0] * self.people for _ in range(self.people)]
        self.visits = [[0] * self.tables for _ in range(self.people)]
        for groups in self.groups:
            for t, group in enumerate(groups):
                for p in group:
                    self.visits[p][t] += 1
                    for q in group:
                        self.met[p][q] += p != q

    def run(self, seconds: float) -> tuple[int, int]:
        start = time.perf_counter()
        heat, done = HOT, 0.0
        while done < 1:
            for _ in range(1000):
                self.step(heat)
            done = (time.perf_counter() - start) / seconds
            heat = HOT * (COLD / HOT) ** done
        repeats = sum(met * (met - 1) // 2 for p, row in enumerate(self.met) for met in row[:p])
        return repeats, sum(max(0, times - 1) for row in self.visits for times in row)

    def step(self, heat: float) -> None:
        a = self.chance.randrange(self.rounds)
        p, q = self.chance.randrange(self.people), self.chance.randrange(self.people)
        first, second = self.plan[a][p], self.plan[a][q]
        if first == second:
            return
        change = self.change(a, p, first, q, second)
        if change <= 0 or self.chance.random() < exp(-change / heat):
            self.swap(a, p, first, q, second)

    def change(self, a: int, p: int, first: int, q: int, second: int) -> int:
        met_p, met_q = self.met[p], self.met[q]
        change = 0
        for one in self.groups[a][first]:
            if one != p:
                change += met_q[one] - met_p[one] + 1
        for one in self.groups[a][second]:
            if one != q:
                change += met_p[one] - met_q[one] + 1
        for visits, left, entered in ((self.visits[p], first, second), (self.visits[q], second, first)):
            change += COMING_BACK * ((visits[entered] > 0) - (visits[left] > 1))
        return change

    def swap(self, a: int, p: int, first: int, q: int, second: int) -> None:
        for person, left, entered, other in ((p, first, second, q), (q, second, first, p)):
            for one in self.groups[a][left]:
                if one not in {person, other}:
                    self.met[person][one] -= 1
                    self.met[one][person] -= 1
            for one in self.groups[a][entered]:
                if one not in {person, other}:
                    self.met[person][one] += 1
                    self.met[one][person] += 1
            self.visits[person][left] -= 1
            self.visits[person][entered] += 1
        self.groups[a][first][self.groups[a][first].index(p)] = q
        self.groups[a][second][self.groups[a][second].index(q)] = p
        self.plan[a][p], self.plan[a][q] = second, first


if __name__ == "__main__":
    main()
