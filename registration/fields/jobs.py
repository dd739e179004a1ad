"""Work of the form that comes round by itself."""

from app import clock
from app.db import transaction
from registration.fields.service import forget_waiting_uploads


def forget_uploads() -> None:
    """Delete files whose form was never sent."""
    with transaction() as session:
        forget_waiting_uploads(session, now=clock.now())
