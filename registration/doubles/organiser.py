"""Organisers' pages on doubles: who may be one person, compare two, merge them, or tell them apart."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs, sees_needs
from app.accounts.models import Part
from app.db import end_reading, reading, transaction
from app.errors import DomainError
from app.web.formats import language_name
from app.web.languages import page_language
from app.web.problem import words_of
from registration.doubles import own, queries, service, words
from registration.doubles.errors import OnePersonOnly
from registration.doubles.rules import likely
from registration.exchange.queries import known_of
from registration.fields.queries import plan
from registration.fields.rules import Plan
from registration.fields.words import list_words
from registration.participants import queries as participants
from registration.participants.models import Participant
from registration.participants.rules import SENSITIVE, Status
from registration.participants.words import FIELDS, STATES, discreetly
from registration.privacy.jobs import mails_about
from registration.privacy.service import person_of

bp = Blueprint("doubles", __name__, url_prefix="/organise/<congress>/doubles")
SHOWN = 50
# One choice for each answer; what belongs together is chosen together.
CHOSEN: Final = tuple(FIELDS)


@bp.get("")
@needs(Part.ORGANISER)
def doubles(congress: str) -> str:
    session = reading()
    people, distinct = queries.people(session, g.congress.id), queries.distinct(session, g.congress.id)
    end_reading()  # comparing ten thousand takes a moment
    pairs = likely(people, distinct=distinct)
    shown = pairs[:SHOWN]
    found = queries.by_ids(reading(), {person for pair in shown for person in (pair.first, pair.second)})
    return render_template(
        "registration/doubles/doubles.html",
        number=len(pairs),
        pairs=[
            (found[pair.first], found[pair.second], words.REASONS[pair.reason])
            for pair in shown
            if pair.first in found and pair.second in found
        ],
        states=STATES,
    )


@bp.get("/<first>/<second>")
@needs(Part.ORGANISER)
def compare(congress: str, first: str, second: str) -> str:
    return _compare(*_both(first, second))


@bp.post("/<first>/<second>/merge")
@needs(Part.ORGANISER)
def merge(congress: str, first: str, second: str) -> Response | tuple[str, int]:
    """Merge as chosen: ``keep`` names whose registration stays, each field whose answer."""
    kept_id, other_id = (second, first) if request.form.get("keep") == "second" else (first, second)
    kept_side = "first" if kept_id == first else "second"
    chosen = own.chosen(reading(), g.congress, request.form)
    mails = mails_about([person_of(participants.by_public_id(reading(), g.congress.id, other_id))])
    end_reading()
    try:
        with transaction() as session:
            kept = participants.by_public_id(session, g.congress.id, kept_id)
            other = participants.by_public_id(session, g.congress.id, other_id)
            by_side = {"first": kept, "second": other} if kept_id == first else {"first": other, "second": kept}
            service.merge(
                session,
                g.congress,
                kept=kept,
                other=other,
                request=_chosen(kept, by_side),
                held=current_app.extensions["reihum_personal"],
                from_kept=[key for key, side in chosen.items() if side == kept_side],
                from_other=[key for key, side in chosen.items() if side != kept_side],
                mails=mails,
                actor=actor(),
                now=clock.now(),
            )
    except DomainError as fault:
        if fault.status == 404:  # noqa: PLR2004 -- one of them is gone
            raise
        return _compare(*_both(first, second), fault=fault), fault.status
    flash(gettext("The two are one registration now."))
    return redirect(url_for("organiser_participants.participant", congress=congress, person=kept_id), 303)


@bp.post("/<first>/<second>/distinct")
@needs(Part.ORGANISER)
def tell_apart(congress: str, first: str, second: str) -> Response:
    try:
        with transaction() as session:
            one = participants.by_public_id(session, g.congress.id, first)
            other = participants.by_public_id(session, g.congress.id, second)
            service.tell_apart(session, one, other, actor=actor(), now=clock.now())
        flash(gettext("Noted: these are two people. They are not shown here again."))
    except OnePersonOnly as fault:
        flash(words_of(fault), "refused")
    return redirect(url_for(".doubles", congress=congress), 303)


def _both(first: str, second: str) -> tuple[Participant, Participant]:
    session = reading()
    return (
        participants.by_public_id(session, g.congress.id, first),
        participants.by_public_id(session, g.congress.id, second),
    )


def _chosen(kept: Participant, by_side: Mapping[str, Participant]) -> Any:  # Any: RegistrationRequest, by replace
    """Put together the answers as chosen; a field that nobody chose stays with whom is kept."""
    given = {side: known_of(person).request for side, person in by_side.items()}
    answers = {name: getattr(given[request.form[name]], name) for name in CHOSEN if request.form.get(name, "") in given}
    return replace(known_of(kept).request, **answers)


def _compare(first: Participant, second: Participant, *, fault: DomainError | None = None) -> str:
    one, other = known_of(first).request, known_of(second).request
    form = plan(reading(), g.congress.id)
    differing = [
        (name, label, _shown(form, name, getattr(one, name)), _shown(form, name, getattr(other, name)))
        for name, label in FIELDS.items()
        if getattr(one, name, "") != getattr(other, name, "")
    ]
    differing += own.differing(reading(), g.congress, first, second, sees_needs=sees_needs())
    is_second_further = _rank(second) < _rank(first)
    return render_template(
        "registration/doubles/compare.html",
        first=first,
        second=second,
        keep=request.form.get("keep") or ("second" if is_second_further else "first"),
        differing=differing,
        chosen=request.form,
        states=STATES,
        fault=words_of(fault) if fault else "",
    )


def _shown(form: Plan, name: str, value: Any) -> Any:  # Any: a text or a truth
    """Show an answer in words; what somebody needs only to whom the congress lets read it."""
    if name in form.lists and value and name not in SENSITIVE:
        return list_words(form, name, page_language()).get(value, value)
    if name == "language":
        return language_name(value)
    return discreetly(value, sees_needs=sees_needs()) if name in SENSITIVE else value


def _rank(person: Participant) -> int:
    order = list(service.FURTHEST)
    return order.index(Status(person.status)) if person.status in order else len(order)
