"""What the commands of all solvers do alike: read a problem from a file, write the answer, end with a word."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar

import click

from forums.assignment.errors import BadProblem
from forums.assignment.reading import read_json

FAULTY, BAD_INPUT, INFEASIBLE = 1, 2, 3
Read = TypeVar("Read")
Command = TypeVar("Command", bound=Callable[..., Any])  # Any: whatever the options below bring


def solving(command: Command) -> Command:
    """Give a command the problem and the options that every solver takes."""
    seed = click.option(
        "--seed", type=click.IntRange(min=0, max=2**63 - 1), default=0, show_default=True, help="Decides ties."
    )
    seconds = click.option(
        "--seconds", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Time limit."
    )
    output = click.option(
        "-o", "--output", type=click.Path(dir_okay=False), default="-", help="Instead of standard output."
    )
    return _problem(seed(seconds(output(command))))


def checking(command: Command) -> Command:
    """Give a command the problem and the solution that it checks."""
    return _problem(click.argument("solution_file", metavar="SOLUTION.json", type=click.File("rb"))(command))


def _problem(command: Command) -> Command:
    return click.argument("problem_file", metavar="PROBLEM.json", type=click.File("rb"))(command)


def check_writable(output: str) -> None:
    """End at once where *output* could not be written after a long calculation."""
    if output != "-" and not os.access(Path(output).absolute().parent, os.W_OK):
        end(f"{output}: the folder is missing or cannot be written to; choose another with -o", BAD_INPUT)


def read(file: IO[bytes], parse: Callable[[object], Read]) -> Read:
    """Read a JSON file; ends with words about what is wrong with it."""
    try:
        return parse(read_json(file.read().decode("utf-8-sig")))
    except BadProblem as fault:
        end(f"{file.name}: {fault}", BAD_INPUT)
    except UnicodeDecodeError as fault:
        end(f"{file.name}: is not UTF-8 ({fault.reason} at byte {fault.start}); save it as UTF-8", BAD_INPUT)


def write(document: dict[str, object], output: str) -> None:
    """Write an answer as one line of JSON."""
    with click.open_file(output, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)
        file.write("\n")


def tell_faults(faults: tuple[str, ...] | list[str]) -> None:
    """List what is wrong with a solution and end; nothing happens without faults."""
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(FAULTY)


def end(words: str, code: int) -> NoReturn:
    """Say why it goes no further."""
    click.echo(f"reihum: {words}", err=True)
    sys.exit(code)
