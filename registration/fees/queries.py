"""Every question about fees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Case, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from registration.fees.models import FeeTerms, Invoice, Payment, Price
from registration.fees.rules import InvoiceState, state_of
from registration.participants.models import Participant
from registration.participants.rules import Status
from registration.places.models import Category

PER_PAGE = 100


@dataclass(frozen=True)
class Books:
    """The money of a congress in cents: asked for (cancelled invoices left out), come in, and still missing."""

    invoiced: int
    paid: int
    missing: int


def terms(session: Session, congress_id: int) -> FeeTerms | None:
    """The terms of payment; None where the congress is free."""
    return session.get(FeeTerms, congress_id)


def prices(session: Session, congress_id: int) -> Mapping[str, int]:
    """Cents by category; categories that are free are missing."""
    rows = session.execute(select(Price.category, Price.cents).where(Price.congress_id == congress_id))
    return {row.category: row.cents for row in rows}


@dataclass(frozen=True)
class CategoryName:
    """A category that may have a price."""

    code: str
    label: dict[str, str]


def categories(session: Session, congress_id: int) -> list[CategoryName]:
    """The categories of a congress in their order."""
    query = select(Category.code, Category.label).where(Category.congress_id == congress_id)
    return [
        CategoryName(code, label) for code, label in session.execute(query.order_by(Category.position, Category.id))
    ]


def owing(
    session: Session, *, congress_id: int | None = None, participant_id: int | None = None
) -> Sequence[Participant]:
    """Find confirmed people of a priced category who have no invoice yet."""
    query = (
        select(Participant)
        .join(FeeTerms, FeeTerms.congress_id == Participant.congress_id)
        .join(Price, (Price.congress_id == Participant.congress_id) & (Price.category == Participant.role))
        .outerjoin(Invoice, Invoice.participant_id == Participant.id)
        .where(Participant.status == Status.CONFIRMED, Invoice.id.is_(None))
        .order_by(Participant.id)
        .limit(1000)
    )
    if congress_id is not None:
        query = query.where(Participant.congress_id == congress_id)
    if participant_id is not None:
        query = query.where(Participant.id == participant_id)
    return session.scalars(query).all()


def groundless(session: Session) -> Sequence[Invoice]:
    """Find invoices not cancelled yet of people who no longer come, and unpaid ones of people erased or merged."""
    left = Participant.status.in_([Status.CANCELLED, Status.LAPSED])
    gone = and_(Invoice.participant_id.is_(None), Invoice.paid_cents == 0)
    query = (
        select(Invoice)
        .outerjoin(Participant, Participant.id == Invoice.participant_id)
        .where(Invoice.cancelled_at.is_(None), or_(left, gone))
        .order_by(Invoice.id)
    )
    return session.scalars(query.limit(1000)).all()


def take_number(session: Session, congress_id: int) -> int:
    """Take the next number of an invoice: without gaps, and never twice."""
    statement = (
        update(FeeTerms)
        .where(FeeTerms.congress_id == congress_id)
        .values(last_number=FeeTerms.last_number + 1)
        .returning(FeeTerms.last_number)
    )
    return session.execute(statement).scalar_one()


def invoice_of(session: Session, participant_id: int) -> Invoice | None:
    """The invoice of a guest."""
    query = select(Invoice).where(Invoice.participant_id == participant_id).options(joinedload(Invoice.congress))
    return session.scalar(query)


def invoice(session: Session, congress_id: int, public_id: str) -> Invoice:
    """Find an invoice with its guest; raises NotFound."""
    query = _invoices(congress_id).where(Invoice.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def invoices(
    session: Session, congress_id: int, *, today: date, state: InvoiceState | None = None, offset: int = 0
) -> Sequence[tuple[Invoice, InvoiceState]]:
    """A page of invoices with their guests and how they stand, the newest first; only those in *state*, if one is told."""
    query = _invoices(congress_id).order_by(Invoice.number.desc()).offset(offset).limit(PER_PAGE)
    if state is not None:
        query = query.where(_state(today) == state.value)
    return [(found, standing(found, today=today)) for found in session.scalars(query)]


def counts(session: Session, congress_id: int, *, today: date) -> Mapping[InvoiceState, int]:
    """Count the invoices in each state."""
    state = _state(today).label("state")
    query = select(state, func.count()).where(Invoice.congress_id == congress_id).group_by(state)
    return {InvoiceState(found): number for found, number in session.execute(query)}


def invoice_by_number(session: Session, congress_id: int, number: int) -> Invoice | None:
    """Find an invoice by the number that stands on it."""
    return session.scalar(_invoices(congress_id).where(Invoice.number == number))


def overdue(session: Session, *, today: date) -> Sequence[Invoice]:
    """Invoices past their day that are neither paid nor cancelled."""
    query = select(Invoice).options(joinedload(Invoice.congress), joinedload(Invoice.participant))
    late = query.where(Invoice.due_on < today, Invoice.paid_cents < Invoice.cents, Invoice.cancelled_at.is_(None))
    return session.scalars(late.order_by(Invoice.id).limit(1000)).all()


def by_references(session: Session, congress_id: int, references: Sequence[str]) -> Sequence[Invoice]:
    """Find the invoices that references name."""
    query = select(Invoice).where(Invoice.congress_id == congress_id, Invoice.reference.in_(references))
    return session.scalars(query).all()


def known_keys(session: Session, congress_id: int, keys: Sequence[str]) -> set[str]:
    """Tell which entries of a bank are booked already."""
    known: set[str] = set()
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        known |= set(
            session.scalars(select(Payment.key).where(Payment.congress_id == congress_id, Payment.key.in_(part)))
        )
    return known


def unmatched(session: Session, congress_id: int) -> Sequence[Payment]:
    """Money whose invoice nobody knows yet."""
    query = select(Payment).where(
        Payment.congress_id == congress_id, Payment.invoice_id.is_(None), Payment.is_put_aside.is_(False)
    )
    return session.scalars(query.order_by(Payment.booked_on, Payment.id).limit(500)).all()


def payment(session: Session, congress_id: int, public_id: str) -> Payment:
    """Find a payment; raises NotFound."""
    found = session.scalar(select(Payment).where(Payment.congress_id == congress_id, Payment.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def payments_of(session: Session, invoice_id: int) -> Sequence[Payment]:
    """What came for an invoice, the first first."""
    query = select(Payment).where(Payment.invoice_id == invoice_id).order_by(Payment.booked_on, Payment.id)
    return session.scalars(query).all()


def standing_in(session: Session, found: Invoice) -> Invoice:
    """Give the invoice to which this one was joined, or this one."""
    return session.get_one(Invoice, found.joined_to_id) if found.joined_to_id is not None else found


def join(session: Session, dropped: Invoice, kept: Invoice) -> None:
    """Note that *kept* stands for *dropped*, and for all that were joined to that before."""
    mine = or_(Invoice.id == dropped.id, Invoice.joined_to_id == dropped.id)
    session.execute(update(Invoice).where(mine).values(joined_to_id=kept.id))


def paid_cents(session: Session, invoice_id: int) -> int:
    """Add up what came for an invoice."""
    return (
        session.scalar(select(func.coalesce(func.sum(Payment.cents), 0)).where(Payment.invoice_id == invoice_id)) or 0
    )


def books(session: Session, congress_id: int) -> Books:
    """Add up the money of a congress."""
    asked = select(func.coalesce(func.sum(Invoice.cents), 0)).where(
        Invoice.congress_id == congress_id, Invoice.cancelled_at.is_(None)
    )
    came = select(func.coalesce(func.sum(Invoice.paid_cents), 0)).where(Invoice.congress_id == congress_id)
    still = select(func.coalesce(func.sum(Invoice.cents - Invoice.paid_cents), 0)).where(
        Invoice.congress_id == congress_id, Invoice.cancelled_at.is_(None), Invoice.paid_cents < Invoice.cents
    )
    return Books(*(session.scalar(query) or 0 for query in (asked, came, still)))


def standing(found: Invoice, *, today: date) -> InvoiceState:
    """Tell how an invoice stands."""
    return state_of(
        cents=found.cents,
        paid=found.paid_cents,
        due_on=found.due_on,
        is_cancelled=found.cancelled_at is not None,
        today=today,
    )


def _state(today: date) -> Case[str]:
    """Say rules.state_of in SQL, so that a long list need not be read to be counted; a test holds the two together."""
    is_cancelled = Invoice.cancelled_at.is_not(None)
    return case(
        (Invoice.paid_cents > case((is_cancelled, 0), else_=Invoice.cents), InvoiceState.EXCESS.value),
        (is_cancelled, InvoiceState.CANCELLED.value),
        (Invoice.paid_cents == Invoice.cents, InvoiceState.PAID.value),
        (Invoice.due_on < today, InvoiceState.OVERDUE.value),
        (Invoice.paid_cents > 0, InvoiceState.PARTLY.value),
        else_=InvoiceState.OPEN.value,
    )


def _invoices(congress_id: int) -> Select[Invoice]:
    query = select(Invoice).where(Invoice.congress_id == congress_id)
    return query.options(joinedload(Invoice.participant), joinedload(Invoice.congress), joinedload(Invoice.joined_to))
