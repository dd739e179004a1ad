"""Organisers' pages on mailings: write, look at, try, send, and see what became of each copy."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.mail import words as mail_words
from app.mailings import mails, pages, queries, service, words
from app.mailings.errors import MailingError
from app.mailings.forms import Choices, MailingForm, SendForm
from app.mailings.models import Mailing
from app.mailings.rules import BEGUN, UNSENT
from app.mailings.starters import STARTERS
from app.web.forms import accepted
from app.web.languages import page_language
from app.web.problem import words_of

bp = Blueprint("mailings", __name__, url_prefix="/organise/<congress>/mailings")
Page = Response | str | tuple[str, int]
Step = Callable[[Session, Mailing, datetime], str]  # does one thing to a mailing, and says what was done


def _step(act: Step) -> Callable[[str, str], Response]:
    """Make a door of one step of a mailing, in a transaction of its own; what the rules refuse is told on its page."""

    @wraps(act)
    def view(congress: str, mailing: str) -> Response:
        try:
            with transaction() as session:
                told = act(session, queries.mailing(session, g.congress.id, mailing), clock.now())
            flash(told)
        except MailingError as fault:
            flash(words_of(fault), "refused")
        return _to(mailing)

    return view


@bp.get("")
@needs(Part.ORGANISER)
def mailings(congress: str) -> str:
    found = queries.mailings(reading(), g.congress.id)
    counts = queries.counts(reading(), [mailing.id for mailing in found])
    here = pages.choices_of(reading(), g.congress)
    rows = [
        (
            mailing,
            mails.title_of(mailing, g.congress, page_language()),
            pages.state_of(mailing, counts[mailing.id]),
            counts[mailing.id],
            pages.audience_in_words(mailing, here),
        )
        for mailing in found
    ]
    undelivered = queries.number_undelivered(reading(), g.congress.id)
    return render_template("app/mailings/mailings.html", rows=rows, starters=STARTERS, undelivered=undelivered)


@bp.post("")
@needs(Part.ORGANISER)
def begin(congress: str) -> Response:
    """Begin with one of our texts, or with an earlier mailing."""
    start = request.form.get("start", "")
    with transaction() as session:
        if start in STARTERS:
            draft = STARTERS[start].draft(g.congress.languages)
            begun = service.begin(session, g.congress, draft, actor=actor(), now=clock.now())
        else:
            earlier = queries.mailing(session, g.congress.id, start)
            begun = service.copy(session, g.congress, earlier, actor=actor(), now=clock.now())
    return redirect(url_for(".change_form", congress=congress, mailing=begun.public_id), 303)


@bp.get("/<mailing>")
@needs(Part.ORGANISER)
def mailing(congress: str, mailing: str) -> str:
    found = _found(mailing)
    return _page(found, SendForm.of(g.congress, found))


@bp.get("/<mailing>/change")
@needs(Part.ORGANISER)
def change_form(congress: str, mailing: str) -> Page:
    found = _found(mailing)
    if found.status not in UNSENT:
        return _to(mailing)
    here = pages.choices_of(reading(), g.congress)
    return _form(found, MailingForm.of(g.congress, found, here), here)


@bp.post("/<mailing>/change")
@needs(Part.ORGANISER)
def change(congress: str, mailing: str) -> Page:
    found = _found(mailing)
    here = pages.choices_of(reading(), g.congress)
    form = MailingForm.of(g.congress, found, here)

    def act() -> None:
        with transaction() as session:
            changed = queries.mailing(session, g.congress.id, mailing)
            service.change(session, changed, form.draft(), actor=actor(), now=clock.now())

    if accepted(form, act):
        flash(gettext("Saved. Nobody gets it before you send it."))
        return _to(mailing)
    return _form(found, form, here), 422


@bp.post("/<mailing>/remove")
@needs(Part.ORGANISER)
def remove(congress: str, mailing: str) -> Response:
    try:
        with transaction() as session:
            found = queries.mailing(session, g.congress.id, mailing)
            service.remove(session, found, actor=actor(), now=clock.now())
    except MailingError as fault:
        flash(words_of(fault), "refused")
        return _to(mailing)
    flash(gettext("The draft is gone."))
    return redirect(url_for(".mailings", congress=congress), 303)


@bp.post("/<mailing>/test")
@needs(Part.ORGANISER)
@_step
def test(session: Session, mailing: Mailing, now: datetime) -> str:
    service.send_test(session, mailing, account_id=current_user.id, now=now)
    return str(gettext("A test is on its way to %(address)s, in each language.", address=current_user.email))


@bp.post("/<mailing>")
@needs(Part.ORGANISER)
def send(congress: str, mailing: str) -> Page:
    """Send now, or at the moment that is given."""
    found = _found(mailing)
    form = SendForm.of(g.congress, found)
    told: list[str] = []

    def act() -> None:
        with transaction() as session:
            told.append(_send(session, queries.mailing(session, g.congress.id, mailing), form))

    if accepted(form, act):
        flash(told[0])
        return _to(mailing)
    return _page(found, form), 422


@bp.post("/<mailing>/unschedule")
@needs(Part.ORGANISER)
@_step
def unschedule(session: Session, mailing: Mailing, now: datetime) -> str:
    service.unschedule(session, mailing, actor=actor(), now=now)
    return str(gettext("It is a draft again and does not go out by itself."))


@bp.post("/<mailing>/pause")
@needs(Part.ORGANISER)
@_step
def pause(session: Session, mailing: Mailing, now: datetime) -> str:
    service.pause(session, mailing, actor=actor(), now=now)
    return str(gettext("Paused. What has not gone out waits until you go on."))


@bp.post("/<mailing>/resume")
@needs(Part.ORGANISER)
@_step
def resume(session: Session, mailing: Mailing, now: datetime) -> str:
    service.resume(session, mailing, actor=actor(), now=now)
    return str(gettext("It goes on."))


@bp.post("/<mailing>/stop")
@needs(Part.ORGANISER)
@_step
def stop(session: Session, mailing: Mailing, now: datetime) -> str:
    service.stop(session, mailing, actor=actor(), now=now)
    return str(gettext("Stopped for good. What has not gone out stays here."))


@bp.post("/<mailing>/more")
@needs(Part.ORGANISER)
@_step
def send_to_new(session: Session, mailing: Mailing, now: datetime) -> str:
    return _on_its_way(service.send_to_new(session, mailing, actor=actor(), now=now))


@bp.post("/<mailing>/retry")
@needs(Part.ORGANISER)
@_step
def retry(session: Session, mailing: Mailing, now: datetime) -> str:
    return _on_its_way(service.retry(session, mailing, actor=actor(), now=now))


def _send(session: Session, mailing: Mailing, form: SendForm) -> str:
    starts_at, now = form.moment(g.congress), clock.now()
    if starts_at is None or request.form.get("when") == "now":
        return _on_its_way(service.send(session, mailing, seen=form.seen_at(), actor=actor(), now=now))
    service.schedule(session, mailing, starts_at=starts_at, seen=form.seen_at(), actor=actor(), now=now)
    return str(gettext("It goes out by itself at this moment, to whoever matches then."))


def _on_its_way(number: int) -> str:
    return str(ngettext("On its way to %(num)s person.", "On its way to %(num)s people.", number))


def _found(public_id: str) -> Mailing:
    return queries.mailing(reading(), g.congress.id, public_id)


def _to(public_id: str) -> Response:
    return redirect(url_for(".mailing", congress=g.congress.slug, mailing=public_id), 303)


def _form(mailing: Mailing, form: MailingForm, here: Choices) -> str:
    return render_template(
        "app/mailings/change.html",
        mailing=mailing,
        form=form,
        placeholders=words.PLACEHOLDERS,
        questions=here.questions,
    )


def _page(mailing: Mailing, form: SendForm) -> str:
    session = reading()
    counts = queries.counts(session, [mailing.id])[mailing.id]
    reach = queries.reach(session, mailing)
    number = min(pages.number_asked("recipient"), max(0, reach.all - 1))
    person = queries.sample(session, mailing, number=number)
    state, offset = request.args.get("state", ""), pages.number_asked("offset")
    state = state if state in mail_words.STATES else ""
    shown = queries.recipients(session, mailing, state=state, offset=offset, limit=pages.PAGE_SIZE)
    return render_template(
        "app/mailings/mailing.html",
        mailing=mailing,
        form=form,
        state=pages.state_of(mailing, counts),
        audience=pages.audience_in_words(mailing, pages.choices_of(session, g.congress)),
        counts=counts,
        reach=reach,
        names_a_seat=pages.names_a_seat(mailing),
        is_unsent=mailing.status in UNSENT,
        is_begun=mailing.status in BEGUN,
        person=person,
        number=number,
        previews=pages.previews(session, mailing, person) if person else [],
        chips=pages.chips(g.congress, mailing, counts, state=state),
        lines=[pages.line(who, mail) for who, mail in shown],
        offset=offset,
        page_size=pages.PAGE_SIZE,
        chosen=state,
        in_state=counts.get(state, 0) if state else sum(counts.values()),
        title=mails.title_of(mailing, g.congress, page_language()),
    )
