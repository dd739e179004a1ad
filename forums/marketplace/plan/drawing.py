"""A plan as it is drawn: what the macro of the plan needs, and nothing to work out there. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from forums.marketplace.plan.geometry import Rect
from forums.marketplace.plan.rules import FREE, FixturePlan, Layout, PitchPlan

NUMBER_SHARE, LARGEST_LETTERS, WIDTH_OF_LETTER = 0.42, 0.8, 0.62
LEAST_LETTERS = 0.22  # below that nobody reads names


@dataclass(frozen=True)
class Drawn:
    """A pitch with its number, and what else is written into it in ``lines``. ``marks`` are classes of the style sheet."""

    row: int
    pitch: PitchPlan
    letters: float  # metres
    lines: Sequence[str] = ()
    words: str = ""  # for who hears the plan
    marks: str = ""
    key: str = ""
    href: str = ""
    line_letters: float = 0.3

    @property
    def rect(self) -> Rect:
        """The pitch before it is turned: the drawing turns it about its middle, with all that is written there."""
        return self.pitch.rect.flat

    @property
    def turn(self) -> float:
        return self.pitch.rect.turn


@dataclass(frozen=True)
class DrawnFixture:
    """What must stay free, or a power point; ``points`` as SVG wants them."""

    row: int
    fixture: FixturePlan
    points: str
    box: Rect
    words: str

    @property
    def is_point(self) -> bool:
        return self.fixture.kind in FREE


@dataclass(frozen=True)
class Backdrop:
    """The picture behind the plan."""

    href: str
    rect: Rect


@dataclass(frozen=True)
class Drawing:
    """A hall as it is drawn, in metres."""

    name: str
    width: float
    depth: float
    pitches: Sequence[Drawn]
    fixtures: Sequence[DrawnFixture]
    picture: Backdrop | None = None
    zones: Mapping[str, int] = field(default_factory=dict)  # number of its colour, from 1

    @property
    def bar(self) -> float:
        """Metres of the bar that shows the scale: about a fifth of the width, a round number."""
        return next((size for size in (50, 20, 10, 5, 2) if size <= self.width / 4), 1)


Words = Callable[[PitchPlan], str]


def drawing_of(
    layout: Layout,
    *,
    name: str,
    words: Words,
    kinds: Mapping[str, str],
    picture: Backdrop | None = None,
    told: Mapping[str, tuple[str, str, str]] | None = None,
    links: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw a hall. *words* says a pitch aloud, *kinds* names fixtures.

    *told* gives by number of the pitch who stands there as (shown, said aloud, classes), *links* where a click leads.
    """
    told, links = told or {}, links or {}
    zones = {zone: index for index, zone in enumerate(dict.fromkeys(p.zone for p in layout.pitches if p.zone), 1)}
    return Drawing(
        name,
        layout.width,
        layout.depth,
        [_drawn(row, pitch, words, told, links) for row, pitch in enumerate(layout.pitches)],
        [
            DrawnFixture(
                row,
                one,
                " ".join(f"{x:g},{y:g}" for x, y in one.points),
                one.box,
                one.name or kinds.get(one.kind, one.kind),
            )
            for row, one in enumerate(layout.fixtures)
        ],
        picture,
        zones,
    )


def _drawn(
    row: int,
    pitch: PitchPlan,
    words: Words,
    told: Mapping[str, tuple[str, str, str]],
    links: Mapping[str, str],
) -> Drawn:
    shown, said, marks = told.get(pitch.number, ("", "", ""))
    rect = pitch.rect
    letters = min(
        LARGEST_LETTERS,
        rect.depth * NUMBER_SHARE,
        rect.width * 0.9 / (WIDTH_OF_LETTER * max(len(pitch.number), 1)),
    )
    line_letters = max(LEAST_LETTERS, min(0.36, rect.width / 9))
    return Drawn(
        row,
        pitch,
        round(letters if not shown else min(letters, rect.depth * 0.3), 3),
        wrapped(shown, rect, line_letters),
        f"{words(pitch)}. {said}".rstrip(". "),
        marks,
        pitch.number,
        links.get(pitch.number, ""),
        round(line_letters, 3),
    )


def wrapped(text: str, rect: Rect, letters: float) -> list[str]:
    """Break a name into the lines that a pitch has room for beneath its number; the last ends in … where it does not fit."""
    most = max(int(rect.width * 0.94 / (letters * 0.55)), 3)
    rows = max(int((rect.depth * 0.64) / (letters * 1.15)), 1)
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines[:rows]]
    if len(lines) > rows and cut and not cut[-1].endswith("…"):
        cut[-1] = f"{cut[-1][: most - 1]}…"
    return cut
