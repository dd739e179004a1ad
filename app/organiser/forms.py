"""Organisers' forms on participants."""

from typing import Any, Final

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.web import fields
from app.web.forms import Form
from registration.participants import rules
from registration.participants.errors import Invalid
from registration.participants.models import Participant
from registration.participants.rules import LENGTHS, SENSITIVE, RegistrationRequest
from registration.participants.words import LEVELS, ROLES, SECTORS

NOT_SAID = ("", lazy_gettext("not said"))
# The languages that participants name as theirs most often; mails go out in German or English.
LANGUAGES: Final = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("uk", "Українська"),
    ("tr", "Türkçe"),
    ("ku", "Kurdî"),
    ("ti", "ትግርኛ"),
    ("vi", "Tiếng Việt"),
]


class ParticipantForm(Form):
    """What is known about a participant."""

    name = fields.text(lazy_gettext("Name"), longest=LENGTHS["name"], required=True)
    email = fields.text(lazy_gettext("E-mail address"), longest=LENGTHS["email"], required=True)
    pronouns = fields.text(lazy_gettext("Pronouns"), longest=LENGTHS["pronouns"])
    organisation = fields.text(lazy_gettext("Organisation"), longest=LENGTHS["organisation"])
    sector = fields.choice(lazy_gettext("Sector"), [NOT_SAID, *SECTORS.items()], required=False)
    level = fields.choice(lazy_gettext("Level"), [NOT_SAID, *LEVELS.items()], required=False)
    role = fields.choice(lazy_gettext("Role"), list(ROLES.items()))
    language = fields.choice(lazy_gettext("Language"), LANGUAGES)
    access_needs = fields.text(lazy_gettext("Access needs"), longest=LENGTHS["access_needs"], lines=True)
    interpreting = fields.text(lazy_gettext("Interpreting"), longest=LENGTHS["interpreting"])
    food = fields.text(lazy_gettext("Food"), longest=LENGTHS["food"])
    photo_consent = fields.tick(lazy_gettext("Agrees to photos"))

    @classmethod
    def of(cls, participant: Participant) -> "ParticipantForm":
        """Fill the form with what is known."""
        return cls(obj=participant, photo_consent=participant.photo_consent_at is not None)

    def spare_needs(self) -> "ParticipantForm":
        """Leave out what is for the eyes of others."""
        for name in SENSITIVE:
            delattr(self, name)
        return self

    def request(self, known: Participant | None = None) -> RegistrationRequest:
        """Read the answers, cleaned; what the form leaves out stays as is *known*. Raises errors.Invalid."""
        kept = {name: getattr(known, name) for name in SENSITIVE if known is not None and name not in self._fields}
        values = kept | {name: field.data for name, field in self._fields.items() if name != "csrf_token"}
        consent = bool(values.pop("photo_consent"))
        texts: dict[str, Any] = {
            name: value or "" for name, value in values.items()
        }  # Any: each key has its field's type
        return rules.clean_request(RegistrationRequest(photo_consent=consent, **texts))

    def blame(self, error: DomainError) -> None:
        """Put each of several faults beside its own field."""
        faults = error.faults.values() if isinstance(error, Invalid) else (error,)
        for fault in faults:
            super().blame(fault)


class NoteForm(Form):
    """The organisers' own note on a participant."""

    note = fields.text(lazy_gettext("Note"), longest=4000, lines=True)
