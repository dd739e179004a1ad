"""The verbs of dialogue forums: one module a noun."""

from forums.dialogue.service.days import let_go
from forums.dialogue.service.forums import adopt_seats, cancel_forum, change_forum, create_forum, reinstate_forum
from forums.dialogue.service.lists import check_link_of_list, link_of_list, renew_link_of_list
from forums.dialogue.service.pairs import add_pairs, person_named, remove_pair
from forums.dialogue.service.pins import pin, unpin
from forums.dialogue.service.preferences import set_preferences
from forums.dialogue.service.publication import publish
from forums.dialogue.service.runs import begin_run, cancel_run, fail_run, keep_outcome, start_run, write_note
from forums.dialogue.service.steps import Step, redo, redoable, undo, undoable
from forums.dialogue.service.succession import SeatPassed, SeatStep, pass_preferences, pass_seat
from forums.dialogue.service.swaps import accept_swap, offer_swap, offers_to, withdraw_swap
from forums.dialogue.service.turns import (
    give_up,
    move_turn,
    seating_of,
    serve,
    serve_all,
    wait_for,
    wait_no_more,
)

__all__ = [
    "SeatPassed",
    "SeatStep",
    "Step",
    "accept_swap",
    "add_pairs",
    "adopt_seats",
    "begin_run",
    "cancel_forum",
    "cancel_run",
    "change_forum",
    "check_link_of_list",
    "create_forum",
    "fail_run",
    "give_up",
    "keep_outcome",
    "let_go",
    "link_of_list",
    "move_turn",
    "offer_swap",
    "offers_to",
    "pass_preferences",
    "pass_seat",
    "person_named",
    "pin",
    "publish",
    "redo",
    "redoable",
    "reinstate_forum",
    "remove_pair",
    "renew_link_of_list",
    "seating_of",
    "serve",
    "serve_all",
    "set_preferences",
    "start_run",
    "undo",
    "undoable",
    "unpin",
    "wait_for",
    "wait_no_more",
    "withdraw_swap",
    "write_note",
]
