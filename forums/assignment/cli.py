"""`reihum solve forums` and `reihum check forums`: the solver on files, without a congress."""

import time
from typing import IO, TYPE_CHECKING

import click

from forums.assignment.errors import OutOfTime
from forums.assignment.files import FAULTY, INFEASIBLE, check_writable, checking, end, read, solving, tell_faults, write
from forums.assignment.problem import Problem, parse_problem
from forums.assignment.solution import parse_solution, solution_as_json

if TYPE_CHECKING:
    from forums.assignment.check import Verdict

QUIET_SECONDS = 1.0  # between two words about how far it is


@click.command("forums")
@solving
def solve_forums(problem_file: IO[bytes], seed: int, seconds: float, output: str) -> None:
    """Assign people to forums, provably as fairly as the rules allow. PROBLEM.json may be - for standard input.

    Exit code 0: solved; 3: proven impossible, with the conflict in the answer; 2: bad input; 1: the time did not
    suffice for any answer.

    Example: reihum solve forums problem.json --seed 7 -o solution.json
    """
    from forums.assignment.solver import solve  # numpy and the solver, only where they are needed

    check_writable(output)
    problem = read(problem_file, parse_problem)
    try:
        solution = solve(problem, seed=seed, seconds=seconds, progress=_Progress())
    except OutOfTime as fault:
        end(str(fault), FAULTY)
    write(solution_as_json(solution), output)
    if solution.conflict is not None:
        end(solution.conflict.text["en"], INFEASIBLE)


@click.command("forums")
@checking
def check_forums(problem_file: IO[bytes], solution_file: IO[bytes]) -> None:
    """Check that a solution keeps the rules, counts rightly, and is proven by its certificate.

    Exit code 0: right; 1: faults, listed; 2: bad input.

    Example: reihum check forums problem.json solution.json
    """
    from forums.assignment.check import examine

    problem: Problem = read(problem_file, parse_problem)
    verdict = examine(problem, read(solution_file, parse_solution))
    tell_faults(verdict.faults)
    click.echo(_words(verdict))


def _words(verdict: "Verdict") -> str:
    if verdict.is_certified:
        return "right, and proven by its certificate"
    if verdict.bound is None:
        return "right, but optimality is not certified"
    bound = ", ".join(f"{level} {people}" for level, people in verdict.bound)
    return f"right; its certificate proves that nothing is better than {bound}; the rest is the solver's word"


class _Progress:
    """Tells on stderr how far it is, once a second."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, step: str, share: float) -> None:
        if time.monotonic() - self._told > QUIET_SECONDS:
            self._told = time.monotonic()
            click.echo(f"{share:4.0%} {step}", err=True)
