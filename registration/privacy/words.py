"""What the journal says of erasures."""

from typing import Final

from flask_babel import lazy_gettext

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
