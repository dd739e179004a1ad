"""`reihum solve forums` and `reihum check forums`: the solver on files, without a congress."""

import json
import sys
import time
from collections.abc import Callable
from typing import IO, NoReturn, TypeVar

import click

from forums.assignment.errors import BadProblem, OutOfTime
from forums.assignment.problem import Problem, parse_problem
from forums.assignment.solution import parse_solution, solution_as_json

BAD_INPUT, INFEASIBLE, FAULTY = 2, 3, 1
QUIET_SECONDS = 1.0  # what takes longer says how far it is


@click.command("forums")
@click.argument("problem_file", metavar="PROBLEM.json", type=click.File("rb"))
@click.option("--seed", type=click.IntRange(min=0, max=2**63 - 1), default=0, show_default=True, help="Decides ties.")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Time limit."
)
@click.option("-o", "--output", type=click.File("w", lazy=True), default="-", help="Instead of standard output.")
def solve_forums(problem_file: IO[bytes], seed: int, seconds: float, output: IO[str]) -> None:
    """Assign people to forums, provably as fairly as the rules allow. PROBLEM.json may be - for standard input.

    Exit code 0: solved; 3: proven impossible, with the conflict in the answer; 2: bad input.

    Example: reihum solve forums problem.json --seed 7 -o solution.json
    """
    from forums.assignment.solver import solve  # numpy and the solver, only where they are needed

    problem = _read(problem_file, parse_problem)
    try:
        solution = solve(problem, seed=seed, seconds=seconds, progress=_Progress())
    except (BadProblem, OutOfTime) as fault:
        _end(str(fault), BAD_INPUT)
    json.dump(solution_as_json(solution), output, ensure_ascii=False)
    output.write("\n")
    if solution.conflict is not None:
        _end(solution.conflict.text["en"], INFEASIBLE)


@click.command("forums")
@click.argument("problem_file", metavar="PROBLEM.json", type=click.File("rb"))
@click.argument("solution_file", metavar="SOLUTION.json", type=click.File("rb"))
def check_forums(problem_file: IO[bytes], solution_file: IO[bytes]) -> None:
    """Check that a solution keeps the rules, counts rightly, and is proven by its certificate.

    Exit code 0: right; 1: faults, listed; 2: bad input.

    Example: reihum check forums problem.json solution.json
    """
    from forums.assignment.check import examine

    problem: Problem = _read(problem_file, parse_problem)
    verdict = examine(problem, _read(solution_file, parse_solution))
    for fault in verdict.faults:
        click.echo(fault, err=True)
    if verdict.faults:
        sys.exit(FAULTY)
    click.echo(
        "right, and proven by its certificate" if verdict.is_certified else "right, but optimality is not certified"
    )


class _Progress:
    """Tells on stderr how far it is, once it has taken a while."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def __call__(self, step: str, share: float) -> None:
        if time.monotonic() - self._started > QUIET_SECONDS:
            click.echo(f"{share:4.0%} {step}", err=True)


Read = TypeVar("Read")


def _read(file: IO[bytes], parse: Callable[[object], Read]) -> Read:
    try:
        return parse(json.loads(file.read()))
    except BadProblem as fault:
        _end(str(fault), BAD_INPUT)
    except (ValueError, RecursionError) as fault:
        _end(f"{file.name}: not JSON ({fault}); check the file", BAD_INPUT)


def _end(words: str, code: int) -> NoReturn:
    click.echo(f"reihum: {words}", err=True)
    sys.exit(code)
