"""The form of an organisation."""

from typing import Self

from flask_babel import lazy_gettext

from app.web import fields
from app.web.forms import Form
from registration.organisations.models import Organisation
from registration.organisations.rules import OrganisationRequest, OrganisationRole
from registration.organisations.words import ROLES
from registration.participants.words import SECTORS


class OrganisationForm(Form):
    """What is told about an organisation."""

    name = fields.text(lazy_gettext("Name"), longest=200, required=True)
    role = fields.choice(lazy_gettext("Role in the congress"), [(role.value, word) for role, word in ROLES.items()])
    sector = fields.choice(
        lazy_gettext("Sector"), [(sector.value, word) for sector, word in SECTORS.items()], required=False
    )
    website = fields.link(lazy_gettext("Website"))

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """Make the form of an organisation, filled with what is known of it."""
        form: Self = cls(obj=organisation)
        return form

    def organisation(self) -> OrganisationRequest:
        """Read the form."""
        return OrganisationRequest(
            name=self.name.data,
            role=OrganisationRole(self.role.data),
            sector=self.sector.data or "",
            website=self.website.data or "",
        )
