"""How a group stands. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from registration.participants.rules import LIVING, Status


class Member(Protocol):
    """Somebody of a group, as far as these rules look."""

    @property
    def status(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def deadline(self) -> datetime | None: ...


@dataclass(frozen=True)
class GroupStanding:
    """How many of a group are in which state, and until when the contact has to answer for how many."""

    number_by_state: Counter[Status]
    to_confirm: int
    until: datetime | None  # the first deadline of those

    @property
    def living(self) -> int:
        return sum(number for status, number in self.number_by_state.items() if status in LIVING)


def standing_of(members: Sequence[Member], *, now: datetime) -> GroupStanding:
    """Tell how a group stands."""
    kept = [member for member in members if can_confirm(member, now=now)]
    deadlines = [member.deadline for member in kept if member.deadline is not None]
    states = Counter(Status(member.status) for member in members)
    return GroupStanding(states, len(kept), min(deadlines, default=None))


def can_confirm(member: Member, *, now: datetime) -> bool:
    """Tell whether a place is kept for somebody and waits for the word that they come."""
    is_asked = member.status in {Status.PENDING, Status.OFFERED}
    return is_asked and (member.deadline is None or member.deadline > now)


def is_told_by_contact(*, email: str, confirmed_at: datetime | None) -> bool:
    """Tell whether mail to somebody of a group goes to its contact: without an address, and before the contact has confirmed."""
    return not email or confirmed_at is None


def unreachable(members: Iterable[Member]) -> list[Member]:
    """List those who still come and are reached by their contact only."""
    return [member for member in members if member.status in LIVING and not member.email]
