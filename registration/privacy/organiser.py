"""Organisers' pages on privacy: what is asked, what is held about one, erasure and its proof."""

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from flask_security import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs, needs_login, sees_needs
from app.accounts.models import Part
from app.accounts.queries import congresses_of
from app.accounts.service import is_administrating
from app.congress import queries as queries_of_congress
from app.congress.models import Congress
from app.congress.rules import Controller
from app.congress.service import set_controllers as set_those
from app.db import reading, transaction
from app.errors import Forbidden
from app.web import fields
from app.web.forms import Form, accepted
from app.web.languages import page_language
from registration.fields.queries import Timed, timed_answers
from registration.participants.models import Participant
from registration.participants.queries import by_public_id
from registration.privacy import consents, errors, export, proofs, queries, retention, service
from registration.privacy.jobs import mails_about
from registration.privacy.words import REASONS, question_in_words

bp = Blueprint("privacy", __name__, url_prefix="/organise/<congress>/privacy")
report_bp = Blueprint("privacy_report", __name__, url_prefix="/organise/privacy")
LONGEST_MONTHS = 120
LONGEST_WARNING = 180
MOST_CONTROLLERS = 3


class EraseForm(Form):
    """That somebody shall be erased, and that it is meant."""

    is_meant = fields.tick(lazy_gettext("Yes, erase this person for good"))


class RetentionForm(Form):
    """For how long people are kept."""

    months = fields.whole(lazy_gettext("Months after the last day"), least=0, most=LONGEST_MONTHS, required=False)
    warned_days = fields.whole(lazy_gettext("Organisers are told so many days before"), least=1, most=LONGEST_WARNING)


class ControllersForm(Form):
    """Who answers for the data: up to three."""

    name_1 = fields.text(lazy_gettext("Name"), longest=200)
    address_1 = fields.text(lazy_gettext("Postal address"), longest=300)
    contact_1 = fields.text(lazy_gettext("Data protection contact"), longest=200)
    email_1 = fields.email(lazy_gettext("E-mail of the data protection contact"))
    name_2 = fields.text(lazy_gettext("Name"), longest=200)
    address_2 = fields.text(lazy_gettext("Postal address"), longest=300)
    contact_2 = fields.text(lazy_gettext("Data protection contact"), longest=200)
    email_2 = fields.email(lazy_gettext("E-mail of the data protection contact"))
    name_3 = fields.text(lazy_gettext("Name"), longest=200)
    address_3 = fields.text(lazy_gettext("Postal address"), longest=300)
    contact_3 = fields.text(lazy_gettext("Data protection contact"), longest=200)
    email_3 = fields.email(lazy_gettext("E-mail of the data protection contact"))

    @classmethod
    def of(cls, found: Congress) -> "ControllersForm":
        """Fill the form with those named so far; before that with the first hosts."""
        named = found.controllers or [{"name": name} for name in found.hosts[:MOST_CONTROLLERS]]
        return cls(data={f"{key}_{n}": value for n, one in enumerate(named, 1) for key, value in one.items()})

    def controllers(self) -> list[Controller]:
        """Read those who have a name."""
        told = [
            Controller(**{key: self[f"{key}_{n}"].data or "" for key in ("name", "address", "contact", "email")})
            for n in range(1, MOST_CONTROLLERS + 1)
        ]
        return [one for one in told if one.name]


@report_bp.get("")
@needs_login
def report() -> str:
    """What is still personal, in all congresses of whoever asks."""
    session = reading()
    works = congresses_of(session, current_user, everything=is_administrating(current_user))
    rows = [(retention.due(session, found), _timed(session, found)) for found, part in works if part == Part.ORGANISER]
    return render_template("registration/privacy/report.html", rows=rows, now=clock.now())


@bp.get("/controllers")
@needs(Part.ORGANISER)
def controllers(congress: str) -> str:
    return _draw_controllers(ControllersForm.of(g.congress))


@bp.post("/controllers")
@needs(Part.ORGANISER)
def set_controllers(congress: str) -> BaseResponse | tuple[str, int]:
    form = ControllersForm()

    def act() -> None:
        with transaction() as session:
            set_those(session, g.congress, form.controllers(), actor=actor(), now=clock.now())

    if accepted(form, act):
        flash(gettext("Saved. The privacy notice names them now."))
        return redirect(url_for(".controllers", congress=congress), 303)
    return _draw_controllers(form), 422


@bp.post("")
@needs(Part.ORGANISER)
def set_retention(congress: str) -> BaseResponse | tuple[str, int]:
    form = RetentionForm()

    def act() -> None:
        with transaction() as session:
            months = form.months.data
            retention.set_retention(
                session,
                g.congress,
                months=months,
                warned_days=form.warned_days.data,
                actor=actor(),
                now=clock.now(),
            )

    if accepted(form, act):
        flash(gettext("Saved."))
        return redirect(url_for(".overview", congress=congress), 303)
    return _draw_overview(form), 422


@bp.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> str:
    due = retention.due(reading(), g.congress)
    return _draw_overview(RetentionForm(data={"months": due.months, "warned_days": due.warned_days}))


def _draw_controllers(form: ControllersForm) -> str:
    versions = queries_of_congress.notices(reading(), g.congress.id)
    return render_template("registration/privacy/controllers.html", form=form, versions=list(reversed(versions)))


def _draw_overview(form: RetentionForm) -> str:
    session = reading()
    counts = queries.number_by_table(session, proofs.held(), g.congress.id)
    return render_template(
        "registration/privacy/overview.html",
        form=form,
        due=retention.due(session, g.congress),
        timed=_timed(session, g.congress),
        held=[(str(gettext(label)), number) for label, number in counts.items() if number],
        requests=[
            (asked, person, proofs.due(asked.asked_at)) for asked, person in queries.requests(session, g.congress.id)
        ],
        erasures=queries.erasures(session, g.congress.id),
        reasons=REASONS,
        now=clock.now(),
    )


@bp.get("/people/<person>")
@needs(Part.ORGANISER)
def held(congress: str, person: str) -> str:
    found = _found(person)
    return _draw(found, EraseForm())


@bp.get("/people/<person>/export.zip")
@needs(Part.ORGANISER)
def take_along(congress: str, person: str) -> Response:
    """Everything means access needs, too: for those who may read them."""
    found = _found(person)
    if not sees_needs():
        raise Forbidden
    return as_download(found)


@bp.post("/people/<person>")
@needs(Part.ORGANISER)
def erase(congress: str, person: str) -> BaseResponse | tuple[str, int]:
    found = _found(person)
    form = EraseForm()
    numbers: list[str] = []

    def act() -> None:
        if not form.is_meant.data:
            raise errors.Unconfirmed(field="is_meant")
        mails = mails_about([service.person_of(found)])
        with transaction() as session:
            leaving = by_public_id(session, g.congress.id, person)
            proof = service.erase(
                session,
                leaving,
                held=proofs.held(),
                mails=mails,
                reason="organiser",
                actor=actor(),
                now=clock.now(),
            )
            numbers.append(proof.public_id)

    if accepted(form, act):
        flash(gettext("The person is erased. This is the proof; it names nobody."))
        return redirect(url_for(".proof", congress=congress, proof=numbers[0]), 303)
    return _draw(found, form), 422


@bp.get("/erasures/<proof>")
@needs(Part.ORGANISER)
def proof(congress: str, proof: str) -> str:
    found = queries.erasure(reading(), g.congress.id, proof)
    return render_template("registration/privacy/proof.html", proof=found, kinds=proofs.kinds(found), reasons=REASONS)


def _timed(session: Session, congress: Congress) -> list[tuple[str, Timed]]:
    """Name the questions whose answers go before everybody does."""
    return [(question_in_words(timed, page_language()), timed) for timed in timed_answers(session, congress)]


def as_download(participant: Participant) -> Response:
    """Pack what is held about somebody, for them or for who answers them."""
    session = reading()
    person = service.person_of(participant)
    content = export.as_zip(
        export.told(session, proofs.held(), person),
        export.files(session, proofs.held(), person),
        congress=participant.congress.slug,
        label=lambda msgid: str(gettext(msgid)),
        now=clock.now(),
    )
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="data-{participant.congress.slug}.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _found(person: str) -> Participant:
    return by_public_id(reading(), g.congress.id, person)


def _draw(person: Participant, form: EraseForm) -> str:
    session = reading()
    told = export.told(session, proofs.held(), service.person_of(person))
    return render_template(
        "registration/privacy/held.html",
        person=person,
        form=form,
        told=[(str(gettext(data.label)), len(rows)) for data, rows in told],
        asked=queries.request_of(session, person.id),
        agreements=consents.of(session, person),
        may_take=sees_needs(),
        is_over=service.is_over(g.congress, now=clock.now()),
    )
