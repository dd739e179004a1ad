"""The verbs of dialogue forums: one module a noun."""

from forums.dialogue.service.forums import adopt_seats, cancel_forum, change_forum, create_forum, reinstate_forum
from forums.dialogue.service.pairs import add_pairs, person_named, remove_pair
from forums.dialogue.service.pins import pin, unpin
from forums.dialogue.service.preferences import set_preferences
from forums.dialogue.service.publication import publish
from forums.dialogue.service.runs import begin_run, cancel_run, fail_run, keep_outcome, start_run
from forums.dialogue.service.succession import SeatPassed, SeatStep, pass_preferences, pass_seat

__all__ = [
    "SeatPassed",
    "SeatStep",
    "add_pairs",
    "adopt_seats",
    "begin_run",
    "cancel_forum",
    "cancel_run",
    "change_forum",
    "create_forum",
    "fail_run",
    "keep_outcome",
    "pass_preferences",
    "pass_seat",
    "person_named",
    "pin",
    "publish",
    "reinstate_forum",
    "remove_pair",
    "set_preferences",
    "start_run",
    "unpin",
]
