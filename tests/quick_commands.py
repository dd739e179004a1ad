"""Run commands of the program in processes of their own, without loading the program anew for each.

A first process loads it and forks for every order it reads: {"command", "settings", "out", "err", "user", "stays"}, or {"ended": pid}.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
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


@dataclass
class Begun:
    """A command that goes on by itself, such as a server."""

    commands: "QuickCommands"
    pid: int
    code: int | None = None

    def poll(self) -> int | None:
        """Tell the exit code of a command that has ended."""
        if self.code is None and (answer := self.commands.order(ended=self.pid)):
            self.code = int(answer)
        return self.code

    def wait(self, timeout: float) -> int:
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            assert time.monotonic() < end, f"process {self.pid} goes on"
            time.sleep(0.01)
        return code

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def _send(self, what: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, what)


@dataclass(frozen=True)
class QuickCommands:
    """Gives orders to the process that forks."""

    process: subprocess.Popen[str]

    def run(self, command: list[str], *, settings: dict[str, str], folder: Path, user: int = 0) -> Done:
        """Run a command and wait for its end."""
        out, err = folder / "out", folder / "err"
        for path in (out, err):
            path.unlink(missing_ok=True)
        code = int(self.order(command=command, settings=settings, out=str(out), err=str(err), user=user))
        return Done(code, out.read_text(), err.read_text())

    def begin(self, command: list[str], *, settings: dict[str, str], log: Path) -> Begun:
        """Begin a command that goes on by itself; what it says is added to *log*."""
        pid = self.order(command=command, settings=settings, out=str(log), err=str(log), user=0, stays=True)
        return Begun(self, int(pid))

    def order(self, **order: object) -> str:
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()


@contextmanager
def quick_commands() -> Iterator[QuickCommands]:
    """Load the program once, for a while."""
    program = [sys.executable, "-c", "import quick_commands; quick_commands.take_orders()"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REIHUM_")}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    with subprocess.Popen(
        program, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield QuickCommands(process)
        process.stdin.close()


def take_orders() -> None:
    """Read orders until there are none, run each in a fork and answer its exit code, or its process id if it stays."""
    from app.cli import main

    for line in sys.stdin:
        order = json.loads(line)
        answer = _code_of(order["ended"], os.WNOHANG) if "ended" in order else _carry_out(order, main)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _carry_out(order, main) -> int | str:
    child = os.fork()
    if child == 0:
        os._exit(_obey(order, main))
    return child if order.get("stays") else _code_of(child)


def _code_of(child: int, options: int = 0) -> int | str:
    """Give the exit code, or nothing if it has not ended."""
    ended, status = os.waitpid(child, options)
    return os.waitstatus_to_exitcode(status) if ended else ""


def _obey(order, main) -> int:
    for number, name in ((0, os.devnull), (1, order["out"]), (2, order["err"])):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
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
