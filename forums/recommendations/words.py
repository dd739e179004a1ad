"""What the codes of the recommendations log are called on pages and on paper."""

from typing import Final

from flask_babel import lazy_gettext

from forums.recommendations.rules import AddresseeRole, Choice, NoteKind, Status, Tie, Verdict, Way

# A shape of macros/status.html and a word for each state.
STATES: Final = {
    Status.DRAFT: ("open", lazy_gettext("draft")),
    Status.DISCUSSED: ("open", lazy_gettext("discussed")),
    Status.ADOPTED: ("done", lazy_gettext("adopted")),
    Status.HANDED_OVER: ("waiting", lazy_gettext("handed over")),
    Status.ANSWERED: ("note", lazy_gettext("answered")),
    Status.IN_PROGRESS: ("waiting", lazy_gettext("in progress")),
    Status.DONE: ("done", lazy_gettext("done")),
    Status.SUPERSEDED: ("gone", lazy_gettext("superseded")),
}
STEPS: Final = {
    Status.DRAFT: lazy_gettext("Back to draft"),
    Status.DISCUSSED: lazy_gettext("Note it as discussed"),
    Status.ADOPTED: lazy_gettext("Note it as adopted"),
    Status.HANDED_OVER: lazy_gettext("Note it as handed over"),
    Status.ANSWERED: lazy_gettext("Note it as answered"),
    Status.IN_PROGRESS: lazy_gettext("Note it as in progress"),
    Status.DONE: lazy_gettext("Note it as done"),
    Status.SUPERSEDED: lazy_gettext("Note it as superseded"),
}
ROLES: Final = {
    AddresseeRole.CARRIER: lazy_gettext("Programme carrier"),
    AddresseeRole.FUNDER: lazy_gettext("Funder"),
    AddresseeRole.PARTNER: lazy_gettext("Partner"),
    AddresseeRole.POLITICS: lazy_gettext("Politics"),
    AddresseeRole.ADMINISTRATION: lazy_gettext("Administration"),
    AddresseeRole.OTHER: lazy_gettext("Others"),
}
VERDICTS: Final = {
    Verdict.ACCEPTED: ("done", lazy_gettext("accepted")),
    Verdict.IN_PART: ("waiting", lazy_gettext("accepted in part")),
    Verdict.DECLINED: ("refused", lazy_gettext("declined")),
}
UNANSWERED: Final = ("open", lazy_gettext("no answer yet"))
NOTE_KINDS: Final = {
    NoteKind.IMPRESSION: lazy_gettext("Impressions"),
    NoteKind.NEED: lazy_gettext("Needs"),
    NoteKind.CHALLENGE: lazy_gettext("Challenges"),
    NoteKind.EXAMPLE: lazy_gettext("Good examples"),
    NoteKind.RECOMMENDATION: lazy_gettext("Recommendations"),
}
WAYS: Final = {
    Way.SECRET: lazy_gettext("secret, by phone"),
    Way.OPEN: lazy_gettext("open, by phone; who voted how is kept"),
    Way.HANDS: lazy_gettext("by show of hands, counted in the hall"),
}
CHOICES: Final = {
    Choice.IN_FAVOUR: lazy_gettext("Yes"),
    Choice.AGAINST: lazy_gettext("No"),
    Choice.ABSTAINED: lazy_gettext("I abstain"),
}
PRIORITIES: Final = {
    0: lazy_gettext("no priority"),
    1: lazy_gettext("some day"),
    2: lazy_gettext("soon"),
    3: lazy_gettext("first of all"),
}
TIES: Final = {
    Tie.FOLLOWS: lazy_gettext("follows"),
    Tie.REPEATS: lazy_gettext("repeats"),
    Tie.REPLACES: lazy_gettext("replaces"),
}
# From the other side: what became of the earlier one.
TIED_BY: Final = {
    Tie.FOLLOWS: lazy_gettext("is followed by"),
    Tie.REPEATS: lazy_gettext("is repeated by"),
    Tie.REPLACES: lazy_gettext("is replaced by"),
}
ACTIONS: Final = {
    "created": lazy_gettext("written down"),
    "worded": lazy_gettext("worded anew"),
    "changed": lazy_gettext("changed"),
    "status": lazy_gettext("taken a step"),
    "ballot-opened": lazy_gettext("put to the vote"),
    "voted": lazy_gettext("voted on"),
    "handed-over": lazy_gettext("handed over"),
    "answered": lazy_gettext("answered"),
    "reported": lazy_gettext("progress reported"),
    "milestone-planned": lazy_gettext("a milestone planned"),
    "milestone-reached": lazy_gettext("a milestone reached"),
    "milestone-dropped": lazy_gettext("a milestone taken away"),
    "tied": lazy_gettext("tied to another recommendation"),
    "untied": lazy_gettext("a tie was taken away"),
}
FAULTS: Final = {
    "missing": lazy_gettext("an entry is missing here"),
    "moved": lazy_gettext("the entry does not follow the one before it"),
    "changed": lazy_gettext("the entry was changed after it was written"),
    "end": lazy_gettext("entries at the end are missing, or were added past the log"),
    "expected": lazy_gettext("no entry has the expected hash"),
    "differs": lazy_gettext("the recommendation does not say what the log says"),
    "unknown": lazy_gettext("the recommendation stands in no entry of the log"),
}
