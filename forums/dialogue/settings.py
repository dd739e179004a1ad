"""What an organiser asks of an assignment: what counts first, which rules may give way or are left out, and what if."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What counts, in order of weight; see docs of the problem file. Nobody without a place always comes first.
# The first three are stops on one scale, from fairness to few moves.
OBJECTIVES: Mapping[str, tuple[str, ...]] = {
    "fairness": ("unplaced", "leximin", "moves"),
    "balanced": ("unplaced", "unranked", "moves", "leximin"),
    "few-moves": ("unplaced", "moves", "leximin"),
    "first-wishes": ("unplaced", "rankmax", "moves"),
}
FIRST = ("fairness", "first-wishes")  # what can come first as long as nobody has been told a place
MOST_RANK = MOST_MIX = 10
RULES = ("sector_quota", "level_quota", "org_max", "minimum", "together", "apart")
USUALLY_SOFT = ("sector_quota", "level_quota", "org_max", "minimum")
# What a what-if may leave out altogether.
OMISSIBLE = ("sector_quota", "level_quota", "together", "apart", "openness", "pins", "topic_once")
LONGEST_SECONDS = 100  # below the lease of a job, so that nobody starts a second one beside it
MOST_OF_ONE_ORGANISATION = 10_000
LARGEST_SEED = 2**31 - 1
Span = tuple[int, int]


@dataclass(frozen=True)
class Settings:
    """One of OBJECTIVES by name, the cap on an organisation in a forum (None: no cap), and the rules that may give way.

    *seats* are other bounds for some forums (by public id) than the congress has, (0, 0) meaning that one does not take place;
    *without* are rules left out. *keeps_seats* holds everybody where they sit as published, so that only newcomers are placed.
    *may_cancel* asks which forums to cancel where the minimums of all cannot be met. *quotas* are other bounds for sectors or levels
    by forum, sort ("sector", "level") and name; *released* pins that do not count, as (participant, forum); *unpaired* pairs likewise.
    All of these are names by public id. *mix_sectors* and *mix_organisations* say how much each forum is to be like the whole, from 0
    (not at all) to 10, see forums.dialogue.problems.mixing.
    """

    aim: str = "fairness"
    org_max: int | None = None
    soft: tuple[str, ...] = USUALLY_SOFT
    seconds: int = 20
    seats: Mapping[str, Span] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    keeps_seats: bool = False
    may_cancel: bool = False
    quotas: Mapping[str, Mapping[str, Mapping[str, Span]]] = field(default_factory=dict)
    released: tuple[tuple[str, str], ...] = ()
    unpaired: tuple[tuple[str, str], ...] = ()
    mix_sectors: int = 0
    mix_organisations: int = 0

    @property
    def objective(self) -> tuple[str, ...]:
        return objective_of(self.aim)

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        document: dict[str, Any] = {
            "objective": list(self.objective),
            "org_max": self.org_max,
            "soft": list(self.soft),
            "seconds": self.seconds,
        }
        given = {
            "seats": {forum: list(span) for forum, span in self.seats.items()},
            "without": list(self.without),
            "keeps_seats": self.keeps_seats,
            "may_cancel": self.may_cancel,
            "quotas": {
                forum: {sort: {name: list(span) for name, span in bounds.items()} for sort, bounds in sorts.items()}
                for forum, sorts in self.quotas.items()
            },
            "released": [list(pin) for pin in self.released],
            "unpaired": [list(pair) for pair in self.unpaired],
            "mix_sectors": self.mix_sectors,
            "mix_organisations": self.mix_organisations,
        }
        return document | {name: value for name, value in given.items() if value}


def stops(wishes: int) -> tuple[str, ...]:
    """Name the stops of the scale from few moves to fairness, where guests have so many *wishes*.

    Between both ends moves weigh less and less: more than the 2nd wish of somebody, but less than that anybody is put where they did
    not wish to ("balanced"), or gets their last wish ("rank-5" of five), or their last but one, and so on.
    """
    return ("few-moves", "balanced", *(f"rank-{rank}" for rank in range(wishes, 2, -1)), "fairness")


def objective_of(aim: str) -> tuple[str, ...]:
    """Spell an aim out."""
    if aim in OBJECTIVES:
        return OBJECTIVES[aim]
    ranks = range(MOST_RANK, int(aim.removeprefix("rank-")) - 1, -1)
    return ("unplaced", "unranked", *(f"rank{rank}" for rank in ranks), "moves", "leximin")


def settings_of(stored: Mapping[str, Any]) -> Settings:  # Any: JSON
    """Read what a run keeps of its settings."""
    objective = tuple(stored["objective"])
    return Settings(
        aim=next(name for name in (*OBJECTIVES, *stops(MOST_RANK)) if objective_of(name) == objective),
        org_max=stored["org_max"],
        soft=tuple(stored["soft"]),
        seconds=stored["seconds"],
        seats={forum: (least, most) for forum, (least, most) in stored.get("seats", {}).items()},
        without=tuple(stored.get("without", ())),
        keeps_seats=stored.get("keeps_seats", False),
        may_cancel=stored.get("may_cancel", False),
        quotas={
            forum: {sort: {name: (low, high) for name, (low, high) in spans.items()} for sort, spans in sorts.items()}
            for forum, sorts in stored.get("quotas", {}).items()
        },
        released=tuple((person, forum) for person, forum in stored.get("released", ())),
        unpaired=tuple((first, second) for first, second in stored.get("unpaired", ())),
        mix_sectors=stored.get("mix_sectors", 0),
        mix_organisations=stored.get("mix_organisations", 0),
    )
