"""Pages for the questions at the door: whom to ask, and what."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_security import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, sees_needs
from app.accounts.models import Part
from app.accounts.service import may
from app.db import reading, transaction
from app.web.languages import page_language
from app.web.problem import words_of
from badges.door_answers import queries, rules, service
from badges.gates import queries as gates
from badges.gates.guards import desk as gate_here
from badges.gates.guards import guest_here, may_search, needs_asking
from registration.fields import queries as form_of
from registration.fields import questions as drawing
from registration.fields.answers import OFFICE, Typed
from registration.fields.rules import Field, Kind, Plan
from registration.fields.service import keep_good_file
from registration.fields.whole import Known
from registration.participants import queries as participants
from registration.participants.errors import Invalid
from registration.participants.models import Participant
from registration.participants.queries import Filter
from registration.participants.rules import SENSITIVE, Status

bp = Blueprint("door_answers", __name__, url_prefix="/gate/<congress>/answers")
Page = str | tuple[str, int] | Response
Files = dict[str, dict[str, str]]  # "id" and "name" of each, by key of the question


@bp.get("")
@needs_asking
def find(congress: str) -> str:
    """Whom to ask: who came in last, or somebody by name."""
    text = request.args.get("text", "").strip()[:200] if may_search() else ""
    return render_template(
        "badges/door_answers/find.html",
        text=text,
        people=_found(text),
        has_questions=bool(rules.at_door(form_of.plan(reading(), g.congress.id))),
        may_search=may_search(),
        way_back=url_for("gate_door.door" if gate_here() else "checkin.gate", congress=congress),
    )


def _found(text: str) -> Sequence[Participant]:
    session, gate = reading(), gate_here()
    if text:
        wanted = Filter(text=text, status=Status.CONFIRMED.value)
        return participants.page(
            session, g.congress.id, wanted, order="name", descending=False, offset=0, limit=queries.SHOWN
        )
    return gates.let_in_last(session, gate, most=queries.SHOWN) if gate else queries.just_in(session, g.congress.id)


@bp.get("/<person>")
@needs_asking
def answers(congress: str, person: str) -> str:
    found = guest_here(reading(), person)
    plan = form_of.plan(reading(), g.congress.id)
    known = form_of.known(reading(), found)
    return _page(found, plan, known, _entries(plan, known, rules.asked_of(plan, known.request, known.answers)))


@bp.post("/<person>")
@needs_asking
def answer(congress: str, person: str) -> Page:
    typed = drawing.typed_of(request.form, request.files, form_of.plan(reading(), g.congress.id))
    try:
        with transaction() as session:
            found = guest_here(session, person)
            plan, known = form_of.plan(session, g.congress.id), form_of.known(session, found)
            asked = [
                question
                for question in rules.asked_of(plan, known.request, known.answers)
                if _may_see(question) or question.name in typed.files or any(map(typed.one, rules.names_of(question)))
            ]
            service.answer(session, found, plan, asked, typed, actor=actor(), now=clock.now())
    except Invalid as invalid:
        found = guest_here(reading(), person)
        faults = {name: [words_of(fault)] for name, fault in invalid.faults.items()}
        plan = form_of.plan(reading(), g.congress.id)
        known = form_of.known(reading(), found)
        kept = _kept_files(rules.asked_of(plan, known.request, known.answers), typed)
        return _page(found, plan, known, request.form, faults=faults, kept=kept), invalid.status
    flash(gettext("Noted: the answers of %(name)s.", name=found.name))
    return redirect(url_for(".find", congress=congress), 303)


def _page(
    person: Participant,
    plan: Plan,
    known: Known,
    typed: "MultiDict[str, str]",
    *,
    faults: Mapping[str, Sequence[str]] | None = None,
    kept: Files | None = None,
) -> str:
    asked = rules.asked_of(plan, known.request, known.answers)
    seen = {question.key for question in asked if _may_see(question)}
    files = {key: file for key, file in drawing.files_of(known.answers, plan).items() if key in seen} | (kept or {})
    here = _only(plan, asked)
    drawn = drawing.draw(here, page_language(), typed=typed, faults=faults or {}, asking=OFFICE, files=files)
    hidden = {question.name for question in asked if not _may_see(question) and _is_answered(question, known)}
    return render_template(
        "badges/door_answers/answers.html",
        person=person,
        questions=drawing.flat(drawn),
        hidden=hidden,
        has_files=here.has_any_files,
    )


def _kept_files(asked: Sequence[Field], typed: Typed) -> Files:
    """Keep the good files of a form that comes back, so that nobody has to choose them twice."""
    with transaction() as writing:
        kept = {
            question.key: keep_good_file(writing, question, typed, congress_id=g.congress.id, now=clock.now())
            for question in asked
            if question.kind is Kind.FILE
        }
    return {key: file for key, file in kept.items() if file["id"] and file["name"]}


def _only(plan: Plan, asked: Sequence[Field]) -> Plan:
    """Leave in a form what is asked here."""
    return Plan(tuple(asked), plan.lists)


def _entries(plan: Plan, known: Known, asked: Sequence[Field]) -> "MultiDict[str, str]":
    """Fill in what is known, as far as the reader may see it."""
    seen = {name for question in asked if _may_see(question) for name in rules.names_of(question)}
    told = {name: str(getattr(known.request, name)) for name in seen if hasattr(known.request, name)}
    if known.request.photo_consent and "photo_consent" in seen:
        told["photo_consent"] = rules.YES
    else:
        told.pop("photo_consent", None)
    own = [(name, value) for name, value in drawing.entries_of(plan, known.answers) if name in seen]
    return MultiDict([*told.items(), *own])


def _may_see(question: Field) -> bool:
    """Tell whether whoever stands here may read the answers to a question."""
    if question.seen_by == Part.GATE:
        return True
    is_theirs = gate_here() is None and may(current_user, g.congress.id, Part(question.seen_by))
    return is_theirs and (question.key not in SENSITIVE or sees_needs())


def _is_answered(question: Field, known: Known) -> bool:
    return bool(known.answers.get(question.key) or getattr(known.request, question.key, ""))
