"""What the pages of a group's contact share: whose they are, and what stands around them."""

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import tokens
from app.db import reading
from app.errors import NotFound
from app.front import frame
from app.web import languages
from registration.participants import queries
from registration.participants.models import Party
from registration.parties.errors import NoSuchParty


def party_of(congress: str, group_link: str) -> Party:
    """Find the group whose contact's page this is, and speak the contact's language; raises NoSuchParty."""
    party = found(reading(), congress, group_link)
    languages.use(party.language)
    return party


def found(session: Session, congress: str, group_link: str) -> Party:
    """Find the group whose contact's page this is; raises NoSuchParty."""
    try:
        party = queries.party_by_link(session, tokens.digest(group_link))
    except NotFound as nobody:
        raise NoSuchParty from nobody
    if party.congress.slug != congress:
        raise NoSuchParty
    return party


def back(congress: str, group_link: str) -> BaseResponse:
    """Go to the page of the group."""
    return redirect(url_for("group.page", congress=congress, group_link=group_link), 303)


def draw(template: str, party: Party, group_link: str, **values: object) -> str:
    """Draw a page of the group."""
    congress = party.congress
    here = url_for("group.page", congress=congress.slug, group_link=group_link)
    shown = {"party": party, "group_link": group_link, "here": here, **values}
    return frame.render(template, congress, has_forums=bool(congress.wishes), can_register=False, **shown)
