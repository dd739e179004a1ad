"""What organisers do for a group: mail its link again, forget its contact. It is shown on the pages of its members."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import transaction
from app.web.problem import words_of
from registration.participants import queries
from registration.participants.models import Party
from registration.participants.service import tell_contact
from registration.parties import service
from registration.parties.errors import StillNeeded

bp = Blueprint("parties", __name__, url_prefix="/organise/<congress>/groups/<party>")


@bp.post("/link")
@needs(Part.ORGANISER)
def mail_link(congress: str, party: str) -> Response:
    """Mail the contact how the group stands, with the link to its page."""
    with transaction() as session:
        found = queries.party_by_public_id(session, g.congress.id, party)
        tell_contact(session, g.congress.id, found.public_id, now=clock.now())
        back = _back(session, congress, found)
    flash(gettext("The link to the group is on its way to its contact."))
    return back


@bp.post("/forget")
@needs(Part.ORGANISER)
def forget(congress: str, party: str) -> Response:
    """Forget the contact, who may not be a participant and can ask for it."""
    with transaction() as session:
        found = queries.party_by_public_id(session, g.congress.id, party)
        back = _back(session, congress, found)
        try:
            service.forget_contact(session, found, actor=actor(), now=clock.now())
        except StillNeeded as fault:
            flash(words_of(fault), "refused")
            return back
    flash(gettext("The contact of the group is forgotten, and their link leads nowhere."))
    return back


def _back(session: Session, congress: str, party: Party) -> Response:
    """Go back to the first of the group, on whose page the contact stands."""
    first = next(iter(queries.members(session, party.id)), None)
    if first is None:
        return redirect(url_for("organiser_participants.participants", congress=congress), 303)
    return redirect(url_for("organiser_participants.participant", congress=congress, person=first.public_id), 303)
