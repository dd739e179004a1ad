"""Organisers' pages on organisations."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from app.web.languages import page_language
from registration.fields.queries import plan
from registration.fields.rules import Plan
from registration.fields.words import list_words
from registration.organisations import queries, service
from registration.organisations.forms import OrganisationForm
from registration.organisations.models import Organisation

bp = Blueprint("organisations", __name__, url_prefix="/organise/<congress>/organisations")


@bp.get("")
@needs(Part.ORGANISER)
def organisations(congress: str) -> str:
    return _list(OrganisationForm(_plan(), data={"role": "other"}))


@bp.post("")
@needs(Part.ORGANISER)
def add_organisation(congress: str) -> Response | tuple[str, int]:
    form = OrganisationForm(_plan())

    def add() -> None:
        with transaction() as session:
            service.add(session, g.congress, form.organisation(), actor=actor(), now=clock.now())

    if accepted(form, add):
        flash(gettext("%(name)s is in the list.", name=form.name.data))
        return redirect(url_for(".organisations", congress=congress), 303)
    return _list(form), 422


@bp.get("/<organisation>")
@needs(Part.ORGANISER)
def organisation(congress: str, organisation: str) -> str:
    found = queries.organisation(reading(), g.congress.id, organisation)
    return _one(OrganisationForm.of(found, _plan()), found)


@bp.post("/<organisation>")
@needs(Part.ORGANISER)
def change_organisation(congress: str, organisation: str) -> Response | tuple[str, int]:
    found = queries.organisation(reading(), g.congress.id, organisation)
    form = OrganisationForm.of(found, _plan())

    def change() -> None:
        with transaction() as session:
            current = queries.organisation(session, g.congress.id, organisation)
            service.change(session, current, form.organisation(), actor=actor(), now=clock.now())

    if accepted(form, change):
        flash(gettext("Saved."))
        return redirect(url_for(".organisations", congress=congress), 303)
    return _one(form, found), 422


@bp.post("/<organisation>/remove")
@needs(Part.ORGANISER)
def remove_organisation(congress: str, organisation: str) -> Response:
    with transaction() as session:
        found = queries.organisation(session, g.congress.id, organisation)
        service.remove(session, found, actor=actor(), now=clock.now())
    flash(gettext("The organisation is no longer in the list."))
    return redirect(url_for(".organisations", congress=congress), 303)


def _list(form: OrganisationForm) -> str:
    found = queries.organisations(reading(), g.congress.id)
    roles, sectors = (list_words(_plan(), name, page_language()) for name in ("organisation_type", "sector"))
    return render_template(
        "registration/organisations/organisations.html", form=form, organisations=found, roles=roles, sectors=sectors
    )


def _one(form: OrganisationForm, organisation: Organisation) -> str:
    return render_template("registration/organisations/organisation.html", form=form, organisation=organisation)


def _plan() -> Plan:
    return plan(reading(), g.congress.id)
