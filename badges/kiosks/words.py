"""A kiosk in words: to guests, not to staff."""

from typing import Any

from flask_babel import gettext

from app.web.problem import words_of
from badges.checkin.rules import Verdict
from badges.kiosks.errors import NobodyFound, PrintedBefore, TooManyTries


def phrases_of_kiosk() -> dict[str, Any]:  # Any: JSON
    """Gather what the script of a kiosk says, with {places} to fill in. ``kiosk`` has word and meaning of each verdict."""
    at_desk = gettext("Please come to the desk"), gettext("Somebody will help you there.")
    unread = gettext("Not a code of ours"), gettext("Please try again, or come to the desk.")
    again = (
        gettext("You are in already"),
        gettext("Somebody came in with this code before. If it was not you, please come to the desk."),
    )
    return {
        "kiosk": {
            Verdict.WELCOME.value: (gettext("Welcome"), ""),
            Verdict.ALREADY_IN.value: again,
            Verdict.MALFORMED.value: unread,
            Verdict.UNKNOWN.value: unread,
            "other": at_desk,
        },
        "printing": gettext("Your badge is being printed …"),
        "printed": gettext("Please take your badge from the printer."),
        "unprinted": gettext("Your badge cannot be printed here just now. Please come to the desk."),
        "findOffline": gettext(
            "There is no network just now. Your code works all the same; or please come to the desk."
        ),
        "failures": {fault.code: words_of(fault) for fault in (NobodyFound(), TooManyTries(), PrintedBefore())},
    }
