"""Programs for HiGHS, here or, where the time might not suffice, in a process that can be ended."""

import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile

import numpy as np

from forums.assignment import programme_process
from forums.assignment.deadline import Deadline
from forums.assignment.programme_process import NOTHING, Array, packed, run, unpacked

CAUTIOUS_SECONDS_AN_ENTRY = 2e-4
CAUTIOUS_SECONDS_A_WHOLE_ENTRY = 2e-3
GRACE = 0.04  # The share of the time that ending, sending and reading may take.
START_SECONDS = 0.5


def optimum_of(arrays: Mapping[str, Array], deadline: Deadline) -> dict[str, Array]:
    """Solve the program of ``programme_process`` within the time, nearly; state ``NOTHING`` when that is over."""
    if deadline.is_over:
        return {"state": np.array([NOTHING])}
    seconds = CAUTIOUS_SECONDS_A_WHOLE_ENTRY if arrays["whole"].any() else CAUTIOUS_SECONDS_AN_ENTRY
    if len(arrays["value"]) * seconds < deadline.left:
        return run({**arrays, "seconds": np.array([deadline.left])})
    return _apart(arrays, deadline)


def _apart(arrays: Mapping[str, Array], deadline: Deadline) -> dict[str, Array]:
    """HiGHS looks at the clock only now and then: the process is ended when the time is over."""
    left = deadline.left
    seconds = left - START_SECONDS - GRACE * left
    if seconds <= 0:
        return {"state": np.array([NOTHING])}
    program = [sys.executable, "-I", str(Path(programme_process.__file__))]
    with TemporaryFile() as package:
        package.write(packed({**arrays, "seconds": np.array([seconds])}))
        package.seek(0)
        with Popen(program, stdin=package, stdout=PIPE, stderr=PIPE) as process:  # noqa: S603 - our own file
            try:
                output, errors = process.communicate(timeout=left)
            except TimeoutExpired:
                return {"state": np.array([NOTHING])}
            finally:
                process.kill()
    if process.returncode != 0:
        raise ArithmeticError(f"the program's process failed: {errors.decode(errors='replace')[-500:]}")
    return unpacked(output)
