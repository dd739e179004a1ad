"""Organisers' page of certificates."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.languages import speaking
from app.web.problem import words_of
from badges.certificates import queries, service
from badges.certificates.rules import Basis
from badges.certificates.service import TermsRequest
from badges.certificates.words import BASES, hours
from registration.participants.models import Participant

bp = Blueprint("certificates", __name__, url_prefix="/organise/<congress>/certificates")
LONGEST_BODY = 1500
LONGEST_NAME = 200


@bp.get("")
@needs(Part.ORGANISER)
def terms(congress: str) -> str:
    kept = queries.terms(reading(), g.congress.id)
    good, mailed = queries.numbers(reading(), g.congress.id)
    return render_template(
        "badges/certificates/terms.html",
        terms=kept,
        good=good,
        mailed=mailed,
        came=len(queries.attendees(reading(), g.congress.id)),
        bases=[(basis.value, words) for basis, words in BASES.items()],
        spoken=[(code, name) for code, name in PAGE_LANGUAGES.items()],
        longest_body=LONGEST_BODY,
    )


@bp.post("")
@needs(Part.ORGANISER)
def set_terms(congress: str) -> Response:
    form = request.form
    asked = TermsRequest(
        is_open=form.get("is_open") == "yes",
        basis=Basis.HOURS if form.get("basis") == Basis.HOURS else Basis.DAYS,
        body={code: form.get(f"body_{code}", "").strip()[:LONGEST_BODY] for code in PAGE_LANGUAGES},
        signed_by=" ".join(form.get("signed_by", "").split())[:LONGEST_NAME],
    )
    with transaction() as session:
        service.set_terms(session, g.congress, asked, actor=actor(), now=clock.now())
    return redirect(url_for(".terms", congress=congress), 303)


@bp.post("/mail")
@needs(Part.ORGANISER)
def mail(congress: str) -> Response:
    try:
        with transaction() as session:
            number = service.mail_all(
                session, g.congress, language_of=_language_of, say_hours=_hours_in, actor=actor(), now=clock.now()
            )
        flash(ngettext("One certificate is on its way.", "%(num)s certificates are on their way.", number))
    except DomainError as fault:
        flash(words_of(fault), "refused")
    return redirect(url_for(".terms", congress=congress), 303)


def _language_of(person: Participant) -> str:
    return person.language if person.language in PAGE_LANGUAGES else g.congress.default_language


def _hours_in(language: str, number: float) -> str:
    with speaking(language):
        return hours(number)
