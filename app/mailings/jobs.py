"""What comes round by itself: mailings whose moment has come, and those that late ones get too."""

from app import clock
from app.db import transaction
from app.mailings import service


def begin_due() -> None:
    """Send the mailings whose moment has come."""
    with transaction() as session:
        service.begin_due(session, now=clock.now())


def reach_late_ones() -> None:
    """Send mailings under way to those who have come to match, where the organisers want it so."""
    with transaction() as session:
        service.reach_late_ones(session, now=clock.now())
