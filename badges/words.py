"""The words on a badge, in the language of the congress whoever prints it."""

from flask_babel import force_locale, gettext, lazy_gettext

from app.congress.models import Congress
from app.i18n import PAGE_LANGUAGES
from badges.service import Wording
from registration.participants.words import ROLES

JOURNAL = {
    "badge.reissued": lazy_gettext("A new badge was issued; the old code is dead"),
    "badge.revoked": lazy_gettext("The badge was revoked"),
}


def wording_of(congress: Congress) -> Wording:
    """Gather the words for the badges of a congress."""
    language = congress.default_language if congress.default_language in PAGE_LANGUAGES else "en"
    with force_locale(language):
        forum = gettext("Forum %(number)s: %(title)s", number="{number}", title="{title}")
        return Wording(language, {role.value: str(word) for role, word in ROLES.items()}, forum)
