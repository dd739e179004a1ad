"""How well the gate's decoder reads badges in bad pictures, level by level, against the table of the design.

Run as ``python -m benchmarks.decoding [PICTURES_A_LEVEL]`` (100 unless told). Every picture is a badge before a grey wall, turned, tilted,
blurred, badly lit, noisy and under a lamp's reflection, as its level allows and its seed says; the engine is the zxing-wasm that the gate's
page loads, in Node.
"""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import cos, radians, sin
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from badges import qr

ENGINE = Path(__file__).parent.parent / "app/static/built/zxing"
SIZE = 640, 480
CARD = 900, 620  # pixels of the badge before it is filmed
WIDTH = 400  # pixels of a code there
LEAST = (100, 100, 100, 92, 28)
"""What zxing-wasm read when decoders were compared, per cent by level."""
LONGER = 5  # about the length of a signed ticket
Picture = NDArray[np.float64]


@dataclass(frozen=True)
class Level:
    """How bad pictures are at most. ``module`` is the width of a module in the picture, in pixels; angles in degrees; light from 0 to 1."""

    module: float
    turn: float
    tilt: float
    blur: float
    light: float
    noise: float
    glare: float


LEVELS = (
    Level(module=6.5, turn=2, tilt=0, blur=0.4, light=1.0, noise=2, glare=0),
    Level(module=5.5, turn=15, tilt=12, blur=0.8, light=0.8, noise=5, glare=0.3),
    Level(module=4.8, turn=45, tilt=22, blur=1.2, light=0.6, noise=8, glare=0.5),
    Level(module=4.3, turn=90, tilt=30, blur=1.2, light=0.5, noise=8, glare=0.7),
    Level(module=4.0, turn=180, tilt=38, blur=1.3, light=0.42, noise=9, glare=0.9),
)


def main(number: int) -> None:
    node = shutil.which("node") or "node"
    for index, level in enumerate(LEVELS):
        rate, milliseconds = rate_of(level, codes(number), node=node)
        long, _ = rate_of(level, [text * LONGER for text in codes(number)], node=node)
        print(
            f"level {index}: {rate:.0f} % of {number} read, {milliseconds:.1f} ms a picture (goal ≥ {LEAST[index]} %); "
            f"of a text {LONGER} times as long, in a symbol of the same size, {long:.0f} %"
        )


def rate_of(level: Level, texts: Sequence[str], *, node: str) -> tuple[float, float]:
    """Film a badge with each text, by the seeds 0, 1, …; give how many of a hundred were read, and the median time of one."""
    pictures = b"".join(filmed(text, level, seed).tobytes() for seed, text in enumerate(texts))
    command = [node, str(Path(__file__).with_suffix(".mjs")), str(ENGINE), *map(str, SIZE)]
    told = json.loads(subprocess.run(command, input=pictures, capture_output=True, check=True).stdout)
    wrong = [text for text, asked in zip(told["texts"], texts, strict=True) if text not in {"", asked}]
    if wrong:
        raise AssertionError(f"read something else: {wrong}")
    return 100 * statistics.mean(bool(text) for text in told["texts"]), float(told["milliseconds"])


def codes(number: int) -> list[str]:
    return [qr.new_code(sha256(str(seed).encode()).digest()[: qr.RANDOM_BYTES]) for seed in range(number)]


def filmed(text: str, level: Level, seed: int) -> NDArray[np.uint8]:
    """Film the badge with a code: a picture of SIZE, one byte a pixel, the same for the same seed."""
    chance = np.random.default_rng(seed)
    picture = _seen(_card(text), level, chance)
    picture = picture.filter(ImageFilter.GaussianBlur(level.blur * chance.uniform(0.7, 1)))
    light = np.asarray(picture, dtype=np.float64) * level.light * chance.uniform(0.9, 1)
    light += _glare(level, chance) + chance.normal(0, level.noise, light.shape)
    return np.clip(light + 8, 0, 255).astype(np.uint8)


def _card(text: str) -> Image.Image:
    """Draw a badge: bars for its texts, the code on the right."""
    card = Image.new("L", CARD, 250)
    draw = ImageDraw.Draw(card)
    for row, (width, height) in enumerate(((700, 60), (300, 30), (220, 30))):
        draw.rectangle((50, 40 + row * 110, 50 + width, 40 + row * 110 + height), fill=60)
    rows = qr.modules(text)
    dark = np.array([[row >> x & 1 for x in range(len(rows))] for row in rows])
    symbol = Image.fromarray((250 - 235 * dark).astype(np.uint8)).resize((WIDTH, WIDTH), Image.Resampling.NEAREST)
    card.paste(symbol, (CARD[0] - WIDTH - 48, CARD[1] - WIDTH - 48))
    return card


def _seen(card: Image.Image, level: Level, chance: np.random.Generator) -> Image.Image:
    """Turn and tilt the badge, as a camera sees it, before a grey wall."""
    turn, tilt, towards = (radians(chance.uniform(-1, 1) * angle) for angle in (level.turn, level.tilt, 180))
    scale, away = level.module * 25 / WIDTH, 4.0 * CARD[0]
    middle = CARD[0] * 0.72, CARD[1] * 0.62  # the code stays in the picture
    shift = [size / 2 + chance.uniform(-40, 40) for size in SIZE]
    there, here = [], []
    for x, y in ((0, 0), (CARD[0], 0), CARD, (0, CARD[1])):
        across, down = x - middle[0], y - middle[1]
        across, down = across * cos(turn) - down * sin(turn), across * sin(turn) + down * cos(turn)
        along = across * cos(towards) + down * sin(towards)  # what tilts away
        near = away / (away + along * sin(tilt))
        shrunk = along * (cos(tilt) - 1)
        across, down = across + shrunk * cos(towards), down + shrunk * sin(towards)
        there.append((x, y))
        here.append((shift[0] + across * scale * near, shift[1] + down * scale * near))
    seen = card.transform(
        SIZE, Image.Transform.PERSPECTIVE, _mapping(here, there), Image.Resampling.BICUBIC, fillcolor=0
    )
    covered = Image.new("L", CARD, 255).transform(SIZE, Image.Transform.PERSPECTIVE, _mapping(here, there), fillcolor=0)
    return Image.composite(seen, Image.new("L", SIZE, 110), covered)


def _mapping(here: Sequence[tuple[float, float]], there: Sequence[tuple[float, float]]) -> list[float]:
    """Find the eight numbers by which Pillow looks up, for each place of the picture, where it lies on the badge."""
    rows, values = [], []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows), np.array(values))]


def _glare(level: Level, chance: np.random.Generator) -> Picture:
    """Let a lamp be mirrored somewhere on the badge."""
    across, down = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    x, y = SIZE[0] / 2 + chance.uniform(-90, 90), SIZE[1] / 2 + chance.uniform(-90, 90)
    width, height = chance.uniform(15, 40), chance.uniform(15, 70)
    spot: Picture = 200 * level.glare * np.exp(-(((across - x) / width) ** 2 + ((down - y) / height) ** 2))
    return spot


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
