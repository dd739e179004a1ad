"""What became of a mail, and what can be done about it, in the reader's language."""

import re
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

from app.jobs.models import Job, JobStatus
from app.mail.service import RETURNED

# A shape of macros/status.html and a word for each state; RETURNED beside those of the job.
STATES: Final = {
    JobStatus.WAITING: ("waiting", lazy_gettext("waiting")),
    JobStatus.HELD: ("waiting", lazy_gettext("paused")),
    JobStatus.DONE: ("done", lazy_gettext("sent")),
    JobStatus.DEAD: ("refused", lazy_gettext("not delivered")),
    JobStatus.CANCELLED: ("gone", lazy_gettext("not sent")),
    "returned": ("refused", lazy_gettext("came back")),
}
ANSWER = re.compile(r"answered (\d{3})")
ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


@dataclass(frozen=True)
class Fault:
    """Why a mail did not arrive, and the way out."""

    reason: LazyString
    remedy: LazyString


SERVER_AWAY = Fault(
    lazy_gettext("The mail server of this installation could not be used."),
    lazy_gettext("The operator has to look at the mail server; then send the mail again."),
)
LETTERS = Fault(
    lazy_gettext("The mail server takes no addresses with letters beyond a to z."),
    lazy_gettext("Ask for another address of this person and correct it, then send the mail again."),
)
UNKNOWN_ADDRESS = Fault(
    lazy_gettext("There is no mailbox at this address."),
    lazy_gettext("Ask for the right address and correct it, then send the mail again."),
)
MAILBOX_FULL = Fault(
    lazy_gettext("The mailbox is full."),
    lazy_gettext("Send the mail again in some days, or ask for another address."),
)
UNWANTED = Fault(
    lazy_gettext("The recipient's server refuses mails from here, perhaps as advertising."),
    lazy_gettext(
        "The operator has to see that the sender's address is allowed (SPF, DKIM); tell this person by another way."
    ),
)
BUSY = Fault(
    lazy_gettext("The mail server was busy for too long."),
    lazy_gettext("Send the mail again."),
)
OUT_OF_PLACE = Fault(
    lazy_gettext("The registration changed before it was this mail's turn."),
    lazy_gettext("There is nothing to do."),
)
OTHER = Fault(
    lazy_gettext("The mail could not be delivered."),
    lazy_gettext("Send it again; if that does not help, ask the operator, who finds the reason in the log."),
)


def state_of(mail: Job) -> str:
    """Name the state of a mail as a key of STATES."""
    if mail.status == JobStatus.DEAD and (mail.error or "").startswith(RETURNED):
        return "returned"
    return mail.status


def fault_of(error: str | None) -> Fault | None:
    """Explain what a relay or a report noted of a mail; None where nothing went wrong."""
    if not error:
        return None
    if "cannot be used" in error:
        return SERVER_AWAY
    if "letters beyond" in error:
        return LETTERS
    if "not wanted any more" in error:
        return OUT_OF_PLACE
    return _by_code(error)


def code_of(error: str | None) -> str:
    """Give the server's own code, for whoever has to ask the operator of the other server."""
    found = ENHANCED.search(error or "")
    plain = ANSWER.search(error or "")
    return " ".join(code for code in (plain[1] if plain else "", found[0] if found else "") if code)


def _by_code(error: str) -> Fault:
    """Tell by the enhanced code (RFC 3463) where there is one, else by the plain one (RFC 5321)."""
    enhanced = ENHANCED.search(error)
    if enhanced:
        return _by_subject(*enhanced.groups())
    answer = ANSWER.search(error)
    if answer is None:
        return OTHER
    by_answer = {"550": UNKNOWN_ADDRESS, "551": UNKNOWN_ADDRESS, "553": UNKNOWN_ADDRESS, "552": MAILBOX_FULL}
    return by_answer.get(answer[1]) or (BUSY if answer[1].startswith("4") else UNWANTED)


def _by_subject(kind: str, subject: str, detail: str) -> Fault:
    if (subject, detail) == ("2", "2"):
        return MAILBOX_FULL
    if subject in {"1", "2"} and kind == "5":
        return UNKNOWN_ADDRESS
    if subject == "7":
        return UNWANTED
    return BUSY if kind == "4" else OTHER
