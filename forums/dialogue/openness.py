"""Who may be put into a forum that is not open to everybody. Pure.

What a forum keeps of it: {"categories": [codes], "languages": [codes], "reachable": false}; what is missing narrows nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Guest:
    """What decides whether a forum is open to somebody: as what they come, what they read, whether they named needs."""

    category: str = ""
    language: str = ""
    has_needs: bool = False


@dataclass(frozen=True)
class Openness:
    """Whom a forum is open to; empty lists mean everybody.

    *categories* alone may sit there. Of the others, whoever reads none of *languages* is put there only by their own wish, and
    nobody who named needs of access is put into a room that is not *reachable*.
    """

    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reachable: bool = True

    @property
    def is_limited(self) -> bool:
        return bool(self.categories or self.languages) or not self.reachable

    def admits(self, guest: Guest, *, wishes_for_it: bool) -> bool:
        """Tell whether *guest* may be put here."""
        if self.categories and guest.category not in self.categories:
            return False
        if guest.has_needs and not self.reachable:
            return False
        return wishes_for_it or not self.languages or guest.language in self.languages

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        kept: dict[str, Any] = {"categories": list(self.categories), "languages": list(self.languages)}
        kept = {name: codes for name, codes in kept.items() if codes}
        return kept if self.reachable else kept | {"reachable": False}


EVERYBODY = Openness()


def openness_of(stored: Mapping[str, Any]) -> Openness:  # Any: JSON
    """Read what a forum keeps."""
    return Openness(
        tuple(stored.get("categories", ())), tuple(stored.get("languages", ())), stored.get("reachable", True)
    )


def eligible(
    openness_by_forum: Mapping[str, Openness], guest: Guest, *, wishes: Sequence[str], pinned: Collection[str] = ()
) -> tuple[str, ...] | None:
    """Name the forums that *guest* may be put into; None: every one. Where organisers pinned them, they may sit."""
    if not any(openness.is_limited for openness in openness_by_forum.values()):
        return None
    open_to = tuple(
        forum
        for forum, openness in openness_by_forum.items()
        if forum in pinned or openness.admits(guest, wishes_for_it=forum in wishes)
    )
    return None if len(open_to) == len(openness_by_forum) else open_to
