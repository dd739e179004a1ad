"""Invitations for machines: list them, make codes, invite by address, give organisations seats, revoke."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, g
from marshmallow import ValidationError, fields, validate, validates_schema
from sqlalchemy.orm import Session

from app import clock
from app.accounts.guards import actor
from app.accounts.models import Part
from app.api.doors import CREATED, OK, REFUSED, blueprint, needs
from app.api.schemas import Strict
from app.config import Config
from app.db import reading, transaction
from registration.invitations import queries, service
from registration.invitations.models import Invitation
from registration.invitations.rules import MOST_USES, Invitee, Kind, State, Terms, in_groups
from registration.participants.errors import BadChoice
from registration.participants.rules import LENGTHS, clean_email, clean_text, email_key_of
from registration.places.queries import categories

bp = blueprint("invitations_api", "Invitations: codes, people by address, seats of organisations")


class NewInvitationSchema(Strict):
    """An invitation to make. By address it is mailed to the person, for an organisation to the contact."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    label = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "what a code is for, or the organisation; needed for these"},
    )
    most_uses = fields.Integer(load_default=1, validate=validate.Range(min=1, max=MOST_USES))
    category = fields.String(
        load_default="", validate=validate.Length(max=20), metadata={"description": "code; empty: the guest chooses"}
    )
    expires_at = fields.AwareDateTime(load_default=None, allow_none=True)
    name = fields.String(load_default="", validate=validate.Length(max=200))
    email = fields.String(
        load_default="",
        validate=validate.Length(max=254),
        metadata={"description": "of the person or the contact; needed unless it is a code"},
    )
    language = fields.String(load_default="de", validate=validate.OneOf(["de", "en"]))

    @validates_schema
    def is_whole(self, given: Mapping[str, Any], **_options: Any) -> None:  # Any: JSON, and marshmallow's signature
        """Check that what its kind needs is there."""
        needed = {Kind.CODE: ("label",), Kind.ADDRESS: ("email",), Kind.ORGANISATION: ("label", "email")}
        for name in needed.get(given.get("kind", ""), ()):
            if not given[name].strip():
                raise ValidationError({name: ["Missing data for required field."]})


class InvitationSchema(Strict):
    """An invitation, with the code that registers somebody."""

    id = fields.String()
    kind = fields.String(validate=validate.OneOf([kind.value for kind in Kind]))
    state = fields.String(validate=validate.OneOf([state.value for state in State]))
    label = fields.String()
    category = fields.String()
    most_uses = fields.Integer()
    uses = fields.Integer()
    name = fields.String()
    email = fields.String()
    code = fields.String()
    url = fields.String(metadata={"description": "where whoever has the code registers"})
    created_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime(allow_none=True)


class InvitationsQuery(Strict):
    """How to page and narrow a list of invitations."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=1_000_000))
    per_page = fields.Integer(load_default=100, validate=validate.Range(min=1, max=500))
    kind = fields.String(load_default="", validate=validate.OneOf(["", *(kind.value for kind in Kind)]))


class InvitationsSchema(Strict):
    """One page of invitations."""

    total = fields.Integer()
    page = fields.Integer()
    per_page = fields.Integer()
    invitations = fields.List(fields.Nested(InvitationSchema))


@bp.get("/congresses/<congress>/invitations")
@needs(bp, Part.ORGANISER)
@bp.arguments(InvitationsQuery, location="query")
@bp.response(200, InvitationsSchema)
def list_invitations(query: dict[str, Any], congress: str) -> dict[str, object]:
    """List invitations, newest first, a page at a time."""
    page, size = query["page"], query["per_page"]
    kinds = [Kind(query["kind"])] if query["kind"] else list(Kind)
    found = queries.page(reading(), g.congress.id, kinds, offset=(page - 1) * size, limit=size)
    used = queries.uses_by_invitation(reading(), [invitation.id for invitation in found])
    shown = [_shown(invitation, uses=used.get(invitation.id, 0)) for invitation in found]
    total = queries.number_of(reading(), g.congress.id, kinds)
    return {"total": total, "page": page, "per_page": size, "invitations": shown}


@bp.post("/congresses/<congress>/invitations")
@needs(bp, Part.ORGANISER)
@bp.arguments(NewInvitationSchema)
@bp.response(201, InvitationSchema)
@bp.alt_response(200, schema=InvitationSchema, description="A repeat: this address had been invited before")
@bp.alt_response(422, REFUSED)
def invite(given: dict[str, Any], congress: str) -> tuple[Mapping[str, object], int]:
    """Make an invitation, and mail it where it has an address."""
    with transaction() as session:
        _check_category(session, given["category"])
        made, is_new = _made(session, given)
        return _shown(made, uses=queries.uses(session, made.id)), CREATED if is_new else OK


@bp.delete("/congresses/<congress>/invitations/<invitation>")
@needs(bp, Part.ORGANISER)
@bp.response(200, InvitationSchema)
@bp.alt_response(404, "NOT_FOUND")
def revoke(congress: str, invitation: str) -> Mapping[str, object]:
    """Let nobody register by an invitation any more; whoever did stays registered. Twice is no error."""
    with transaction() as session:
        found = queries.invitation(session, g.congress.id, invitation)
        service.revoke(session, found, actor=actor(), now=clock.now())
        return _shown(found, uses=queries.uses(session, found.id))


def _made(session: Session, given: Mapping[str, Any]) -> tuple[Invitation, bool]:  # Any: JSON
    """Make what is wanted and tell whether it is new; nobody is invited twice by address."""
    label = clean_text(given["label"], field="label", longest=LENGTHS["name"])
    terms = Terms(label, given["most_uses"], given["category"], given["expires_at"])
    secret, now = _config().secret_key, clock.now()
    if given["kind"] == Kind.CODE:
        public_id = service.create_code(session, g.congress, terms, secret=secret, actor=actor(), now=now)
        return queries.invitation(session, g.congress.id, public_id), True
    name = clean_text(given["name"], field="name", longest=LENGTHS["name"])
    invitee, language = Invitee(clean_email(given["email"].strip()), name), given["language"]
    if given["kind"] == Kind.ORGANISATION:
        public_id = service.invite_organisation(
            session, g.congress, invitee, terms, language=language, secret=secret, actor=actor(), now=now
        )
        return queries.invitation(session, g.congress.id, public_id), True
    number = service.invite_addresses(
        session, g.congress, [invitee], terms, language=language, secret=secret, actor=actor(), now=now
    )
    known = queries.addressed_to(session, g.congress.id, email_key_of(invitee.email))
    return next(found for found in known if found.kind == Kind.ADDRESS), number > 0


def _check_category(session: Session, code: str) -> None:
    if code and code not in {category.code for category in categories(session, g.congress.id)}:
        raise BadChoice(field="category")


def _shown(invitation: Invitation, *, uses: int) -> Mapping[str, object]:
    code = in_groups(service.code_of(invitation, secret=_config().secret_key))
    names = ("kind", "label", "category", "most_uses", "name", "email", "created_at", "expires_at")
    return {name: getattr(invitation, name) for name in names} | {
        "id": invitation.public_id,
        "state": service.state_of(invitation, uses=uses, now=clock.now()).value,
        "uses": uses,
        "code": code,
        "url": f"{_config().public_url}/{g.congress.slug}/invited/{code}",
    }


def _config() -> Config:
    config: Config = current_app.extensions["reihum_config"]
    return config
