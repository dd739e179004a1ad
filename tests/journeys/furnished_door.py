"""Questions of the congress that runs today: two for the door, of which one waits for the other."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.congress.models import Congress
from registration.fields import service
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.rules import Condition, Kind


def ask_at_the_door(session: Session, congress: Congress, *, now: datetime) -> None:
    """Ask whoever comes about headphones, and for how many hours."""
    options = (
        OptionRow("", {"de": "Ja, für die Verdolmetschung", "en": "Yes, for the interpreting"}),
        OptionRow("", {"de": "Nein", "en": "No"}),
    )
    label = {"de": "Nehmen Sie Kopfhörer mit?", "en": "Do you take headphones?"}
    choice = FieldRequest(kind=Kind.CHOICE, label=label, options=options, at_door=True, seen_by="gate")
    key = service.add_field(session, congress, choice, actor="user:1", now=now)
    session.flush()  # the next one waits for its answer
    hours = FieldRequest(
        kind=Kind.NUMBER,
        label={"de": "Für wie viele Stunden?", "en": "For how many hours?"},
        condition=Condition(key),
        at_door=True,
    )
    service.add_field(session, congress, hours, actor="user:1", now=now)
