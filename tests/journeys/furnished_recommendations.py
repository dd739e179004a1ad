"""The recommendations log in the furnished house: one of everything that its pages show."""

from builders import make_recommendation
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.dialogue import queries as forums_of
from forums.recommendations.rules import AddresseeRequest, Status
from forums.recommendations.service import recommendations

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein " * 3


def recommend(session: Session, congress: Congress) -> dict[str, str]:
    """Write recommendations down, one of them adopted and for an addressee; give the words of their addresses."""
    forum = next(iter(forums_of.forums(session, congress.id)), None)
    addressee = recommendations.add_addressee(
        session, congress, AddresseeRequest("Stiftung Patenschaft", "funder", "stiftung@example.org")
    )
    make_recommendation(session, congress, title=LONG.strip())
    adopted = make_recommendation(
        session,
        congress,
        Status.DISCUSSED,
        Status.ADOPTED,
        forum=forum,
        addressees=[addressee.public_id],
        theme="Förderung",
    )
    session.flush()  # the pages read it
    return {"recommendation": adopted.public_id, "addressee": addressee.public_id}
