"""What a guest lets the stands of the market have: nothing, until they allow it here; and taken back here."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.db import reading, transaction
from app.errors import NotFound
from app.front import frame
from app.front.bearers import bearer, living
from app.front.errors import DeadLink
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from forums.marketplace.visits import cards, queries, service, vcard
from forums.marketplace.visits.models import StandContact
from registration.participants.models import Participant

blueprint = Blueprint("own_contacts", __name__, url_prefix="/<congress>/my/<token>/stands")
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)


@blueprint.get("")
@public
def page(congress: str, token: str) -> str:
    """Whether stands may have the details, and which have them."""
    person = bearer(congress, token)
    return frame.render(
        "app/front/own_contacts.html",
        person.congress,
        has_forums=bool(person.congress.wishes),
        has_market=queries.has_public_market(reading(), person.congress_id),
        can_register=False,
        person=person,
        token=token,
        consent=queries.consent(reading(), person.id),
        contacts=queries.contacts_of_person(reading(), person.id),
    )


@blueprint.post("")
@public
def decide(congress: str, token: str) -> BaseResponse:
    """Allow, forbid, or take back from one stand; which, says the field ``step``."""
    step = request.form.get("step", "")
    person = living(congress, token) if step == "allow" else bearer(congress, token)
    with transaction() as session:
        if step == "allow":
            by_mail = request.form.get("by_mail") == "yes"
            service.allow(session, person, by_mail=by_mail, now=clock.now())
            flash(gettext("Stands that scan your badge may have your details from now on."))
        elif step == "mail":
            service.prefer_mail(session, person, by_mail=request.form.get("by_mail") == "yes")
            flash(gettext("Kept."))
        elif step == "forbid":
            taken = service.forbid(session, person, now=clock.now())
            flash(gettext("No stand gets your details any more.") + _from(taken))
        else:
            service.revoke(session, person, request.form.get("contact", ""), now=clock.now())
            flash(gettext("This stand no longer has your details."))
    return redirect(url_for(".page", congress=congress, token=token), 303)


@blueprint.get("/cards.vcf")
@public
def all_cards(congress: str, token: str) -> Response:
    """The cards of all stands that have the guest's details, for an address book."""
    person = bearer(congress, token)
    return _as_file(person, queries.contacts_of_person(reading(), person.id), f"stands-{congress}")


@blueprint.get("/<contact>.vcf")
@public
def card(congress: str, token: str, contact: str) -> Response:
    """The card of one of them."""
    person = bearer(congress, token)
    for one in queries.contacts_of_person(reading(), person.id):
        if one.public_id == contact:
            return _as_file(person, [one], f"stand-{one.stand.public_id}")
    raise NotFound


def _as_file(person: Participant, contacts: Sequence[StandContact], name: str) -> Response:
    of_stands = (cards.of_stand(one.stand, person.congress, changed_at=one.given_at) for one in contacts)
    response = Response(vcard.written(*of_stands), content_type=vcard.MEDIA_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.vcf")
    return response


def _from(taken: int) -> str:
    words = ngettext(
        "%(num)s stand that had them has lost them.", "%(num)s stands that had them have lost them.", taken
    )
    return f" {words}" if taken else ""
