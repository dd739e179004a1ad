"""What the journal says of erasures."""

from typing import Final

from flask_babel import gettext, lazy_gettext, ngettext

from app.orm import in_language
from registration.fields.queries import Timed
from registration.fields.words import LABELS
from registration.privacy.retention import Going

JOURNAL: Final = {
    "participant.erasure-asked": lazy_gettext("Asked to be erased"),
    "participant.erasure-withdrawn": lazy_gettext("Took the wish to be erased back"),
    "congress.retention": lazy_gettext("Months for which people are kept after the congress: %(months)s"),
    "participant.erased": lazy_gettext("Somebody was erased; proof %(number)s"),
}
REASONS: Final = {
    "guest": lazy_gettext("The person asked for it"),
    "organiser": lazy_gettext("Decided by the organisers"),
    "retention": lazy_gettext("The time for keeping the data was over"),
    "restored": lazy_gettext("Erased before; a backup had brought the data back"),
}


def question_in_words(timed: Timed, language: str) -> str:
    """Say a question whose answers are kept for a time."""
    return in_language(dict(timed.label), language) or str(LABELS.get(timed.key, timed.key))


def going_in_words(going: Going, language: str) -> str:
    """Say what goes: everybody, or the answers to a question, with their number."""
    if going.timed is None:
        return str(ngettext("Everybody (%(num)s person)", "Everybody (%(num)s people)", going.number))
    question = question_in_words(going.timed, language)
    return str(gettext("Answers to “%(question)s” (%(number)s)", question=question, number=going.number))
