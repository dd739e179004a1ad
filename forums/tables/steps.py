"""What each step of a slider brings: which settings are tried, and which of the plans found suits each of them best. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forums.rotation.problem import Participant, Problem, Round, Weights

SLIDERS = ("repeats", "preferences", "mix_sectors", "mix_organisations")
MARKS = (0, 2, 5, 10)  # the steps that are tried beside the one that is set
FEWEST, AS_SET = "fewest-changes", "as-set"  # steps of no slider: what is published, mended only; and what is set
Settings = Mapping[str, int]
Figures = Mapping[str, Any]  # Any: JSON; see forums.tables.problems.figures


@dataclass(frozen=True)
class Step:
    """Some settings and the plan that suits them best, by its number; ``slider`` is the one that was moved, or FEWEST or AS_SET."""

    slider: str
    settings: Settings
    plan: int


@dataclass(frozen=True)
class Found:
    """A plan that was found: the rounds in the order of the participants, and what they are worth."""

    rounds: tuple[Round, ...]
    figures: Figures


def settings_to_try(problem: Problem, base: Settings) -> Iterator[tuple[str, Settings]]:
    """Give *base*, and after it every other mark of each slider that can change anything, as (slider, settings)."""
    yield AS_SET, base
    for slider in SLIDERS:
        for mark in MARKS if _matters(problem, slider) else ():
            moved = {**base, slider: mark}
            if mark != base[slider] and any(moved.values()):
                yield slider, moved


def _matters(problem: Problem, slider: str) -> bool:
    people = problem.participants
    if slider == "preferences":
        return any(one.prefs for one in people)
    return slider == "repeats" or _has_two(one.sector if slider == "mix_sectors" else one.org for one in people)


def _has_two(kinds: Iterable[str | None]) -> bool:
    known = [kind for kind in kinds if kind is not None]
    return len(set(known)) < len(known)


def with_settings(problem: Problem, settings: Settings) -> Problem:
    """Weigh by *settings*."""
    weights = Weights(
        settings["repeats"],
        settings["preferences"],
        sectors=settings["mix_sectors"],
        organisations=settings["mix_organisations"],
    )
    return replace(problem, weights=weights)


def best_for(settings: Settings, found: Sequence[Found]) -> int:
    """Tell the number of the plan that weighs least by *settings*; of equal ones the one with the fewest new routes.

    Because every step chooses among the same plans, moving a slider up never makes worse what it is about.
    """
    return min(range(len(found)), key=lambda n: (_weight(settings, found[n].figures), found[n].figures["moves"], n))


def _weight(settings: Settings, figures: Figures) -> int:
    bad = {
        "repeats": figures["repeats"],
        "preferences": -figures["met"],
        "mix_sectors": figures["kin_sectors"],
        "mix_organisations": figures["kin_organisations"],
    }
    return sum(settings[slider] * bad[slider] for slider in SLIDERS)


def steps_of(tried: Sequence[tuple[str, Settings]], found: Sequence[Found], *, is_mended: bool) -> list[Step]:
    """Give each of the settings *tried* its plan; *is_mended*: the first plan found is what is published, mended only."""
    steps = [Step(slider, settings, best_for(settings, found)) for slider, settings in tried]
    return [Step(FEWEST, tried[0][1], 0), *steps] if is_mended else steps


def routes(mended: Problem) -> dict[str, tuple[str | None, ...]]:
    """Give the published tables round by round, by participant."""
    planned = mended.planned or ()
    return {one.id: tuple(places[index] for places in planned) for index, one in enumerate(mended.participants)}


def found(
    problem: Problem, figures: Figures, rounds: Sequence[Round], before: Mapping[str, tuple[str | None, ...]]
) -> Found:
    """Note a plan for the people of *problem*, who come first in *rounds*, with the number of new routes against *before*."""
    people = problem.participants
    seated = tuple(one[: len(people)] for one in rounds)
    return Found(seated, {**figures, "moves": _new_routes(people, seated, before)})


def _new_routes(
    people: Sequence[Participant], rounds: Sequence[Round], before: Mapping[str, tuple[str | None, ...]]
) -> int:
    """Count those who are there, had a route and get another one."""
    return sum(
        any(before.get(one.id, ())) and tuple(places[index] for places in rounds) != before[one.id]
        for index, one in enumerate(people)
        if not one.is_absent
    )
