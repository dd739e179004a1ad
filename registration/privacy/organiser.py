"""Organisers' pages on privacy: what is asked, what is held about one, erasure and its proof."""

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import actor, needs, sees_needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import Forbidden
from app.web import fields
from app.web.forms import Form, accepted
from registration.participants.models import Participant
from registration.participants.queries import by_public_id
from registration.privacy import errors, export, proofs, queries, service
from registration.privacy.jobs import mails_about
from registration.privacy.words import REASONS

bp = Blueprint("privacy", __name__, url_prefix="/organise/<congress>/privacy")


class EraseForm(Form):
    """That somebody shall be erased, and that it is meant."""

    is_meant = fields.tick(lazy_gettext("Yes, erase this person for good"))


@bp.get("")
@needs(Part.ORGANISER)
def overview(congress: str) -> str:
    session = reading()
    return render_template(
        "registration/privacy/overview.html",
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
    if not sees_needs():
        raise Forbidden
    return as_download(_found(person))


@bp.post("/people/<person>")
@needs(Part.ORGANISER)
def erase(congress: str, person: str) -> BaseResponse | tuple[str, int]:
    found = _found(person)
    form = EraseForm()
    numbers: list[str] = []

    def act() -> None:
        if not form.is_meant.data:
            raise errors.Unconfirmed(field="is_meant")
        mails = mails_about(service.person_of(found))
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
        may_take=sees_needs(),
        is_over=service.is_over(g.congress, now=clock.now()),
    )
