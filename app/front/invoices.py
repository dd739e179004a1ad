"""The doors to invoices: the guest's, beside their page, and the organisers' own copy."""

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import NotFound
from app.front import frame
from app.front.bearers import actor_of, bearer
from app.front.errors import DeadLink
from app.front.invoice_papers import as_pdf
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from registration.fees import queries, service
from registration.fees.forms import AddressForm
from registration.fees.models import Invoice
from registration.participants.models import Participant

blueprint = Blueprint("invoices", __name__)
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)


@blueprint.get("/<congress>/my/<token>/invoice.pdf")
@public
def pdf(congress: str, token: str) -> Response:
    """The guest's invoice, or their receipt."""
    person = bearer(congress, token)
    found = queries.invoice_of(reading(), person.id)
    if found is None:
        raise NotFound
    return _pdf(found, person)


@blueprint.get("/<congress>/my/<token>/invoice")
@public
def address(congress: str, token: str) -> str:
    """To whom the invoice is made out."""
    person = bearer(congress, token)
    found = _open_invoice(person)
    return _address(person, token, AddressForm(data={"address": found.address}))


@blueprint.post("/<congress>/my/<token>/invoice")
@public
def set_address(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Make the invoice out to the guest's employer, say."""
    person = bearer(congress, token)
    _open_invoice(person)
    form = AddressForm()
    if not form.validate():
        return _address(person, token, form), 422
    with transaction() as session:
        found = _open_invoice(person, session)
        service.make_out_to(session, found, address=form.address.data or "", actor=actor_of(person), now=clock.now())
    flash(gettext("The invoice is made out anew."))
    return redirect(url_for("personal.page", congress=congress, token=token), 303)


@blueprint.get("/organise/<congress>/fees/<invoice>/invoice.pdf")
@needs(Part.ORGANISER)
def organiser_pdf(congress: str, invoice: str) -> Response:  # noqa: ARG001 -- the guard reads it from the address
    """The same paper for the organisers' files."""
    found = queries.invoice(reading(), g.congress.id, invoice)
    return _pdf(found, found.participant)


def _open_invoice(person: Participant, session: Session | None = None) -> Invoice:
    found = queries.invoice_of(session or reading(), person.id)
    if found is None or found.cancelled_at is not None:
        raise NotFound
    return found


def _address(person: Participant, token: str, form: AddressForm) -> str:
    return frame.render(
        "app/front/invoice_address.html",
        person.congress,
        has_forums=bool(person.congress.wishes),
        can_register=False,
        token=token,
        form=form,
    )


def _pdf(found: Invoice, person: Participant | None) -> Response:
    response = Response(as_pdf(reading(), found, person, now=clock.now()), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="invoice-{found.congress.slug}-{found.number}.pdf"'
    return response
