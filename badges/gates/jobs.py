"""What comes round by itself: gates that expired lose their keys."""

from app import clock
from app.db import transaction
from badges.gates import service


def revoke_outlived() -> None:
    """Take the keys of gates that expired a week ago."""
    with transaction() as session:
        service.revoke_outlived(session, now=clock.now())
