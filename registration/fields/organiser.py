"""Organisers' pages on the form: which questions, in which order, with which answers to choose from; and how guests see it."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.web.formats import language_name
from app.web.languages import page_language
from app.web.problem import words_of
from registration.fields import arranging, forms, queries, questions, rules, service, words
from registration.fields.answers import GUEST
from registration.fields.content import NAMES
from registration.fields.errors import ArrangementError, ArrangementInvalid
from registration.fields.rules import Field, Plan, Section

bp = Blueprint("form", __name__, url_prefix="/organise/<congress>/form")
Page = str | Response | tuple[str, int]
Faults = Mapping[str, DomainError]


@bp.get("")
@needs(Part.ORGANISER)
def form(congress: str) -> str:
    plan = _plan()
    return render_template(
        "registration/fields/form.html",
        sections=[(section.value, word, _lines(plan, section)) for section, word in words.SECTIONS.items()],
        removed=[_line(plan, question) for question in plan.removed],
        lists=[
            (name, word, words.list_words(plan, name, page_language()).values()) for name, word in words.LISTS.items()
        ],
    )


@bp.get("/preview")
@needs(Part.ORGANISER)
def preview(congress: str) -> str:
    """The whole form as guests see it."""
    plan = _plan()
    drawn = questions.draw(plan, page_language(), typed=MultiDict(), faults={}, asking=GUEST)
    steps = [(section.value, word, drawn[section.value]) for section, word in words.SECTIONS.items()]
    return render_template("registration/fields/preview.html", steps=steps, conditional=plan.has_conditions)


@bp.get("/new")
@needs(Part.ORGANISER)
def new_question(congress: str) -> Page:
    return _question(None, forms.new_entries() | request.args.to_dict(), {})


@bp.post("/new")
@needs(Part.ORGANISER)
def add_question(congress: str) -> Page:
    section = forms.section_of(request.form)

    def act() -> None:
        wanted = forms.field_request(request.form, g.congress.languages)
        with transaction() as session:
            service.add_field(session, g.congress, wanted, section=section, actor=actor(), now=clock.now())

    return _done(act, lambda faults: _question(None, request.form, faults), gettext("The question is in the form."))


@bp.get("/questions/<key>")
@needs(Part.ORGANISER)
def question(congress: str, key: str) -> Page:
    found = _found(key)
    return _question(found, forms.entries_of_field(found), {})


@bp.post("/questions/<key>")
@needs(Part.ORGANISER)
def change_question(congress: str, key: str) -> Page:
    found = _found(key)

    def act() -> None:
        kind = found.kind if found.is_built_in else None
        wanted = forms.field_request(request.form, g.congress.languages, kind=kind)
        with transaction() as session:
            service.change_field(session, g.congress, key, wanted, actor=actor(), now=clock.now())

    return _done(act, lambda faults: _question(found, request.form, faults), gettext("Saved. Guests see it at once."))


@bp.post("/questions/<key>/move")
@needs(Part.ORGANISER)
def move_question(congress: str, key: str) -> Response:
    """One place up or down: the way to order without script."""
    _found(key)
    by = -1 if request.form.get("by") == "up" else 1
    _try(lambda session: service.move_field(session, g.congress, key, by=by, actor=actor(), now=clock.now()))
    return redirect(url_for(".form", congress=congress, _anchor=f"question-{key}"), 303)


@bp.post("/order")
@needs(Part.ORGANISER)
def order(congress: str) -> Response:
    """The whole order at once, as the script sends it after dragging."""
    wanted = request.form.get("order", "").split()
    _try(lambda session: service.arrange(session, g.congress, wanted, actor=actor(), now=clock.now()))
    return redirect(url_for(".form", congress=congress), 303)


@bp.post("/questions/<key>/remove")
@needs(Part.ORGANISER)
def remove_question(congress: str, key: str) -> Response:
    done = _try(lambda session: service.remove_field(session, g.congress, key, actor=actor(), now=clock.now()))
    if done:
        flash(gettext("The question is out of the form. The answers given stay, and it can be put back."))
    return redirect(url_for(".form", congress=congress), 303)


@bp.post("/questions/<key>/restore")
@needs(Part.ORGANISER)
def restore_question(congress: str, key: str) -> Response:
    if _try(lambda session: service.restore_field(session, g.congress, key, actor=actor(), now=clock.now())):
        flash(gettext("The question is in the form again, at the end of its step."))
    return redirect(url_for(".form", congress=congress), 303)


@bp.get("/lists/<name>")
@needs(Part.ORGANISER)
def choices(congress: str, name: str) -> Page:
    if name not in words.LISTS:
        raise NotFound
    return _list(name, MultiDict(forms.entries_of_options(_plan().lists[name])), {})


@bp.post("/lists/<name>")
@needs(Part.ORGANISER)
def change_choices(congress: str, name: str) -> Page:
    if name not in words.LISTS:
        raise NotFound

    def act() -> None:
        rows = forms.option_rows(request.form, g.congress.languages)
        with transaction() as session:
            service.set_list(session, g.congress, name, rows, actor=actor(), now=clock.now())

    return _done(act, lambda faults: _list(name, request.form, faults), gettext("Saved. Guests see it at once."))


def _done(act: Callable[[], None], draw: Callable[[Faults], Page], told: str) -> Page:
    """Do *act* and go back to the form; or draw the page again, if only a preview was wanted or something is at fault."""
    if "preview" in request.form:
        return draw({})
    try:
        act()
    except ArrangementInvalid as invalid:
        return draw(invalid.faults)
    except ArrangementError as fault:
        return draw({fault.field or "label_" + g.congress.languages[0]: fault})
    flash(told)
    return redirect(url_for(".form", congress=g.congress.slug), 303)


def _try(act: Callable[..., None]) -> bool:
    """Do *act* in a transaction; what the rules refuse is said on the next page."""
    try:
        with transaction() as session:
            act(session)
    except ArrangementError as fault:
        flash(words_of(fault), "refused")
        return False
    return True


def _plan() -> Plan:
    return queries.plan(reading(), g.congress.id)


def _found(key: str) -> Field:
    found = _plan().field(key)
    if found is None:
        raise NotFound
    return found


def _lines(plan: Plan, section: Section) -> list[dict[str, object]]:
    return [_line(plan, question) for question in plan.in_section(section)]


def _line(plan: Plan, question: Field) -> dict[str, object]:
    """Tell a question in one line: what it is called, of which kind, and what is special about it."""
    language = page_language()
    drawn = questions.draw_one(plan, question, language)
    marks = [
        gettext("required") if question.is_required else "",
        gettext("hidden") if not question.is_shown else "",
        gettext("asked at the door") if question.at_door else "",
        gettext("the door sees the answers") if question.seen_by == "gate" else "",
        gettext("kept until %(days)s days after the congress", days=question.kept_days)
        if question.kept_days is not None
        else "",
        drawn.only_if,
    ]
    kind = gettext("built in") if question.is_built_in else str(words.KINDS[question.kind])
    return {"key": question.key, "label": drawn.label, "kind": kind, "marks": [mark for mark in marks if mark]}


def _question(found: Field | None, typed: forms.Entries, faults: Faults) -> Page:
    """Show the form of a question, with a preview of what is typed."""
    plan = _plan()
    section = found.section if found is not None else forms.section_of(typed)
    answered = queries.numbers_of_answers(reading(), g.congress.id).get(found.key, 0) if found is not None else 0
    page = render_template(
        "registration/fields/question.html",
        found=found,
        heading=words.label_of(found, page_language()) if found is not None else gettext("A new question"),
        typed=typed,
        **_told(faults),
        kinds=[(kind.value, word) for kind, word in words.KINDS.items()],
        sections=[(one.value, word) for one, word in words.SECTIONS.items()],
        section=section.value,
        types=list(NAMES.items()),
        parts=list(words.PARTS.items()),
        sources=_sources(plan, found, section),
        rows=forms.rows_shown(typed),
        in_use=_in_use(found),
        answered=answered,
        language_names=_language_names(),
        usual_label=words.LABELS.get(found.key, "") if found is not None and found.is_built_in else "",
        usual_help=words.HELPS.get(found.key, "") if found is not None and found.is_built_in else "",
        list_name=found.key if found is not None and found.is_built_in and found.key in words.LISTS else "",
        shown=_preview(plan, found, typed),
    )
    return (page, 422) if faults else page


def _list(name: str, typed: forms.Entries, faults: Faults) -> Page:
    """Show the rows of a list of the congress."""
    page = render_template(
        "registration/fields/list.html",
        name=name,
        heading=words.LISTS[name],
        typed=typed,
        **_told(faults),
        rows=forms.rows_shown(typed),
        in_use=queries.codes_of_list_in_use(reading(), g.congress.id, name),
        language_names=_language_names(),
        usual={code: _in_language(words.USUAL[name], code) for code in _language_names()},
    )
    return (page, 422) if faults else page


def _told(faults: Faults) -> dict[str, object]:
    messages = {name: words_of(fault) for name, fault in faults.items()}
    return {"faults": {name: [message] for name, message in messages.items()}, "summary": list(messages.items())}


def _sources(plan: Plan, found: Field | None, section: Section) -> list[dict[str, object]]:
    """List the questions that this one may wait for, each with what can be answered there."""
    language = page_language()
    return [
        {
            "key": source.key,
            "label": words.label_of(source, language),
            "options": [
                (f"{source.key}:{option.code}", words.option_word(source.key, option, language))
                for option in rules.offered(plan.options_of(source))
            ],
        }
        for source in arranging.sources(arranging.standing_before(plan, found, section))
    ]


def _in_use(found: Field | None) -> dict[str, int]:
    if found is None or found.is_built_in or found.kind not in rules.OPTIONED:
        return {}
    return queries.codes_in_use(reading(), queries.row(reading(), g.congress.id, found.key))


def _in_language(named: Mapping[str, object], language: str) -> dict[str, str]:
    with force_locale(language):
        return {code: str(word) for code, word in named.items()}


def _language_names() -> dict[str, str]:
    codes: Sequence[str] = g.congress.languages
    return {code: language_name(code) for code in codes}


def _preview(plan: Plan, found: Field | None, typed: forms.Entries) -> questions.Question | None:
    """Draw the question as typed, as far as that makes one already."""
    try:
        kind = found.kind if found is not None and found.is_built_in else None
        wanted = forms.field_request(typed, g.congress.languages, kind=kind)
        section = found.section if found is not None else forms.section_of(typed)
        field = arranging.clean_field(
            wanted, plan, known=found, section=section, languages=g.congress.languages, in_use=_in_use(found)
        )
    except ArrangementError:
        return None
    return questions.draw_one(plan, field, page_language())
