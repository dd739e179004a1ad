"""The market in the furnished house: halls."""

from halls import make_hall
from sqlalchemy.orm import Session

from app.congress.models import Congress


def furnish_market(session: Session, congress: Congress) -> dict[str, str]:
    """Draw a hall; give the words of its addresses."""
    return {"hall": make_hall(session, congress).public_id}
