"""What the codes of the rules are called on pages."""

from typing import Final

from flask_babel import lazy_gettext

from registration.organisations.rules import OrganisationRole

ROLES: Final = {
    OrganisationRole.CARRIER: lazy_gettext("Carrier organisation"),
    OrganisationRole.FUNDER: lazy_gettext("Funder"),
    OrganisationRole.PARTNER: lazy_gettext("Partner"),
    OrganisationRole.HOST: lazy_gettext("Host"),
    OrganisationRole.OTHER: lazy_gettext("Other organisation"),
}

JOURNAL: Final = {
    "organisation.added": lazy_gettext("An organisation was added"),
    "organisation.changed": lazy_gettext("An organisation was changed"),
    "organisation.removed": lazy_gettext("An organisation was removed"),
}
