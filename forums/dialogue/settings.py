"""What an organiser asks of an assignment: what counts first, which rules may give way, how long to think."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What counts, in order of weight; see docs of the problem file. Nobody without a place always comes first.
OBJECTIVES: Mapping[str, tuple[str, ...]] = {
    "fairness": ("unplaced", "leximin", "moves"),
    "few-moves": ("unplaced", "moves", "leximin"),
    "first-wishes": ("unplaced", "rankmax", "moves"),
}
RULES = ("sector_quota", "org_max", "minimum")
LONGEST_SECONDS = 100  # below the lease of a job, so that nobody starts a second one beside it
MOST_OF_ONE_ORGANISATION = 10_000
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Settings:
    """One of OBJECTIVES by name, the cap on an organisation in a forum (None: no cap), and the rules that may give way."""

    aim: str = "fairness"
    org_max: int | None = None
    soft: tuple[str, ...] = RULES
    seconds: int = 20

    @property
    def objective(self) -> tuple[str, ...]:
        return OBJECTIVES[self.aim]

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        return {
            "objective": list(self.objective),
            "org_max": self.org_max,
            "soft": list(self.soft),
            "seconds": self.seconds,
        }


def settings_of(stored: Mapping[str, Any]) -> Settings:  # Any: JSON
    """Read what a run keeps of its settings."""
    objective = tuple(stored["objective"])
    aim = next(name for name, levels in OBJECTIVES.items() if levels == objective)
    return Settings(aim=aim, org_max=stored["org_max"], soft=tuple(stored["soft"]), seconds=stored["seconds"])
