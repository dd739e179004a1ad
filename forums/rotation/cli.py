"""`reihum solve tables` and `reihum check tables`: the solver on files, without a congress."""

from typing import IO

import click

from forums.assignment.errors import OutOfTime
from forums.assignment.files import FAULTY, INFEASIBLE, check_writable, checking, end, read, solving, tell_faults, write
from forums.rotation.problem import parse_problem
from forums.rotation.solution import parse_solution, solution_as_json


@click.command("tables")
@solving
def solve_tables(problem_file: IO[bytes], seed: int, seconds: float, output: str) -> None:
    """Let people rotate over tables so that they meet as many others as can be. PROBLEM.json may be - for standard input.

    Exit code 0: solved; 3: proven impossible, with the conflict in the answer; 2: bad input; 1: the time did not
    suffice for any answer.

    Example: reihum solve tables problem.json --seed 7 -o plan.json
    """
    from forums.rotation.solver import solve  # numpy and the solver, only where they are needed

    check_writable(output)
    problem = read(problem_file, parse_problem)
    try:
        solution = solve(problem, seed=seed, seconds=seconds)
    except OutOfTime as fault:
        end(str(fault), FAULTY)
    write(solution_as_json(solution), output)
    if solution.conflict is not None:
        end(solution.conflict.text["en"], INFEASIBLE)


@click.command("tables")
@checking
def check_tables(problem_file: IO[bytes], solution_file: IO[bytes]) -> None:
    """Check that a plan of rounds keeps the rules and counts rightly.

    Exit code 0: right; 1: faults, listed; 2: bad input.

    Example: reihum check tables problem.json plan.json
    """
    from forums.rotation.check import examine

    verdict = examine(read(problem_file, parse_problem), read(solution_file, parse_solution))
    tell_faults(verdict.faults)
    click.echo("right, and proven by its bound" if verdict.is_certified else "right, but optimality is not certified")
