"""The words on a badge, in the language of the congress whoever prints it."""

from flask_babel import force_locale, gettext, lazy_gettext

from app.congress.models import Congress
from app.db import reading
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from badges.designs import queries as designs_of
from badges.service import Wording
from registration.fields import queries as fields_of
from registration.fields.words import list_words
from registration.places import queries as places_of

JOURNAL = {
    "badge.reissued": lazy_gettext("A new badge was issued; the old code is dead"),
    "badges.renewed": lazy_gettext("New codes for %(number)s badges; the old ones are dead"),
    "badge.revoked": lazy_gettext("The badge was revoked"),
}


def wording_of(congress: Congress) -> Wording:
    """Gather the words for the badges of a congress."""
    language = congress.default_language if congress.default_language in PAGE_LANGUAGES else "en"
    labels = places_of.labels(reading(), congress.id)
    with force_locale(language):
        forum = gettext("Forum %(number)s: %(title)s", number="{number}", title="{title}")
        # A number alone at the beginning of a line is not read as that of a forum.
        forum = forum.replace(" {number}", "\N{NO-BREAK SPACE}{number}")
        tables = gettext("Tables %(numbers)s", numbers="{numbers}")
        return Wording(
            language,
            {role: in_language(label, language) for role, label in labels.items()},
            forum,
            tables,
            sectors=list_words(fields_of.plan(reading(), congress.id), "sector", language),
            colours=designs_of.colours(reading(), congress.id),
        )
