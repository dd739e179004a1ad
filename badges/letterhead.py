"""From a congress to the letterhead of its papers."""

from sqlalchemy.orm import Session

from app.congress.look.queries import look_on_paper
from badges.drawing import HOUSE, Letterhead, Logo


def letterhead_of(session: Session, congress_id: int) -> Letterhead:
    """Read the colour and the logo of a congress's papers."""
    look = look_on_paper(session, congress_id)
    if look is None:
        return HOUSE
    logo = Logo(look.paper, look.paper_width, look.paper_height) if look.paper else None
    return Letterhead(look.colour, logo)
