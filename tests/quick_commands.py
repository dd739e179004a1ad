"""Run commands of the program in processes of their own, without loading the program anew for each.

A first process loads it and forks for every order it reads: {"command", "settings", "out", "err", "user"}.
"""

import contextlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class QuickCommands:
    """Gives orders to the process that forks."""

    process: subprocess.Popen[str]

    def run(self, command: list[str], *, settings: dict[str, str], folder: Path, user: int = 0) -> Done:
        out, err = folder / "out", folder / "err"
        order = {"command": command, "settings": settings, "out": str(out), "err": str(err), "user": user}
        print(json.dumps(order), file=self.process.stdin, flush=True)
        code = int(self.process.stdout.readline())
        return Done(code, out.read_text(), err.read_text())


@contextmanager
def quick_commands() -> Iterator[QuickCommands]:
    """Load the program once, for a while."""
    program = [sys.executable, "-c", "import quick_commands; quick_commands.take_orders()"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REIHUM_")}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    with subprocess.Popen(
        program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield QuickCommands(process)
        process.stdin.close()


def take_orders() -> None:
    """Read orders until there are none, run each in a fork and answer its exit code."""
    from app.cli import main

    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_obey(order, main))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _obey(order, main) -> int:
    for number, name in ((0, os.devnull), (1, order["out"]), (2, order["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
    os.environ |= order["settings"]
    sys.argv = ["reihum", *order["command"]]
    if order["user"]:
        os.setuid(order["user"])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 -- what nobody caught is what the tests look for
        traceback.print_exc()
        return 70
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
    return 0
