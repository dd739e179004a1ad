"""Pure decisions about stands: their states and the steps between them."""

import enum
from collections.abc import Mapping
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


OPEN: Final = frozenset({State.APPLIED, State.SHORTLISTED})  # before the jury
HOLDING: Final = frozenset({State.ACCEPTED, State.CONFIRMED})  # take part: they count in quotas and get a pitch
LIVING: Final = OPEN | HOLDING | {State.WAITING}
_DECISIONS: Final = frozenset({State.SHORTLISTED, State.ACCEPTED, State.WAITING, State.DECLINED})
STEPS: Final[Mapping[State, frozenset[State]]] = {
    State.APPLIED: _DECISIONS | {State.WITHDRAWN},
    State.SHORTLISTED: _DECISIONS | {State.APPLIED, State.WITHDRAWN},
    State.ACCEPTED: frozenset({State.CONFIRMED, State.WAITING, State.DECLINED, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.WITHDRAWN, State.DECLINED}),
    State.WAITING: frozenset({State.SHORTLISTED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.DECLINED: frozenset({State.SHORTLISTED, State.ACCEPTED, State.WAITING}),
    State.WITHDRAWN: frozenset({State.APPLIED}),
}
DECIDED_BY_ORGANISERS: Final = _DECISIONS | {State.APPLIED}
COLOURS: Final = range(1, 9)  # of topics; classes of the stylesheet


def check_step(state: str, wanted: str) -> None:
    """Check that a stand may go from *state* to *wanted*; raises NoSuchStep."""
    if State(wanted) not in STEPS[State(state)]:
        raise errors.NoSuchStep
