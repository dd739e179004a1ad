"""The form of an organisation."""

from typing import Any, Self

from flask_babel import lazy_gettext
from wtforms import Field, ValidationError
from wtforms.form import BaseForm

from app.web import fields
from app.web.forms import Form
from app.web.languages import page_language
from registration.fields import words
from registration.fields.rules import Plan
from registration.organisations.models import Organisation
from registration.organisations.rules import OrganisationRequest


def offered(_form: BaseForm, field: Field) -> None:
    """Refuse what is none of the options."""
    if field.data not in dict(field.options):
        raise ValidationError(fields.BAD_CHOICE)


class OrganisationForm(Form):
    """What is told about an organisation."""

    name = fields.text(lazy_gettext("Name"), longest=200, required=True)
    # Their options are lists of the congress; organisation() judges by them.
    role = fields.ChoiceField(lazy_gettext("Role in the congress"), options=(), validators=[fields.Needed(), offered])
    sector = fields.ChoiceField(lazy_gettext("Sector"), options=(), validators=[fields.Free(), offered])
    website = fields.link(lazy_gettext("Website"))

    def __init__(self, plan: Plan, **values: Any) -> None:  # Any: what WTForms takes
        super().__init__(**values)
        for name, of in (("role", "organisation_type"), ("sector", "sector")):
            chosen = getattr(values.get("obj"), name, "")
            options = words.options_of_list(plan, of, page_language(), chosen=[chosen])
            self[name].options = options

    @classmethod
    def of(cls, organisation: Organisation, plan: Plan) -> Self:
        """Make the form of an organisation, filled with what is known of it."""
        form: Self = cls(plan, obj=organisation)
        return form

    def organisation(self) -> OrganisationRequest:
        """Read the form."""
        return OrganisationRequest(
            name=self.name.data,
            role=self.role.data or "",
            sector=self.sector.data or "",
            website=self.website.data or "",
        )
