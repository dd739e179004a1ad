"""`reihum solve forums` and `reihum check forums`: the solver on files, without a congress."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, TypeVar

import click

from forums.assignment.errors import BadProblem, OutOfTime
from forums.assignment.problem import Problem, parse_problem
from forums.assignment.reading import read_json
from forums.assignment.solution import parse_solution, solution_as_json

if TYPE_CHECKING:
    from forums.assignment.check import Verdict

FAULTY, BAD_INPUT, INFEASIBLE = 1, 2, 3
QUIET_SECONDS = 1.0  # between two words about how far it is


@click.command("forums")
@click.argument("problem_file", metavar="PROBLEM.json", type=click.File("rb"))
@click.option("--seed", type=click.IntRange(min=0, max=2**63 - 1), default=0, show_default=True, help="Decides ties.")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Time limit."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="-", help="Instead of standard output.")
def solve_forums(problem_file: IO[bytes], seed: int, seconds: float, output: str) -> None:
    """Assign people to forums, provably as fairly as the rules allow. PROBLEM.json may be - for standard input.

    Exit code 0: solved; 3: proven impossible, with the conflict in the answer; 2: bad input; 1: the time did not
    suffice for any answer.

    Example: reihum solve forums problem.json --seed 7 -o solution.json
    """
    from forums.assignment.solver import solve  # numpy and the solver, only where they are needed

    if output != "-" and not os.access(Path(output).absolute().parent, os.W_OK):
        _end(f"{output}: the folder is missing or cannot be written to; choose another with -o", BAD_INPUT)
    problem = _read(problem_file, parse_problem)
    try:
        solution = solve(problem, seed=seed, seconds=seconds, progress=_Progress())
    except OutOfTime as fault:
        _end(str(fault), FAULTY)
    with click.open_file(output, "w", encoding="utf-8") as file:
        json.dump(solution_as_json(solution), file, ensure_ascii=False)
        file.write("\n")
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


Read = TypeVar("Read")


def _read(file: IO[bytes], parse: Callable[[object], Read]) -> Read:
    try:
        return parse(read_json(file.read().decode("utf-8-sig")))
    except BadProblem as fault:
        _end(f"{file.name}: {fault}", BAD_INPUT)
    except UnicodeDecodeError as fault:
        _end(f"{file.name}: is not UTF-8 ({fault.reason} at byte {fault.start}); save it as UTF-8", BAD_INPUT)


def _end(words: str, code: int) -> NoReturn:
    click.echo(f"reihum: {words}", err=True)
    sys.exit(code)
