"""Organisers' pages on participants: find, read, change, cancel, note, add."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs, sees_needs
from app.accounts.models import Part
from app.accounts.service import may
from app.config import Config
from app.db import reading, transaction
from app.errors import Forbidden
from app.i18n import long_day
from app.journal import queries as journal_of
from app.journal.models import JournalEntry
from app.mail.queries import fault_of
from app.mail.service import is_marked
from app.mailings import pages
from app.organiser import journal, lists, own_answers, queries
from app.organiser.forms import NoteForm, ParticipantForm
from app.web.forms import accepted
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue import queries as dialogue
from forums.dialogue.presence import is_there
from forums.dialogue.service import serve as serve_forums
from registration.fields import queries as fields_of
from registration.fields import words as field_words
from registration.fields.answers import Told
from registration.fields.downloads import as_attachment
from registration.fields.rules import Plan
from registration.fields.service import keep as keep_answers
from registration.participants import queries as participants_of
from registration.participants import service, words
from registration.participants.errors import RegistrationError
from registration.participants.models import Participant
from registration.participants.rules import SENSITIVE, Status

bp = Blueprint("organiser_participants", __name__, url_prefix="/organise/<congress>/participants")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
@needs(Part.ORGANISER)
def participants(congress: str) -> str:
    asked = lists.listing_asked()
    found = participants_of.page(
        reading(),
        g.congress.id,
        asked.wanted,
        order=asked.order,
        descending=asked.descending,
        offset=asked.offset,
        limit=lists.PAGE_SIZE,
    )
    total = participants_of.number_of(reading(), g.congress.id, asked.wanted)
    everyone = gettext("all")
    return render_template(
        "app/organiser/participants.html",
        asked=asked,
        found=found,
        total=total,
        whole=participants_of.places(reading(), g.congress.id),
        chips={
            "status": lists.chips(
                asked, "status", {s: w for s, (_, w) in words.STATES.items()}, congress=congress, everyone=everyone
            ),
            "sector": lists.chips(asked, "sector", _list_words("sector"), congress=congress, everyone=everyone),
            "role": lists.chips(asked, "role", _list_words("role"), congress=congress, everyone=everyone),
        },
        columns={order: lists.sorted_by(asked, order, congress=congress) for order in participants_of.ORDERS},
        pages=lists.neighbours(asked, total, congress=congress),
        **_words(),
    )


@bp.get("/new")
@needs(Part.ORGANISER)
def new(congress: str) -> str:
    return _new(ParticipantForm(_plan()))


@bp.post("/new")
@needs(Part.ORGANISER)
def add(congress: str) -> BaseResponse | tuple[str, int]:
    form = ParticipantForm(_plan())
    added: list[str] = []

    def act() -> None:
        now = clock.now()
        answers, told = form.answers()
        with transaction() as session:
            done = service.add(session, g.congress, answers, secret=_config().secret_key, actor=actor(), now=now)
            _keep(session, form, told, done.participant_id)
            added.append(done.public_id)

    if accepted(form, act):
        flash(gettext("Added and confirmed; the personal link is on its way by mail."))
        return _to(congress, added[0])
    return _new(form), 422


@bp.get("/<person>")
@needs(Part.ORGANISER)
def participant(congress: str, person: str) -> str:
    found = _found(person)
    return _page(found, NoteForm(obj=found))


@bp.get("/<person>/change")
@needs(Part.ORGANISER)
def change_form(congress: str, person: str) -> str:
    found = _found(person)
    return _change(found, _shown(ParticipantForm.of(found, _plan(), fields_of.known(reading(), found))))


@bp.post("/<person>/change")
@needs(Part.ORGANISER)
def change(congress: str, person: str) -> BaseResponse | tuple[str, int]:
    found = _found(person)
    form = _shown(ParticipantForm(_plan(), known=fields_of.known(reading(), found)))

    def act() -> None:
        answers, told = form.answers()
        with transaction() as session:
            changed = participants_of.by_public_id(session, g.congress.id, person)
            service.change(session, changed, answers, may_change_email=True, actor=actor(), now=clock.now())
            _keep(session, form, told, changed.id)

    if accepted(form, act):
        flash(gettext("Saved."))
        return _to(congress, person)
    return _change(found, form), 422


@bp.get("/<person>/files/<file>")
@needs(Part.ORGANISER)
def file(congress: str, person: str, file: str) -> Response:
    """A file that somebody gave, for whoever may see the answers to that question."""
    found = fields_of.upload_of(reading(), _found(person).id, file)
    question = fields_of.row(reading(), g.congress.id, fields_of.key_of_upload(reading(), found))
    if not may(current_user, g.congress.id, Part(question.seen_by)):
        raise Forbidden
    return as_attachment(found)


@bp.post("/<person>/note")
@needs(Part.ORGANISER)
def note(congress: str, person: str) -> BaseResponse | tuple[str, int]:
    form = NoteForm()

    def act() -> None:
        with transaction() as session:
            noted = participants_of.by_public_id(session, g.congress.id, person)
            service.write_note(session, noted, note=form.note.data or "", actor=actor(), now=clock.now())

    if accepted(form, act):
        flash(gettext("Saved."))
        return _to(congress, person)
    return _page(_found(person), form), 422


@bp.post("/<person>/confirm")
@needs(Part.ORGANISER)
def confirm(congress: str, person: str) -> BaseResponse:
    """Confirm for somebody who cannot, such as a guest on the telephone."""
    try:
        with transaction() as session:
            service.confirm(
                session, participants_of.by_public_id(session, g.congress.id, person), actor=actor(), now=clock.now()
            )
        flash(gettext("Confirmed."))
    except RegistrationError as fault:
        flash(words_of(fault), "refused")
    return _to(congress, person)


@bp.get("/<person>/cancel")
@needs(Part.ORGANISER)
def cancel_question(congress: str, person: str) -> str:
    return render_template("app/organiser/participant_cancel.html", person=_found(person), waiting=_places_waiting())


@bp.post("/<person>/cancel")
@needs(Part.ORGANISER)
def cancel(congress: str, person: str) -> BaseResponse:
    with transaction() as session:
        cancelled = participants_of.by_public_id(session, g.congress.id, person)
        service.cancel(session, cancelled, congress=g.congress, actor=actor(), now=clock.now())
        serve_forums(session, g.congress.id, now=clock.now())
    flash(gettext("Cancelled. The place goes to whoever has waited longest."))
    return _to(congress, person)


@bp.post("/<person>/link")
@needs(Part.ORGANISER)
def mail_link(congress: str, person: str) -> BaseResponse:
    """Mail the personal link again, at most once in ten minutes."""
    with transaction() as session:
        found = participants_of.by_public_id(session, g.congress.id, person)
        service.mail_link(session, g.congress, email=found.email, now=clock.now())
    flash(gettext("The personal link is on its way by mail."))
    return _to(congress, person)


def _found(person: str) -> Participant:
    return participants_of.by_public_id(reading(), g.congress.id, person)


def _page(person: Participant, form: NoteForm) -> str:
    session = reading()
    sent = queries.mails(session, person.id)
    subjects = pages.subjects_of(session, g.congress, sent)
    forum_by_id = {forum.public_id: forum for forum in dialogue.forums(session, g.congress.id)}
    return render_template(
        "app/organiser/participant.html",
        person=person,
        form=form,
        needs={name: words.discreetly(getattr(person, name), sees_needs=sees_needs()) for name in SENSITIVE},
        wishes=[
            (forum, is_there(forum, person.day_list, zone=g.congress.zone))
            for forum in map(forum_by_id.__getitem__, dialogue.preferences(session, person.id))
        ],
        seats=dialogue.seats_of(session, person.id),
        position=participants_of.waiting_position(session, person) if person.status == Status.WAITING else None,
        presence=queries.presence(session, person.id),
        lines=journal.lines_of(session, _entries(person), congress=g.congress.slug),
        mails=[(pages.line(person, mail), pages.name_of_mail(mail, subjects)) for mail in sent],
        is_marked=is_marked(fault_of(session, person.id), person.email),
        told=own_answers.told(session, _plan(), person),
        party=person.party,
        days_told=", ".join(long_day(date.fromisoformat(day), page_language()) for day in person.day_list),
        companions=_companions(session, person),
        **_words(),
    )


def _companions(session: Session, person: Participant) -> Sequence[Participant]:
    """List the others of somebody's group."""
    if person.party_id is None:
        return []
    return [member for member in participants_of.members(session, person.party_id) if member.id != person.id]


def _entries(person: Participant) -> Sequence[JournalEntry]:
    """List what happened to somebody, and to the registrations that were merged into theirs."""
    found: dict[int, JournalEntry] = {}
    ids = [person.id]
    for subject in ids:  # grows by those merged into one that was merged itself
        entries = journal_of.about(reading(), subject_kind="participant", subject_id=subject)
        found |= {entry.id: entry for entry in entries}
        merged = [entry.details.get("other") for entry in entries if entry.action == "participant.merged"]
        ids += [other for other in merged if other and other not in ids]
    return [found[number] for number in sorted(found)]


def _new(form: ParticipantForm) -> str:
    return render_template(
        "app/organiser/participant_new.html",
        form=form,
        places=participants_of.places(reading(), g.congress.id),
        questions=own_answers.asked(form.plan, None, form.own_faults),
        has_files=form.plan.has_any_files,
    )


def _shown(form: ParticipantForm) -> ParticipantForm:
    """Leave out of a form of somebody known what this login may not read."""
    return form if sees_needs() else form.spare_needs()


def _change(person: Participant, form: ParticipantForm) -> str:
    return render_template(
        "app/organiser/participant_change.html",
        person=person,
        form=form,
        questions=own_answers.asked(form.plan, form.known, form.own_faults, person=person),
        has_files=form.plan.has_any_files,
    )


def _keep(session: Session, form: ParticipantForm, told: Told, participant_id: int) -> None:
    """Keep the answers to the congress's own questions."""
    keep_answers(
        session,
        form.plan,
        told,
        participant_id=participant_id,
        congress_id=g.congress.id,
        before=form.known.answers if form.known is not None else None,
        actor=actor(),
        now=clock.now(),
    )


def _plan() -> Plan:
    return fields_of.plan(reading(), g.congress.id)


def _places_waiting() -> int:
    return participants_of.places(reading(), g.congress.id).waiting


def _words() -> dict[str, object]:
    named = {f"{name}s": _list_words(name) for name in ("sector", "level", "role")}
    return {"states": words.STATES, **named}


def _list_words(name: str) -> dict[str, str]:
    return field_words.list_words(_plan(), name, page_language())


def _to(congress: str, person: str) -> BaseResponse:
    return redirect(url_for(".participant", congress=congress, person=person), 303)


def _config() -> Config:
    config: Config = current_app.extensions["reihum_config"]
    return config
