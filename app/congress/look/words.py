"""What the journal says of looks."""

from flask_babel import lazy_gettext

JOURNAL = {
    "congress.coloured": lazy_gettext("The colour of the papers was changed"),
    "congress.logo-changed": lazy_gettext("The logo of the congress was changed"),
    "congress.logo-removed": lazy_gettext("The logo of the congress was removed"),
}
