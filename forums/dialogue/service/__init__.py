"""The verbs of dialogue forums: one module a noun."""

from forums.dialogue.service.forums import cancel_forum, change_forum, create_forum, reinstate_forum
from forums.dialogue.service.pins import pin, unpin
from forums.dialogue.service.preferences import set_preferences
from forums.dialogue.service.publication import publish
from forums.dialogue.service.runs import begin_run, cancel_run, fail_run, keep_outcome, start_run
from forums.dialogue.service.succession import SeatPassed, SeatStep, pass_preferences, pass_seat

__all__ = [
    "SeatPassed",
    "SeatStep",
    "begin_run",
    "cancel_forum",
    "cancel_run",
    "change_forum",
    "create_forum",
    "fail_run",
    "keep_outcome",
    "pass_preferences",
    "pass_seat",
    "pin",
    "publish",
    "reinstate_forum",
    "set_preferences",
    "start_run",
    "unpin",
]
