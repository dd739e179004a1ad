"""To whom recommendations go: organisations with a role, an address and a language."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.problem import words_of
from forums.recommendations import errors, forms, queries, words
from forums.recommendations.models import Addressee
from forums.recommendations.service import recommendations as service
from registration.organisations import queries as organisations_of

addressees = Blueprint("addressees", __name__, url_prefix="/organise/<congress>/addressees")
Page = str | tuple[str, int] | Response


@addressees.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> Page:
    return _overview(MultiDict())


@addressees.post("")
@needs(Part.ORGANISER)
def add(congress: str) -> Page:
    try:
        with transaction() as session:
            made = service.add_addressee(session, g.congress, forms.addressee_request(request.form))
    except errors.RecommendationsError as refused:
        return _overview(request.form, faults=_by_field(refused))
    flash(gettext("%(name)s is an addressee now.", name=made.name))
    return redirect(url_for(".overview", congress=congress), 303)


@addressees.get("/<addressee>")
@needs(Part.ORGANISER)
def edit(congress: str, addressee: str) -> Page:
    found = queries.addressee(reading(), g.congress.id, addressee)
    fields = {name: getattr(found, name) for name in ("name", "role", "email", "language")}
    return _form(found, MultiDict(fields))


@addressees.post("/<addressee>")
@needs(Part.ORGANISER)
def change(congress: str, addressee: str) -> Page:
    try:
        with transaction() as session:
            found = queries.addressee(session, g.congress.id, addressee)
            service.change_addressee(session, found, forms.addressee_request(request.form))
    except errors.RecommendationsError as refused:
        return _form(queries.addressee(reading(), g.congress.id, addressee), request.form, faults=_by_field(refused))
    flash(gettext("%(name)s is changed.", name=found.name))
    return redirect(url_for(".overview", congress=congress), 303)


def _by_field(refused: errors.RecommendationsError) -> Mapping[str, DomainError]:
    return refused.faults if isinstance(refused, errors.RecommendationInvalid) else {refused.field: refused}


def _overview(fields: MultiDict[str, str], *, faults: Mapping[str, DomainError] | None = None) -> Page:
    session = reading()
    page = render_template(
        "forums/recommendations/addressees.html",
        addressees=queries.addressees(session, g.congress.id),
        names=organisations_of.names(session, g.congress.id),
        **_shared(fields, faults),
    )
    return (page, 422) if faults else page


def _form(found: Addressee, fields: MultiDict[str, str], *, faults: Mapping[str, DomainError] | None = None) -> Page:
    page = render_template("forums/recommendations/addressee.html", addressee=found, **_shared(fields, faults))
    return (page, 422) if faults else page


def _shared(fields: MultiDict[str, str], faults: Mapping[str, DomainError] | None) -> dict[str, object]:
    messages = {name: words_of(fault) for name, fault in (faults or {}).items()}
    return {
        "fields": fields,
        "faults": {name: [message] for name, message in messages.items()},
        "summary": list(messages.items()),
        "roles": [(role.value, word) for role, word in words.ROLES.items()],
        "role_words": words.ROLES,
        "tongues": list(PAGE_LANGUAGES.items()),
    }
