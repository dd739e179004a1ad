"""Doubles in words."""

from typing import Final

from flask_babel import lazy_gettext

from registration.doubles.rules import Reason

REASONS: Final = {
    Reason.MAILBOX: lazy_gettext("Both addresses lead to the same mailbox."),
    Reason.NEAR_ADDRESS: lazy_gettext("The addresses differ by one letter, the names hardly."),
    Reason.LOCAL_PART: lazy_gettext("The same name, and the same address before the @."),
    Reason.ORGANISATION: lazy_gettext("The same name and the same organisation."),
    Reason.NEAR_NAME: lazy_gettext("The same organisation, and hardly a difference in the name."),
    Reason.NAME: lazy_gettext("The same name."),
}
JOURNAL: Final = {
    "participant.told-apart": lazy_gettext("Told apart from somebody who looks alike"),
    "participant.merged": lazy_gettext("Merged with a second registration of the same person"),
}
