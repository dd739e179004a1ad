"""What a guest lets the stands of the market have: nothing, until they allow it here; and taken back here."""

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
            service.allow(session, person, now=clock.now())
            flash(gettext("Stands that scan your badge may have your details from now on."))
        elif step == "forbid":
            taken = service.forbid(session, person)
            flash(gettext("No stand gets your details any more.") + _from(taken))
        else:
            service.revoke(session, person, request.form.get("contact", ""))
            flash(gettext("This stand no longer has your details."))
    return redirect(url_for(".page", congress=congress, token=token), 303)


@blueprint.get("/<contact>.vcf")
@public
def card(congress: str, token: str, contact: str) -> Response:
    """The card of a stand that has the guest's details."""
    person = bearer(congress, token)
    for one in queries.contacts_of_person(reading(), person.id):
        if one.public_id == contact:
            written = vcard.written(cards.of_stand(one.stand, person.congress, changed_at=one.given_at))
            response = Response(written, content_type=vcard.MEDIA_TYPE)
            response.headers.set("Content-Disposition", "attachment", filename=f"stand-{one.stand.public_id}.vcf")
            return response
    raise NotFound


def _from(taken: int) -> str:
    words = ngettext(
        "%(num)s stand that had them has lost them.", "%(num)s stands that had them have lost them.", taken
    )
    return f" {words}" if taken else ""
