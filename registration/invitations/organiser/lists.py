"""The lists: who may register and codes, people invited by address, organisations and their seats."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.web.forms import accepted
from app.web.problem import words_of
from registration.invitations import queries, service
from registration.invitations.errors import BadLines, Complaint
from registration.invitations.forms import AddressesForm, AdmissionForm, CodeForm, OrganisationSeatsForm
from registration.invitations.models import Invitation
from registration.invitations.organiser.frame import categories, render, secret
from registration.invitations.rules import Kind, State
from registration.invitations.words import ADMISSIONS
from registration.organisations import queries as organisations_of

bp = Blueprint("invitations", __name__, url_prefix="/organise/<congress>/invitations")


@dataclass(frozen=True)
class Line:
    """An invitation as a list shows it."""

    invitation: Invitation
    uses: int
    state: State


@bp.get("")
@needs(Part.ORGANISER)
def invitations(congress: str) -> str:
    return _codes(AdmissionForm.of(g.congress), _code_form())


@bp.post("/admission")
@needs(Part.ORGANISER)
def set_admission(congress: str) -> Response | tuple[str, int]:
    form = AdmissionForm()

    def act() -> None:
        with transaction() as session:
            service.set_admission(
                session,
                g.congress,
                form.chosen(),
                holds_places=form.applications_hold.data,
                substitutes=form.allows_substitutes.data,
                parties=form.allows_parties.data,
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, act):
        flash(gettext("Saved."))
        return redirect(url_for(".invitations", congress=congress), 303)
    return _codes(form, _code_form()), 422


@bp.post("")
@needs(Part.ORGANISER)
def add_code(congress: str) -> Response | tuple[str, int]:
    form = CodeForm().offer(categories())
    made: list[str] = []

    def act() -> None:
        with transaction() as session:
            terms = form.terms(g.congress)
            made.append(
                service.create_code(session, g.congress, terms, secret=secret(), actor=actor(), now=clock.now())
            )

    if accepted(form, act):
        flash(gettext("The code is made; here it is."))
        return redirect(url_for("invitation.invitation", congress=congress, invitation=made[0]), 303)
    return _codes(AdmissionForm.of(g.congress), form), 422


@bp.get("/addresses")
@needs(Part.ORGANISER)
def addresses(congress: str) -> str:
    return _addresses(AddressesForm(data={"language": g.congress.default_language}).offer(categories()))


@bp.post("/addresses")
@needs(Part.ORGANISER)
def invite(congress: str) -> Response | tuple[str, int]:
    form = AddressesForm().offer(categories())
    told: list[str] = []
    complaints: list[Complaint] = []

    def act() -> None:
        try:
            invitees = form.invitees()
        except BadLines as fault:
            complaints.extend(fault.complaints)
            raise
        with transaction() as session:
            invited = service.invite_addresses(
                session,
                g.congress,
                invitees,
                form.terms(g.congress),
                language=form.language.data,
                secret=secret(),
                actor=actor(),
                now=clock.now(),
            )
        told.append(ngettext("%(num)s person is invited.", "%(num)s people are invited.", invited))
        if known := len(invitees) - invited:
            told.append(
                ngettext(
                    "%(num)s address had been invited before, and gets no second invitation.",
                    "%(num)s addresses had been invited before, and get no second invitation.",
                    known,
                )
            )

    if accepted(form, act):
        flash(" ".join(told))
        return redirect(url_for(".addresses", congress=congress), 303)
    return _addresses(form, complaints), 422


@bp.post("/addresses/remind")
@needs(Part.ORGANISER)
def remind(congress: str) -> Response:
    with transaction() as session:
        number = service.remind(session, g.congress, actor=actor(), now=clock.now())
    flash(ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", number))
    return redirect(url_for(".addresses", congress=congress), 303)


@bp.get("/organisations")
@needs(Part.ORGANISER)
def organisations(congress: str) -> str:
    return _organisations(OrganisationSeatsForm(data={"language": g.congress.default_language}).offer(categories()))


@bp.post("/organisations")
@needs(Part.ORGANISER)
def add_seats(congress: str) -> Response | tuple[str, int]:
    form = OrganisationSeatsForm().offer(categories())

    def act() -> None:
        with transaction() as session:
            service.invite_organisation(
                session,
                g.congress,
                form.contact(),
                form.terms(g.congress),
                language=form.language.data,
                secret=secret(),
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, act):
        flash(gettext("The seats are given; the contact gets the link by mail."))
        return redirect(url_for(".organisations", congress=congress), 303)
    return _organisations(form), 422


def _code_form() -> CodeForm:
    return CodeForm(data={"most_uses": 1}).offer(categories())


def _codes(admission: AdmissionForm, code: CodeForm) -> str:
    return render(
        "registration/invitations/codes.html",
        "codes",
        admission=admission,
        admission_options=[(code.value, *words) for code, words in ADMISSIONS.items()],
        form=code,
        lines=_lines(Kind.CODE),
    )


def _addresses(form: AddressesForm, complaints: Sequence[Complaint] = ()) -> str:
    late = queries.to_remind(reading(), g.congress.id, now=clock.now())
    lines = _lines(Kind.ADDRESS)
    counted = {state: sum(line.state is state for line in lines) for state in State}
    return render(
        "registration/invitations/addresses.html",
        "addresses",
        form=form,
        lines=lines,
        late=len(late),
        counted=counted,
        complaints=[(complaint.line, complaint.quote, words_of(complaint.fault)) for complaint in complaints],
    )


def _organisations(form: OrganisationSeatsForm) -> str:
    names = organisations_of.names(reading(), g.congress.id)
    return render(
        "registration/invitations/organisations.html",
        "organisations",
        form=form,
        names=names,
        lines=_lines(Kind.ORGANISATION),
    )


def _lines(kind: Kind) -> Sequence[Line]:
    found = queries.invitations(reading(), g.congress.id, kind)
    used = queries.uses_by_invitation(reading(), [invitation.id for invitation in found])
    now = clock.now()
    return [
        Line(invitation, uses, service.state_of(invitation, uses=uses, now=now))
        for invitation in found
        for uses in [used.get(invitation.id, 0)]
    ]
