"""`reihum solve forums` and `reihum check forums`: the solver on files, without a congress."""

import time
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

import click

from forums.assignment.errors import OutOfTime
from forums.assignment.files import FAULTY, INFEASIBLE, check_writable, checking, end, read, solving, tell_faults, write
from forums.assignment.problem import Problem, parse_problem
from forums.assignment.reading import Value
from forums.assignment.rules import with_minimums, without
from forums.assignment.solution import Solution, parse_solution, solution_as_json

if TYPE_CHECKING:
    from forums.assignment.check import Verdict

QUIET_SECONDS = 1.0  # between two words about how far it is


@click.command("forums")
@solving
@click.option(
    "--cancel",
    is_flag=True,
    help="Propose which forums to cancel, as few as can be, so that the others meet their minimum.",
)
def solve_forums(problem_file: IO[bytes], seed: int, seconds: float, output: str, *, cancel: bool) -> None:
    """Assign people to forums, provably as fairly as the rules allow. PROBLEM.json may be - for standard input.

    With --cancel the answer is a list, the fairest first: which forums to cancel, and the assignment that follows.

    Exit code 0: solved; 3: proven impossible, with the conflict in the answer; 2: bad input; 1: the time did not
    suffice for any answer.

    Example: reihum solve forums problem.json --seed 7 -o solution.json
    """
    check_writable(output)
    problem = read(problem_file, parse_problem)
    if cancel:
        _propose(problem, seed, seconds, output)
        return
    from forums.assignment.solver import solve  # numpy and the solver, only where they are needed

    try:
        solution = solve(problem, seed=seed, seconds=seconds, progress=_Progress())
    except OutOfTime as fault:
        end(str(fault), FAULTY)
    write(solution_as_json(solution), output)
    if solution.conflict is not None:
        end(solution.conflict.text["en"], INFEASIBLE)


def _propose(problem: Problem, seed: int, seconds: float, output: str) -> None:
    """Answer which forums to cancel; an empty list if no choice of up to three helps."""
    from forums.assignment.cancelling import cancellations  # as above

    ways = cancellations(problem, seed=seed, seconds=seconds)
    proposals = [{"forums": list(way.forums), "solution": solution_as_json(way.solution)} for way in ways]
    write({"cancellations": proposals}, output)
    if not ways:
        end("no choice of up to three forums to cancel lets the others meet their minimum", INFEASIBLE)


@click.command("forums")
@checking
def check_forums(problem_file: IO[bytes], solution_file: IO[bytes]) -> None:
    """Check that a solution keeps the rules, counts rightly, and is proven by its certificate.

    Exit code 0: right; 1: faults, listed; 2: bad input.

    Example: reihum check forums problem.json solution.json
    """
    from forums.assignment.check import examine

    problem: Problem = read(problem_file, parse_problem)
    verdicts = [
        (f"without {', '.join(forums)}: " if forums else "", examine(cut, solution))
        for forums, cut, solution in _answers(problem, read(solution_file, _read_answers))
    ]
    tell_faults([f"{which}{fault}" for which, verdict in verdicts for fault in verdict.faults])
    for which, verdict in verdicts:
        click.echo(which + _words(verdict))


Answers = list[tuple[tuple[str, ...] | None, Solution]]


def _read_answers(document: object) -> Answers:
    """Read one solution (with None), or those of --cancel, each with the forums that it cancels."""
    if not isinstance(document, dict) or "cancellations" not in document:
        return [(None, parse_solution(document))]
    proposals = Value(document).fields(required=("cancellations",))["cancellations"].items()
    members = [proposal.fields(required=("forums", "solution")) for proposal in proposals]
    return [(each["forums"].texts(), parse_solution(each["solution"].content)) for each in members]


def _answers(problem: Problem, answers: Answers) -> Iterator[tuple[tuple[str, ...], Problem, Solution]]:
    """Put each solution beside the problem that it answers."""
    for forums, solution in answers:
        if forums is None:
            yield (), problem, solution
        else:
            yield forums, without(with_minimums(problem), forums), solution


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
