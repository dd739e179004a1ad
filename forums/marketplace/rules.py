"""Pure decisions about stands: their states, the steps between them, and for whom there is room."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from forums.marketplace import errors


class State(enum.StrEnum):
    """Where the application of a stand stands, in the order of its life."""

    APPLIED = "applied"
    SHORTLISTED = "shortlisted"
    ACCEPTED = "accepted"  # by the organisers; the stand has yet to confirm
    CONFIRMED = "confirmed"
    WAITING = "waiting"  # would be welcome, but its topic or the market is full
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by the stand itself


class Power(enum.IntEnum):
    """What a stand needs or a pitch has; the higher includes the lower."""

    NONE = 0
    USUAL = 1  # 230 V
    STRONG = 2  # 400 V


class Nearness(enum.StrEnum):
    """Where a stand would like to be, seen from another."""

    NEAR = "near"
    FAR = "far"


class Voice(enum.StrEnum):
    """What a juror says about a stand."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class Call(enum.StrEnum):
    """Whether stands may apply."""

    NONE = "none"  # nobody has said when
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


OPEN: Final = frozenset({State.APPLIED, State.SHORTLISTED})  # before the jury
HOLDING: Final = frozenset({State.ACCEPTED, State.CONFIRMED})  # take part: they count in quotas and get a pitch
LIVING: Final = OPEN | HOLDING | {State.WAITING}
_DECISIONS: Final = frozenset({State.SHORTLISTED, State.ACCEPTED, State.WAITING, State.DECLINED})
STEPS: Final[Mapping[State, frozenset[State]]] = {
    State.APPLIED: _DECISIONS | {State.WITHDRAWN},
    State.SHORTLISTED: (_DECISIONS - {State.SHORTLISTED}) | {State.APPLIED, State.WITHDRAWN},
    State.ACCEPTED: frozenset({State.CONFIRMED, State.WAITING, State.DECLINED, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.WITHDRAWN, State.DECLINED}),
    State.WAITING: frozenset({State.SHORTLISTED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.DECLINED: frozenset({State.SHORTLISTED, State.ACCEPTED, State.WAITING}),
    State.WITHDRAWN: frozenset({State.APPLIED}),
}
DECISIONS: Final = (State.SHORTLISTED, State.ACCEPTED, State.WAITING, State.DECLINED)  # of the organisers
TOLD: Final = frozenset({State.ACCEPTED, State.WAITING, State.DECLINED})  # by mail
COLOURS: Final = range(1, 9)  # of topics; classes of the stylesheet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stand, as far as its place in the market is concerned."""

    state: State
    topic_id: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """How many more stands may take part: in all, and by main topic; None or a missing topic: as many as want."""

    total: int | None
    by_topic: Mapping[int, int]

    def has_for(self, topic_id: int | None) -> bool:
        """Tell whether one more stand of this topic may take part."""
        of_topic = self.by_topic.get(topic_id, 1) if topic_id is not None else 1
        return of_topic > 0 and (self.total is None or self.total > 0)

    def without(self, topic_id: int | None) -> "Room":
        """Give what is left once a stand of this topic takes part."""
        by_topic = dict(self.by_topic)
        if topic_id in by_topic and topic_id is not None:
            by_topic[topic_id] -= 1
        return replace(self, total=None if self.total is None else self.total - 1, by_topic=by_topic)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision does to a stand: ``after`` is None where it cannot take this step; ``is_full`` turns yes into waiting."""

    after: State | None
    is_full: bool = False


def outcomes(stands: Iterable[Candidate], wanted: State, room: Room) -> list[Outcome]:
    """Tell what becomes of each stand if all shall be *wanted*, in this order: whoever finds the topic or the market full waits."""
    found: list[Outcome] = []
    for stand in stands:
        is_full = wanted is State.ACCEPTED and not room.has_for(stand.topic_id)
        after = State.WAITING if is_full else wanted
        if after not in STEPS[stand.state]:
            found.append(Outcome(None))
            continue
        if after is State.ACCEPTED:
            room = room.without(stand.topic_id)
        found.append(Outcome(after, is_full=is_full))
    return found


def successor(waiting: Sequence[Candidate], freed_topic: int | None, room: Room) -> int | None:
    """Choose who moves up into a place that came free, of those who wait in their turn: the index of the first of the same topic.

    Of the others only where it is the market as a whole that was full.
    """
    fitting = [index for index, stand in enumerate(waiting) if room.has_for(stand.topic_id)]
    same = [index for index in fitting if waiting[index].topic_id == freed_topic]
    others = fitting if room.total is not None else []
    return next(iter([*same, *others]), None)


def check_step(state: str, wanted: str) -> None:
    """Check that a stand may go from *state* to *wanted*; raises NoSuchStep."""
    if State(wanted) not in STEPS[State(state)]:
        raise errors.NoSuchStep


def call_at(*, begins: datetime | None, ends: datetime | None, now: datetime) -> Call:
    """Tell whether stands may apply at *now*."""
    if begins is None:
        return Call.NONE
    if now < begins:
        return Call.BEFORE
    return Call.OPEN if ends is None or now < ends else Call.CLOSED
