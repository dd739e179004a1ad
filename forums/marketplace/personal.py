"""What the marketplace holds about participants: that they are at a stand, or that it is reached by them."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.feature import Person, PersonalData, Row
from forums.marketplace import queries

CONTACT = ("contact_name", "contact_email", "contact_email_key", "contact_phone")
PRESS = ("press_name", "press_email", "press_phone")


def _reached(session: Session, person: Person) -> Iterator[Row]:
    for stand in queries.stands_reached_at(session, person.congress_id, {person.email, person.email_key}):
        yield {"organisation": stand.organisation} | {name: getattr(stand, name) for name in (*CONTACT[:2], *PRESS)}


def _let_go(session: Session, person: Person) -> int:
    """Keep the stand and forget how to reach it."""
    addresses = {person.email, person.email_key}
    found = queries.stands_reached_at(session, person.congress_id, addresses)
    for stand in found:
        parts = (CONTACT if stand.contact_email_key in addresses else ()) + (
            PRESS if stand.press_email in addresses else ()
        )
        for name in parts:
            setattr(stand, name, "")
    return len(found)


def _staffed(session: Session, person: Person) -> Iterator[Row]:
    for row in queries.staff_reached_at(session, person.congress_id, person.id, {person.email, person.email_key}):
        yield {"name": row.name, "email": row.email, "added_at": row.added_at}


def _leave(session: Session, person: Person) -> int:
    found = queries.staff_reached_at(session, person.congress_id, person.id, {person.email, person.email_key})
    for row in found:
        session.delete(row)
    return len(found)


def _judged(session: Session, person: Person) -> Iterator[Row]:
    for juror in queries.jurors_reached_at(session, person.congress_id, {person.email, person.email_key}):
        yield {"name": juror.name, "email": juror.email}


def _dismiss(session: Session, person: Person) -> int:
    """Keep the votes and forget whose they were."""
    found = queries.jurors_reached_at(session, person.congress_id, {person.email, person.email_key})
    for juror in found:
        juror.name = juror.email = ""
        juror.link_version += 1
    return len(found)


PERSONAL = (
    PersonalData(table="stand", label="Stands reached at this address", collect=_reached, erase=_let_go),
    PersonalData(table="stand_staff", label="Work at a stand", collect=_staffed, erase=_leave),
    PersonalData(table="market_juror", label="Seat in the jury of the market", collect=_judged, erase=_dismiss),
)
