"""Recommendations: list, write, change, let them take their steps, and read what happened to each."""

from collections import Counter
from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.congress.models import Congress
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue import queries as forums_of
from forums.recommendations import errors, forms, queries, rules, words
from forums.recommendations.history import history
from forums.recommendations.models import Recommendation
from forums.recommendations.rules import Status, Tie
from forums.recommendations.service import log
from forums.recommendations.service import recommendations as service
from forums.tables import queries as tables_of

recommendations_organiser = Blueprint(
    "recommendations_organiser", __name__, url_prefix="/organise/<congress>/recommendations"
)
Page = str | tuple[str, int] | Response


@recommendations_organiser.get("")
@needs(Part.ORGANISER)
def recommendations(congress: str) -> Page:
    everything = queries.recommendations(reading(), [g.congress.id])
    asked = request.args.get("status", "")
    counts = Counter(one.status for one in everything)
    shown = [one for one in everything if asked in {"", one.status}]
    return render_template(
        "forums/recommendations/recommendations.html",
        recommendations=shown,
        total=len(everything),
        chips=[
            {
                "label": word,
                "href": url_for(".recommendations", congress=congress, status=code or None),
                "current": asked == code,
                "count": counts[code] if code else len(everything),
            }
            for code, word in [("", gettext("all")), *((code.value, word) for code, (_, word) in words.STATES.items())]
            if not code or counts[code]
        ],
        words=words,
        end=queries.end_of_log(reading(), g.congress.id),
    )


@recommendations_organiser.get("/log")
@needs(Part.ORGANISER)
def check_log(congress: str) -> Page:
    """Say whether the log still holds together."""
    found = log.verify(reading(), g.congress.id, expected=request.args.get("expect", "").strip().lower())
    return render_template(
        "forums/recommendations/check_log.html",
        faults=[(fault.number, words.FAULTS[fault.kind]) for fault in found],
        expect=request.args.get("expect", "")[:64],
        end=queries.end_of_log(reading(), g.congress.id),
    )


@recommendations_organiser.get("/new")
@needs(Part.ORGANISER)
def new_recommendation(congress: str) -> Page:
    return _form(MultiDict({"forum": request.args.get("forum", "")}), None)


@recommendations_organiser.post("/new")
@needs(Part.ORGANISER)
def create_recommendation(congress: str) -> Page:
    try:
        with transaction() as session:
            wanted = forms.recommendation_request(request.form, g.congress.languages)
            made = service.create(session, g.congress, wanted, actor=actor(), now=clock.now())
    except errors.RecommendationInvalid as refused:
        return _form(request.form, None, faults=refused.faults)
    flash(gettext("Recommendation %(number)s is written down.", number=made.number))
    return _to(congress, made)


@recommendations_organiser.get("/<recommendation>")
@needs(Part.ORGANISER)
def recommendation(congress: str, recommendation: str) -> Page:
    return _one(queries.recommendation(reading(), g.congress.id, recommendation))


@recommendations_organiser.get("/<recommendation>/change")
@needs(Part.ORGANISER)
def edit_recommendation(congress: str, recommendation: str) -> Page:
    found = queries.recommendation(reading(), g.congress.id, recommendation)
    return _form(forms.fields_of(found, g.congress), found)


@recommendations_organiser.post("/<recommendation>/change")
@needs(Part.ORGANISER)
def change_recommendation(congress: str, recommendation: str) -> Page:
    found = queries.recommendation(reading(), g.congress.id, recommendation)
    try:
        with transaction() as session:
            found = queries.recommendation(session, g.congress.id, recommendation)
            wanted = forms.recommendation_request(request.form, g.congress.languages)
            version = forms.number(request.form, "version")
            service.change(session, g.congress, found, wanted, version=version, actor=actor(), now=clock.now())
    except errors.RecommendationInvalid as refused:
        return _form(request.form, found, faults=refused.faults)
    except (errors.ChangedMeanwhile, errors.WordingSettled) as refused:
        newer = queries.recommendation(reading(), g.congress.id, recommendation)
        return _form(request.form, newer, faults={refused.field: refused})
    flash(gettext("Recommendation %(number)s is changed.", number=found.number))
    return _to(congress, found)


@recommendations_organiser.post("/<recommendation>/step")
@needs(Part.ORGANISER)
def take_step(congress: str, recommendation: str) -> Page:
    wanted = request.form.get("status", "")
    with transaction() as session:
        found = queries.recommendation(session, g.congress.id, recommendation)
        if wanted not in set(Status):
            raise errors.NoSuchStep
        service.move(session, found, Status(wanted), actor=actor(), now=clock.now())
    return _to(congress, found)


@recommendations_organiser.post("/<recommendation>/tie")
@needs(Part.ORGANISER)
def tie(congress: str, recommendation: str) -> Page:
    """Tie a recommendation to an earlier one, or take such a tie away."""
    kind, asked = request.form.get("kind", ""), request.form.get("earlier", "")
    with transaction() as session:
        later = queries.recommendation(session, g.congress.id, recommendation)
        earlier = service.earlier_one(session, g.congress, asked)
        if kind in set(Tie):
            service.tie(session, later, earlier, Tie(kind), actor=actor(), now=clock.now())
        else:
            service.untie(session, later, earlier, actor=actor(), now=clock.now())
    return redirect(url_for(".recommendation", congress=congress, recommendation=recommendation, _anchor="ties"), 303)


def _to(congress: str, found: Recommendation) -> Response:
    return redirect(url_for(".recommendation", congress=congress, recommendation=found.public_id), 303)


def _one(found: Recommendation) -> str:
    session, editions = reading(), queries.series(reading(), g.congress)
    ties = queries.ties(session, [found.id])
    others = queries.with_congress(session, {one for tie in ties for one in (tie.later_id, tie.earlier_id)})
    earlier = [one for one in editions if one.starts_on <= g.congress.starts_on]
    return render_template(
        "forums/recommendations/recommendation.html",
        recommendation=found,
        steps=[(step.value, words.STEPS[step]) for step in Status if step in rules.STEPS[Status(found.status)]],
        history=history(queries.entries(session, found.id)),
        languages_of=_language_names(g.congress),
        ties=[(tie, others[tie.earlier_id]) for tie in ties if tie.later_id == found.id and tie.earlier_id in others],
        tied_by=[(tie, others[tie.later_id]) for tie in ties if tie.earlier_id == found.id and tie.later_id in others],
        earlier=_earlier(found, earlier),
        is_open=found.status in rules.OPEN,
        words=words,
        Status=Status,
    )


def _earlier(found: Recommendation, editions: Sequence[Congress]) -> list[tuple[str, str]]:
    """List what a recommendation can be tied to: (public id, words)."""
    names = {one.id: in_language(one.title, page_language()) for one in editions}
    return [
        (one.public_id, f"{names[one.congress_id]}, {one.number}: {in_language(one.title, page_language())}")
        for one in queries.recommendations(reading(), list(names))
        if one.id != found.id
    ]


def _language_names(congress: Congress) -> dict[str, str]:
    return {code: PAGE_LANGUAGES.get(code, code) for code in congress.languages}


def _form(
    fields: MultiDict[str, str], found: Recommendation | None, *, faults: Mapping[str, DomainError] | None = None
) -> Page:
    """Show the form of a recommendation, with what is at fault beside each field and all of it on top."""
    session, language = reading(), page_language()
    messages = {name: words_of(fault) for name, fault in (faults or {}).items()}
    page = render_template(
        "forums/recommendations/edit_recommendation.html",
        recommendation=found,
        fields=fields,
        faults={name: [message] for name, message in messages.items()},
        summary=list(messages.items()),
        language_names=_language_names(g.congress),
        forums=[
            (one.public_id, f"{one.number}: {in_language(one.title, language)}")
            for one in forums_of.forums(session, g.congress.id)
        ],
        tables=[
            (one.public_id, f"{one.number}: {in_language(one.topic, language)}")
            for one in tables_of.tables(session, g.congress.id)
        ],
        addressees=[
            (one.public_id, one.name, words.ROLES[rules.AddresseeRole(one.role)])
            for one in queries.addressees(session, g.congress.id)
        ],
        priorities=list(words.PRIORITIES.items()),
        themes=queries.themes(session, g.congress.id),
        is_open=found is None or found.status in rules.OPEN,
    )
    return (page, 422) if faults else page
