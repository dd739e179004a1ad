"""What the forums gather: links for moderators, what they are asked, and the way from a note to a recommendation."""

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.config import Config
from app.db import reading, transaction
from app.errors import DomainError
from app.i18n import PAGE_LANGUAGES
from app.web.formats import localized
from app.web.problem import words_of
from forums.dialogue import queries as forums_of
from forums.recommendations import queries
from forums.recommendations.models import CaptureNote
from forums.recommendations.prompts import MOST_QUESTIONS, as_lines
from forums.recommendations.service import capture as service
from forums.recommendations.sorting import in_sections, questions_of_congress
from forums.recommendations.words import NOTE_KINDS

capture_organiser = Blueprint("capture_organiser", __name__, url_prefix="/organise/<congress>/capture")
Page = str | tuple[str, int] | BaseResponse


@capture_organiser.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> Page:
    return _draw()


@capture_organiser.post("")
@needs(Part.ORGANISER)
def set_setting(congress: str) -> Page:
    form = request.form
    prompts = {
        kind.value: {language: form.get(f"prompt-{kind}-{language}", "") for language in g.congress.languages}
        for kind in NOTE_KINDS
    }
    try:
        with transaction() as session:
            service.set_setting(
                session,
                g.congress,
                prompts=prompts,
                lets_propose="lets_propose" in form,
                lets_support="lets_support" in form,
            )
    except DomainError as fault:
        return _draw(fault=fault), fault.status
    flash(gettext("Kept."))
    return redirect(url_for(".overview", congress=congress), 303)


@capture_organiser.post("/<forum>/renew")
@needs(Part.ORGANISER)
def renew(congress: str, forum: str) -> Page:
    """Make a new secret for the page of a forum's moderators."""
    with transaction() as session:
        service.renew_link(session, forums_of.forum(session, g.congress.id, forum))
    flash(gettext("The moderators' page has a new address; the old one is dead."))
    return redirect(url_for(".overview", congress=congress), 303)


@capture_organiser.post("/<forum>/<note>")
@needs(Part.ORGANISER)
def make_recommendation(congress: str, forum: str, note: str) -> Page:
    """Turn a note into the draft of a recommendation."""
    with transaction() as session:
        found = forums_of.forum(session, g.congress.id, forum)
        chosen = queries.captured_note(session, found.id, note)
        made = service.make_recommendation(session, g.congress, found, chosen, actor=actor(), now=clock.now())
    flash(gettext("Recommendation %(number)s is written down.", number=made.number))
    edit = "recommendations_organiser.edit_recommendation"
    return redirect(url_for(edit, congress=congress, recommendation=made.public_id), 303)


@capture_organiser.get("/capture.md")
@needs(Part.ORGANISER)
def as_markdown(congress: str) -> Response:
    """All that was gathered as Markdown, forum by forum."""
    questions = questions_of_congress(reading(), g.congress)
    lines = [f"# {localized(g.congress.title)}", ""]
    forums = forums_of.forums(reading(), g.congress.id)
    notes = _living([forum.id for forum in forums])
    for forum in forums:
        number = gettext("Forum %(number)s", number=forum.number)
        lines += [f"## {number}: {localized(forum.title)}", ""]
        for word, question, found in in_sections(questions, [note for note in notes if note.forum_id == forum.id]):
            if found:
                heading = f"### {word}: {question}" if question else f"### {word}"
                lines += [heading, "", *("- " + note.text.replace("\n", "\n  ") for note in found), ""]
    response = Response("\n".join(lines), mimetype="text/markdown")
    response.headers["Content-Disposition"] = f'attachment; filename="capture-{g.congress.slug}.md"'
    return response


def _living(forum_ids: list[int]) -> list[CaptureNote]:
    return [note for note in queries.captured(reading(), forum_ids) if note.removed_at is None]


def _draw(*, fault: DomainError | None = None) -> str:
    session = reading()
    config: Config = current_app.extensions["reihum_config"]
    forums = forums_of.forums(session, g.congress.id)
    ids = [forum.id for forum in forums]
    desks, notes = queries.desks(session, ids), _living(ids)
    setting = queries.setting(session, g.congress.id)
    questions = questions_of_congress(session, g.congress)
    notes_of = {forum.id: [note for note in notes if note.forum_id == forum.id] for forum in forums}
    names = {code: PAGE_LANGUAGES.get(code, code) for code in g.congress.languages}
    return render_template(
        "forums/recommendations/capture_overview.html",
        forums=[
            (
                forum,
                service.link_of(forum, desks.get(forum.id), secret=config.secret_key),
                [group for group in in_sections(questions, notes_of[forum.id]) if group[-1]],
            )
            for forum in forums
        ],
        supports=queries.supports(session, ids),
        setting=setting,
        asked={kind.value: {code: as_lines(questions[kind], code) for code in names} for kind in NOTE_KINDS},
        most_questions=MOST_QUESTIONS,
        kinds=[(kind.value, word) for kind, word in NOTE_KINDS.items()],
        language_names=names,
        faults={fault.field: [words_of(fault)]} if fault else {},
        summary=[(fault.field, words_of(fault))] if fault else [],
        typed=request.form,
    )
