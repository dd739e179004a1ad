"""Set up the market: the call, its topics, its own questions."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.i18n import PAGE_LANGUAGES
from app.web.languages import page_language
from app.web.problem import words_of
from forums.marketplace import errors, forms, queries, questions, words
from forums.marketplace.models import Marketplace, MarketTopic
from forums.marketplace.rules import COLOURS
from forums.marketplace.service import market as service
from forums.marketplace.service.market import COUNTS
from forums.marketplace.service.stands import call_of
from registration.fields import forms as field_forms
from registration.fields.errors import ArrangementError, ArrangementInvalid
from registration.fields.rules import OPTIONED, Field
from registration.fields.words import KINDS, label_of

market_setup = Blueprint("market_setup", __name__, url_prefix="/organise/<congress>/market")
Page = str | tuple[str, int] | Response
Faults = Mapping[str, DomainError]


@market_setup.get("")
@needs(Part.ORGANISER)
def settings(congress: str) -> Page:
    return _draw(_as_typed(queries.marketplace(reading(), g.congress.id)))


@market_setup.post("")
@needs(Part.ORGANISER)
def change_settings(congress: str) -> Page:
    try:
        with transaction() as session:
            wanted = forms.market_request(request.form, g.congress.languages, g.congress.zone)
            service.set_market(session, g.congress, wanted, actor=actor(), now=clock.now())
    except errors.StandInvalid as refused:
        return _draw(request.form, faults=refused.faults)
    flash(gettext("Kept."))
    return redirect(url_for(".settings", congress=congress), 303)


@market_setup.get("/topics/new")
@needs(Part.ORGANISER)
def new_topic(congress: str) -> Page:
    there = queries.topics(reading(), g.congress.id)
    letter = next((one for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if one not in {topic.letter for topic in there}), "")
    return _topic(None, MultiDict({"letter": letter, "colour": str(len(there) % len(COLOURS) + 1)}))


@market_setup.post("/topics/new")
@needs(Part.ORGANISER)
def add_topic(congress: str) -> Page:
    return _keep_topic(None)


@market_setup.get("/topics/<topic>")
@needs(Part.ORGANISER)
def topic(congress: str, topic: str) -> Page:
    found = queries.topic(reading(), g.congress.id, topic)
    entries = {"letter": found.letter, "colour": str(found.colour), "quota": found.quota}
    named = {f"name-{language}": text for language, text in found.name.items()}
    return _topic(
        found, MultiDict({name: str(value) for name, value in (entries | named).items() if value is not None})
    )


@market_setup.post("/topics/<topic>")
@needs(Part.ORGANISER)
def change_topic(congress: str, topic: str) -> Page:
    return _keep_topic(queries.topic(reading(), g.congress.id, topic))


@market_setup.post("/topics/<topic>/remove")
@needs(Part.ORGANISER)
def remove_topic(congress: str, topic: str) -> Page:
    try:
        with transaction() as session:
            found = queries.topic(session, g.congress.id, topic)
            service.remove_topic(session, g.congress, found, actor=actor(), now=clock.now())
    except errors.TopicInUse as refused:
        flash(words_of(refused), "refused")
    else:
        flash(gettext("The topic is removed."))
    return redirect(url_for(".settings", congress=congress, _anchor="topics"), 303)


@market_setup.get("/questions/new")
@needs(Part.ORGANISER)
def new_question(congress: str) -> Page:
    return _question(None, field_forms.new_entries())


@market_setup.post("/questions/new")
@needs(Part.ORGANISER)
def add_question(congress: str) -> Page:
    return _keep_question(None)


@market_setup.get("/questions/<key>")
@needs(Part.ORGANISER)
def question(congress: str, key: str) -> Page:
    found = _asked(key)
    return _question(found, field_forms.entries_of_field(found))


@market_setup.post("/questions/<key>")
@needs(Part.ORGANISER)
def change_question(congress: str, key: str) -> Page:
    """Change a question, move it, or ask it no more; which, says the field ``step``."""
    found, step = _asked(key), request.form.get("step", "")
    if step not in {"up", "down", "remove"}:
        return _keep_question(found)
    with transaction() as session:
        if step == "remove":
            service.remove_question(session, g.congress, key, actor=actor(), now=clock.now())
        else:
            by = -1 if step == "up" else 1
            service.move_question(session, g.congress, key, by=by, actor=actor(), now=clock.now())
    return redirect(url_for(".settings", congress=congress, _anchor="questions"), 303)


def _keep_topic(found: MarketTopic | None) -> Page:
    try:
        with transaction() as session:
            known = queries.topic(session, g.congress.id, found.public_id) if found is not None else None
            wanted = forms.topic_request(request.form, g.congress.languages)
            service.set_topic(session, g.congress, wanted, topic=known, actor=actor(), now=clock.now())
    except errors.StandInvalid as refused:
        return _topic(found, request.form, faults=refused.faults)
    flash(gettext("The topic is kept."))
    return redirect(url_for(".settings", congress=g.congress.slug, _anchor="topics"), 303)


def _keep_question(found: Field | None) -> Page:
    key = found.key if found is not None else ""
    try:
        wanted = field_forms.field_request(request.form, g.congress.languages)
        with transaction() as session:
            service.set_question(session, g.congress, wanted, key=key, actor=actor(), now=clock.now())
    except ArrangementInvalid as refused:
        return _question(found, request.form, faults=refused.faults)
    except ArrangementError as refused:
        return _question(found, request.form, faults={refused.field or f"label_{g.congress.languages[0]}": refused})
    flash(gettext("The question is kept."))
    return redirect(url_for(".settings", congress=g.congress.slug, _anchor="questions"), 303)


def _asked(key: str) -> Field:
    market = queries.marketplace(reading(), g.congress.id)
    found = questions.plan_of(market.questions).field(key) if market is not None else None
    if found is None:
        raise NotFound
    return found


def _as_typed(market: Marketplace | None) -> forms.Entries:
    if market is None:
        return MultiDict({"votes_needed": "1", "confirm_days": "14", "most_staff": "4"})
    moments = {
        name: forms.local(getattr(market, name), g.congress.zone)
        for name in ("applications_from", "applications_until")
    }
    numbers = {name: str(getattr(market, name)) for name in COUNTS if getattr(market, name) is not None}
    ticks = {"lapses": "yes"} if market.lapses else {}
    return MultiDict(moments | numbers | ticks | {f"call-{language}": text for language, text in market.call.items()})


def _draw(fields: forms.Entries, *, faults: Faults | None = None) -> Page:
    session, language = reading(), page_language()
    market = queries.marketplace(session, g.congress.id)
    held, numbers = (count(session, g.congress.id) for count in (queries.held_by_topic, queries.numbers_by_topic))
    page = render_template(
        "forums/marketplace/market.html",
        market=market,
        call=words.CALLS[call_of(market, now=clock.now())],
        apply_address=url_for("stand_call.call", congress=g.congress.slug, _external=True),
        topics=[(one, held.get(one.id, 0), numbers.get(one.id, 0)) for one in queries.topics(session, g.congress.id)],
        questions=[
            (one.key, label_of(one, language), KINDS[one.kind], one.is_required)
            for one in questions.plan_of(market.questions if market is not None else []).fields
        ],
        fields=fields,
        **_told(faults),
    )
    return (page, 422) if faults else page


def _topic(found: MarketTopic | None, fields: forms.Entries, *, faults: Faults | None = None) -> Page:
    page = render_template(
        "forums/marketplace/topic.html",
        topic=found,
        fields=fields,
        colours=[(str(colour), gettext("Colour %(number)s", number=colour)) for colour in COLOURS],
        **_told(faults),
    )
    return (page, 422) if faults else page


def _question(found: Field | None, typed: forms.Entries, *, faults: Faults | None = None) -> Page:
    page = render_template(
        "forums/marketplace/question.html",
        found=found,
        heading=label_of(found, page_language()) if found is not None else gettext("A new question"),
        typed=typed,
        kinds=[(kind.value, KINDS[kind]) for kind in questions.KINDS],
        optioned=" ".join(OPTIONED),
        rows=field_forms.rows_shown(typed),
        in_use={},
        **_told(faults),
    )
    return (page, 422) if faults else page


def _told(faults: Faults | None) -> dict[str, object]:
    messages = {name: words_of(fault) for name, fault in (faults or {}).items()}
    return {
        "faults": {name: [message] for name, message in messages.items()},
        "summary": list(messages.items()),
        "language_names": {code: PAGE_LANGUAGES.get(code, code) for code in g.congress.languages},
    }
