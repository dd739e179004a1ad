"""`reihum solve stands` and `reihum check stands`: the solver on files, without a congress."""

from typing import IO

import click

from forums.assignment.files import INFEASIBLE, check_writable, checking, end, read, solving, tell_faults, write
from forums.placement.problem import parse_problem
from forums.placement.solution import parse_solution, solution_as_json


@click.command("stands")
@solving
def solve_stands(problem_file: IO[bytes], seed: int, seconds: float, output: str) -> None:
    """Place stands on the pitches of a plan. PROBLEM.json may be - for standard input.

    Exit code 0: solved; 3: fixed stands contradict a rule, with the conflict in the answer; 2: bad input.

    Example: reihum solve stands problem.json --seed 7 -o placement.json
    """
    from forums.placement.solver import solve  # the solver, only where it is needed

    check_writable(output)
    solution = solve(read(problem_file, parse_problem), seed=seed, seconds=seconds)
    write(solution_as_json(solution), output)
    if solution.conflict is not None:
        end(solution.conflict.text["en"], INFEASIBLE)


@click.command("stands")
@checking
def check_stands(problem_file: IO[bytes], solution_file: IO[bytes]) -> None:
    """Check that a placement keeps the rules and counts rightly.

    Exit code 0: right; 1: faults, listed; 2: bad input.

    Example: reihum check stands problem.json placement.json
    """
    from forums.placement.check import examine

    verdict = examine(read(problem_file, parse_problem), read(solution_file, parse_solution))
    tell_faults(verdict.faults)
    click.echo("right, and proven by its bound" if verdict.is_certified else "right, but optimality is not certified")
