"""Money in the furnished house: one guest who owes it, one payment that nobody knows."""

from datetime import datetime

from builders import SECRET, make_participant
from sqlalchemy.orm import Session

from app.congress.models import Congress
from registration.fees import queries, service
from registration.fees.statements import Entry
from registration.participants.service import link_of

TERMS = service.TermsRequest(
    sender="Trägerverein e. V.\nFriedrichstraße 180\n10117 Berlin",
    holder="Trägerverein e. V.",
    iban="DE89370400440532013000",
    bic="COBADEFFXXX",
    tax_number="27/123/45678",
    tax_note={"de": "Umsatzsteuerfrei nach § 4 Nr. 22 a UStG.", "en": "Free of value-added tax."},
)


def charge(session: Session, congress: Congress, *, now: datetime) -> dict[str, str]:
    """Ask the press for money; give words for the invoice and the page of who owes it."""
    service.set_terms(session, congress, TERMS, actor="user:1", now=now)
    service.set_prices(session, congress, {"press": 4000}, actor="user:1", now=now)
    person = make_participant(session, congress, now=now, name="Journalistin, Freie", role="press")
    service.issue_missing(session, now=now, participant_id=person.id)
    found = queries.invoice_of(session, person.id)
    assert found is not None
    service.pay_by_hand(session, found, cents=1500, booked_on=now.date(), text="bar", actor="user:1", now=now)
    strange = Entry(now.date(), 4000, "A" * 120, "Kongress " * 30, "strange")
    service.book(session, congress, [strange], actor="user:1", now=now)
    session.flush()  # the pages read it
    return {"invoice": found.public_id, "link_owing": link_of(person, secret=SECRET)}
