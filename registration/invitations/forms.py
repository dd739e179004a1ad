"""Organisers' forms on invitations."""

from datetime import datetime
from typing import Self

from flask_babel import lazy_gettext
from flask_wtf.file import FileField

from app.congress import rules as congress_rules
from app.congress.models import Congress
from app.congress.rules import Admission
from app.web import fields
from app.web.forms import Form
from registration.exchange.errors import UploadError
from registration.exchange.reading import MOST_BYTES
from registration.invitations import rules
from registration.invitations.models import Invitation
from registration.invitations.rules import Invitee, Terms
from registration.invitations.tables import read_table
from registration.invitations.words import ADMISSIONS
from registration.participants.errors import RegistrationError

GUESTS_CHOICE = ("", lazy_gettext("the guest chooses"))


class AdmissionForm(Form):
    """Who may register."""

    admission = fields.choice(
        lazy_gettext("Who may register"), [(code.value, words[0]) for code, words in ADMISSIONS.items()]
    )
    applications_hold = fields.tick(lazy_gettext("An application holds a place until it is decided"))
    allows_substitutes = fields.tick(lazy_gettext("Guests may hand their place to a colleague"))
    allows_parties = fields.tick(lazy_gettext("One person may register a group"))

    @classmethod
    def of(cls, congress: Congress) -> Self:
        """Make the form, filled with what holds now."""
        form: Self = cls(obj=congress)
        return form

    def chosen(self) -> Admission:
        """Read the mode."""
        return Admission(self.admission.data)


class _TermsForm(Form):
    """What all invitations share; *category* gets its options from the congress."""

    def offer(self, categories: list[tuple[str, str]]) -> Self:
        """Let the form offer the categories of the congress."""
        self.category.options = [GUESTS_CHOICE, *categories]
        return self

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, and the category against what is offered."""
        is_fine = bool(super().validate(extra_validators))
        if (self.category.data or "") not in {value for value, _word in self.category.options}:
            self.category.errors = [*self.category.errors, fields.BAD_CHOICE]
            return False
        return is_fine

    def terms(self, congress: Congress, before: datetime | None = None) -> Terms:
        """Read what an organiser says; raises NoSuchTime."""
        wall = self.expires_at.data
        expires = congress_rules.instant_of(wall, congress.zone, field="expires_at", before=before) if wall else None
        uses = self.most_uses.data if "most_uses" in self else 1
        label = self.label.data if "label" in self else ""
        return Terms(label=label or "", most_uses=uses, category=self.category.data or "", expires_at=expires)


class CodeForm(_TermsForm):
    """A code for several people."""

    label = fields.text(lazy_gettext("What it is for"), longest=200, required=True)
    most_uses = fields.whole(lazy_gettext("How many may register with it"), least=1, most=rules.MOST_USES)
    category = fields.text(lazy_gettext("Category"), longest=20)
    expires_at = fields.local_moment(lazy_gettext("Valid until"))

    @classmethod
    def of(cls, invitation: Invitation, congress: Congress) -> Self:
        """Make the form of an invitation, filled with what holds now."""
        expires = invitation.expires_at
        form: Self = cls(
            data={
                "label": invitation.label,
                "most_uses": invitation.most_uses,
                "category": invitation.category,
                "expires_at": congress_rules.wall_of(expires, congress.zone) if expires else None,
            }
        )
        return form


class AddressesForm(_TermsForm):
    """A list of people to invite."""

    list = fields.text(lazy_gettext("Addresses, one a line"), longest=500_000, lines=True)
    file = FileField(lazy_gettext("Or a table"))
    leaves_out = fields.tick(lazy_gettext("Leave faulty lines out, and invite the others"))
    category = fields.text(lazy_gettext("Category"), longest=20)
    expires_at = fields.local_moment(lazy_gettext("Valid until"))
    language = fields.choice(lazy_gettext("Language of the mail"), [("de", "Deutsch"), ("en", "English")])

    def invitees(self) -> tuple[Invitee, ...]:
        """Read the table, or else the list; raises NobodyToInvite, TooManyLines, BadLines or an UploadError."""
        if self.file.data is None:
            pasted = self["list"].raw_data[0] if self["list"].raw_data else ""
            return tuple(rules.read_invitees(pasted, leaves_out=self.leaves_out.data))
        try:
            content = self.file.data.stream.read(MOST_BYTES + 1)
            return tuple(read_table(content, leaves_out=self.leaves_out.data))
        except (UploadError, RegistrationError) as fault:
            fault.field = "file"
            raise


class OrganisationSeatsForm(CodeForm):
    """Seats that a contact of an organisation hands out."""

    label = fields.text(lazy_gettext("Organisation"), longest=200, required=True)
    most_uses = fields.whole(lazy_gettext("Seats"), least=1, most=rules.MOST_USES)
    contact_name = fields.text(lazy_gettext("Contact"), longest=200)
    contact_email = fields.email(lazy_gettext("E-mail of the contact"), required=True)
    language = fields.choice(lazy_gettext("Language of the mail"), [("de", "Deutsch"), ("en", "English")])

    def contact(self) -> Invitee:
        """Read who hands the seats out."""
        return Invitee(self.contact_email.data, self.contact_name.data or "")


class DecisionForm(Form):
    """Why an application is declined."""

    reason = fields.text(lazy_gettext("Reason, which the applicant gets"), longest=2_000, lines=True)
