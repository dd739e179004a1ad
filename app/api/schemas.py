"""What the API takes and gives; each schema validates and documents."""

from collections.abc import Mapping
from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields, post_dump, validate

from app.accounts.guards import sees_needs
from app.congress.models import Congress
from registration.participants.rules import CHOICES, LENGTHS, SENSITIVE, Status


class Strict(ma.Schema):
    """Refuses keys that it does not know: a typo must not pass for an answer."""

    class Meta:
        unknown = ma.RAISE


class LocalizedText(fields.Dict):
    """A text by language: {"de": "…", "en": "…"}."""

    def __init__(self, **kwargs: Any) -> None:  # Any: marshmallow's options
        super().__init__(keys=fields.String(), values=fields.String(), **kwargs)


class CongressSchema(Strict):
    """A congress as the public sees it."""

    slug = fields.String(required=True)
    title = LocalizedText()
    summary = LocalizedText()
    starts_on = fields.Date()
    ends_on = fields.Date()
    zone = fields.String()
    venue = fields.String()
    address = fields.String()
    languages = fields.List(fields.String())
    registration_opens_at = fields.AwareDateTime(allow_none=True)
    registration_closes_at = fields.AwareDateTime(allow_none=True)
    preferences_until = fields.AwareDateTime(allow_none=True)
    url = fields.Url()


class PersonSchema(Strict):
    """Somebody who stands in the programme."""

    name = fields.String()
    organisation = fields.String()
    part = fields.String()


class SessionSchema(Strict):
    """An item of the programme."""

    id = fields.String()
    kind = fields.String()
    title = LocalizedText()
    abstract = LocalizedText()
    room = fields.String(allow_none=True)
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    cancelled = fields.Boolean()
    people = fields.List(fields.Nested(PersonSchema))


class ForumSchema(Strict):
    """A dialogue forum."""

    id = fields.String()
    number = fields.Integer()
    slot = fields.Integer(
        metadata={"description": "Forums of one slot meet at the same time; everybody has one seat a slot"}
    )
    title = LocalizedText()
    description = LocalizedText()
    room = fields.String(allow_none=True)
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    minimum = fields.Integer()
    maximum = fields.Integer()
    cancelled = fields.Boolean()
    moderators = fields.List(fields.String())


def _text(name: str, *, required: bool = False) -> fields.String:
    return fields.String(
        required=required, load_default=None if required else "", validate=validate.Length(max=LENGTHS[name])
    )


def _choice(name: str, default: str) -> fields.String:
    return fields.String(load_default=default, validate=validate.OneOf(CHOICES[name]))


def _code(name: str) -> fields.String:
    usual = ", ".join(code for code in CHOICES[name] if code)
    return fields.String(
        load_default="",
        validate=validate.Length(max=20),
        metadata={"description": f"a code of the congress's list; {usual}, unless it has its own"},
    )


class RegistrationSchema(Strict):
    """A registration, as the form takes it."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=LENGTHS["name"]))
    email = fields.String(required=True, validate=validate.Length(min=3, max=LENGTHS["email"]))
    organisation = _text("organisation")
    pronouns = _text("pronouns")
    sector = _code("sector")
    level = _code("level")
    role = fields.String(
        load_default="participant",
        validate=validate.Length(max=20),
        metadata={"description": "the code of one of the congress's categories"},
    )
    language = fields.String(load_default="de", validate=validate.Length(min=2, max=3))
    access_needs = _text("access_needs")
    interpreting = _text("interpreting")
    food = _text("food")
    photo_consent = fields.Boolean(load_default=False)
    days = fields.List(
        fields.Date(format="iso"),
        load_default=list,
        validate=validate.Length(max=60),
        metadata={"description": "days of the congress on which they come; none or all of them: every day"},
    )
    preferences = fields.List(
        fields.String(), load_default=list, metadata={"description": "ids of forums, dearest first"}
    )
    join_waiting_list = fields.Boolean(load_default=False)
    answers = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        values=fields.Raw(allow_none=True),
        load_default=dict,
        metadata={
            "description": "to the congress's own questions, by key: a text, a number, a code or a list of codes; "
            'a file as {"name", "content" in base64}; null takes an answer back'
        },
    )


class ChangeSchema(RegistrationSchema):
    """The answers to change; what is left out stays as it is."""

    class Meta(Strict.Meta):
        exclude = ("preferences", "join_waiting_list")
        partial = True

    def load(self, data: Any, **options: Any) -> Any:  # Any: marshmallow's signature
        options["partial"] = True
        return super().load(data, **options)


UNREAD = "null if this key or login may not read it"


class ParticipantSchema(Strict):
    """A participant, for organisers."""

    @post_dump
    def be_discreet(
        self, told: dict[str, Any], **_options: Any
    ) -> dict[str, Any]:  # Any: JSON, and marshmallow's signature
        """Keep to ourselves what only some may read."""
        return told if sees_needs() else told | dict.fromkeys(SENSITIVE)

    id = fields.String(attribute="public_id")
    status = fields.String(validate=validate.OneOf([status.value for status in Status]))
    name = fields.String()
    email = fields.String()
    pronouns = fields.String()
    organisation = fields.String()
    sector = fields.String()
    level = fields.String()
    role = fields.String()
    language = fields.String()
    access_needs = fields.String(allow_none=True, metadata={"description": UNREAD})
    interpreting = fields.String(allow_none=True, metadata={"description": UNREAD})
    food = fields.String(allow_none=True, metadata={"description": UNREAD})
    photo_consent_at = fields.AwareDateTime(allow_none=True)
    days = fields.List(
        fields.String(), attribute="day_list", metadata={"description": "ISO days on which they come; none: every day"}
    )
    registered_at = fields.AwareDateTime()
    confirmed_at = fields.AwareDateTime(allow_none=True)
    deadline = fields.AwareDateTime(allow_none=True)
    answers = fields.Dict(
        keys=fields.String(), values=fields.Raw(), metadata={"description": "to the congress's own questions, by key"}
    )


class ParticipantsQuery(Strict):
    """How to page and narrow a list of participants."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=1_000_000))
    per_page = fields.Integer(load_default=100, validate=validate.Range(min=1, max=500))
    status = fields.String(load_default="", validate=validate.OneOf(["", *(status.value for status in Status)]))
    text = fields.String(load_default="", validate=validate.Length(max=200))


class ParticipantsSchema(Strict):
    """One page of participants."""

    total = fields.Integer()
    page = fields.Integer()
    per_page = fields.Integer()
    participants = fields.List(fields.Nested(ParticipantSchema))


class RegisteredSchema(Strict):
    """What became of a registration."""

    id = fields.String(attribute="public_id")
    status = fields.String()
    deadline = fields.AwareDateTime(allow_none=True)
    is_new = fields.Boolean(
        metadata={"description": "false for a repeat and for an address that is registered already"}
    )


class PreferencesSchema(Strict):
    """Somebody's wishes."""

    forums = fields.List(fields.String(), required=True, metadata={"description": "ids of forums, dearest first"})


class AssignmentSchema(Strict):
    """Where somebody sits, published."""

    participant = fields.String()
    forum = fields.String()
    forum_number = fields.Integer()
    assigned_at = fields.AwareDateTime()


class ProblemSchema(ma.Schema):
    """What went wrong (RFC 9457)."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    code = fields.String()
    detail = fields.String()
    field = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.Raw())


class IdempotencyHeader(ma.Schema):
    """The key that makes a repeated request harmless."""

    idempotency_key = fields.String(
        data_key="Idempotency-Key",
        load_default=None,
        validate=validate.Length(min=1, max=64),
        metadata={
            "description": "drawn by the caller, such as a UUID; a repeat with the same key makes no second registration"
        },
    )

    class Meta:
        unknown: ClassVar[str] = ma.EXCLUDE  # all the other headers of a request


def congress_as_mapping(congress: Congress, *, base_url: str) -> Mapping[str, object]:
    """Give what the public may know of a congress, with its address."""
    names = [name for name in CongressSchema().fields if name != "url"]
    return {name: getattr(congress, name) for name in names} | {"url": f"{base_url}/{congress.slug}/"}
