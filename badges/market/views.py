"""The desk of a stand, for its staff on a phone: who gives their details, visits, feedback, documents; behind a secret link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import Row
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from app.web import languages
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.problem import words_of
from badges import qr
from badges.market import queries
from badges.service import key_of
from forums.marketplace import queries as market_of
from forums.marketplace.models import Stand
from forums.marketplace.rules import HOLDING
from forums.marketplace.visits import cards, errors, service, vcard
from forums.marketplace.visits import queries as visits_of
from forums.marketplace.visits.models import ContactConsent
from registration.fields.content import RawFile
from registration.participants.models import Participant

stand_desk = Blueprint("stand_desk", __name__, url_prefix="/<congress>/stand-desk/<stand>/<token>")
stand_desk.after_request(keep_secret)
stand_desk.after_request(languages.remember)
LONGEST_CODE = 200
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """Somebody whose badge was read and who lets stands have their details: shown before anything is kept."""

    person: Participant
    consent: ContactConsent
    code: str
    is_given: bool


@stand_desk.get("")
@public
def page(congress: str, stand: str, token: str) -> str:
    return _draw(*_found(congress, stand, token), token)


@stand_desk.post("")
@public
def act(congress: str, stand: str, token: str) -> BaseResponse | str | tuple[str, int]:
    """Read a badge, keep the details, count a visitor, add or remove a document; which, says the field ``step``."""
    found, its_stand = _found(congress, stand, token)
    step = request.form.get("step", "")
    if step not in STEPS:
        raise NotFound
    try:
        with transaction() as session:
            STEPS[step](session, found, its_stand, clock.now())
        if step == "code":
            return _draw(found, its_stand, token, asked=_asked(reading(), found, its_stand, _code()))
    except DomainError as fault:
        return _draw(found, its_stand, token, faults={fault.field: [words_of(fault)]}), fault.status
    return redirect(url_for(".page", congress=congress, stand=stand, token=token), 303)


@stand_desk.get("/contacts.vcf")
@public
def contacts(congress: str, stand: str, token: str) -> Response:
    """Everybody who gave their details, for an address book."""
    _, its_stand = _found(congress, stand, token)
    kept = visits_of.contacts_of_stand(reading(), its_stand.id)
    return _as_file(vcard.written(*(cards.of_person(one) for one in kept)), f"stand-{its_stand.public_id}")


@stand_desk.get("/contacts/<contact>.vcf")
@public
def contact(congress: str, stand: str, token: str, contact: str) -> Response:
    """One of them."""
    _, its_stand = _found(congress, stand, token)
    for one in visits_of.contacts_of_stand(reading(), its_stand.id):
        if one.public_id == contact:
            return _as_file(vcard.written(cards.of_person(one)), contact)
    raise NotFound


def _read_badge(session: Session, congress: Congress, stand: Stand, now: datetime) -> None:
    """Count the visitor, whoever it is, unless it was just now; who it is comes afterwards, and only if they allow it."""
    _code()
    if request.form.get("again") != "yes":
        service.count_visit(session, stand, now=now)


def _give(session: Session, congress: Congress, stand: Stand, now: datetime) -> None:
    asked = _asked(session, congress, stand, _code())
    service.give(session, stand, asked.person, now=now)
    flash(gettext("You have the details now, and the visitor has yours."))


def _count(session: Session, congress: Congress, stand: Stand, now: datetime) -> None:
    service.count_visit(session, stand, now=now)


def _add_document(session: Session, congress: Congress, stand: Stand, now: datetime) -> None:
    file = request.files.get("file")
    most = service.DOCUMENT_MEGABYTES * MEGABYTE + 1
    raw = RawFile(file.filename or "", file.stream.read(most)) if file else None
    service.add_document(session, stand, raw, title=request.form.get("title", ""), now=now)
    flash(gettext("The document is on your page now."))


def _remove_document(session: Session, congress: Congress, stand: Stand, now: datetime) -> None:
    service.remove_document(session, stand, request.form.get("document", ""), now=now)
    flash(gettext("The document is gone."))


STEPS = {"code": _read_badge, "give": _give, "visit": _count, "document": _add_document, "remove": _remove_document}


def _code() -> str:
    try:
        return qr.read_code(request.form.get("code", "")[:LONGEST_CODE])
    except qr.NotACode as fault:
        raise errors.NotABadge(field="code") from fault


def _asked(session: Session, congress: Congress, stand: Stand, code: str) -> Asked:
    found = queries.consenting(session, congress.id, key_of(code))
    if found is None:
        raise errors.NothingIsGiven(field="code")
    person, consent = found
    return Asked(person, consent, code, is_given=visits_of.contact(session, stand.id, person.id) is not None)


def _found(slug: str, public_id: str, token: str) -> tuple[Congress, Stand]:
    congress = by_slug(reading(), slug)
    stand = market_of.stand(reading(), congress.id, public_id)
    config: Config = current_app.extensions["reihum_config"]
    service.check_link(stand, token, secret=config.secret_key)
    if stand.state not in HOLDING:
        raise NotFound
    languages.use(stand.language)
    g.reads_codes = True  # the page may use the camera
    return congress, stand


def _draw(
    congress: Congress,
    stand: Stand,
    token: str,
    *,
    asked: Asked | None = None,
    faults: Mapping[str, list[str]] | None = None,
) -> str:
    session = reading()
    visits = visits_of.visits_by_hour(session, [stand.id])
    return render_template(
        "badges/market/desk.html",
        congress=congress,
        stand=stand,
        token=token,
        asked=asked,
        contacts=visits_of.contacts_of_stand(session, stand.id),
        visits=sum(row.visits for row in visits),
        hours=_hours(visits, congress.zone),
        feedback=visits_of.feedback(session, [stand.id]),
        documents=visits_of.documents_of(session, stand.id),
        most_documents=service.MOST_DOCUMENTS,
        megabytes=service.DOCUMENT_MEGABYTES,
        given=cards.of_stand(stand, congress, changed_at=stand.changed_at),
        typed=request.form,
        faults=faults or {},
    )


def _hours(visits: Sequence[Row[int, datetime, int]], zone: str) -> list[dict[str, object]]:
    """Tell the hours by the clocks of the congress, as charts take them."""
    local = [(row.hour.astimezone(ZoneInfo(zone)), row.visits) for row in visits]
    return [{"label": f"{hour:%d.%m., %H}–{(hour.hour + 1) % 24:02}", "value": number} for hour, number in local]


def _as_file(content: bytes, name: str) -> Response:
    response = Response(content, content_type=vcard.MEDIA_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.vcf")
    return response
