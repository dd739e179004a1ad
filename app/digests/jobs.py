"""What comes round by itself: the summary of the day before."""

from app import clock
from app.db import transaction
from app.digests import service


def tell_everyone() -> None:
    """Queue the digests that are due."""
    with transaction() as session:
        service.tell_everyone(session, now=clock.now())
