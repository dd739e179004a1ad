"""Terms of payment, prices, invoices and payments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress.models import Congress
from app.orm import Base, Id, Instant, Localized, PublicId, UtcDateTime
from registration.participants.models import Participant
from registration.places.models import CODE


class FeeTerms(Base):
    """Where the fees of a congress go and what stands on its invoices. A congress without this row is free."""

    __tablename__ = "fee_terms"
    __table_args__ = (CheckConstraint("due_days > 0 AND reminder_days > 0", name="days_are_positive"),)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    sender: Mapped[str] = mapped_column(Text)  # name and address, as paper shows them, a line each
    tax_number: Mapped[str] = mapped_column(String(60), default="")
    tax_note: Mapped[Localized]  # why there is no value-added tax, or how much is in the price
    holder: Mapped[str] = mapped_column(String(70))
    iban: Mapped[str] = mapped_column(String(34))
    bic: Mapped[str] = mapped_column(String(11), default="")
    due_days: Mapped[int] = mapped_column(default=14)
    reminder_days: Mapped[int] = mapped_column(
        default=7
    )  # between the day when it is due, or the last reminder, and the next
    last_number: Mapped[int] = mapped_column(default=0)  # raised in the statement that takes the next one


class Price(Base):
    """What a category costs. Categories without a price are free."""

    __tablename__ = "price"
    __table_args__ = (
        UniqueConstraint("congress_id", "category"),
        CheckConstraint("cents > 0", name="cents_are_positive"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(CODE)
    cents: Mapped[int]


class Invoice(Base):
    """What somebody owes. Books outlive people: when the participant goes, number, amount and days stay, the recipient does not."""

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        UniqueConstraint("participant_id"),
        UniqueConstraint("reference"),
        CheckConstraint("cents > 0", name="cents_are_positive"),
        CheckConstraint("paid_cents >= 0", name="paid_not_negative"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(String(25))
    category: Mapped[str] = mapped_column(CODE)
    cents: Mapped[int]
    paid_cents: Mapped[int] = mapped_column(default=0)
    address: Mapped[str] = mapped_column(Text, default="")  # to whom it shall be made out, if not to the guest
    issued_on: Mapped[date]
    due_on: Mapped[date]
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminders: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The invoice that stayed when two registrations became one; money that comes for this one belongs to that.
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id", ondelete="SET NULL"), index=True)

    congress: Mapped[Congress] = relationship(lazy="raise_on_sql")
    joined_to: Mapped["Invoice | None"] = relationship(lazy="raise_on_sql", remote_side="Invoice.id")
    participant: Mapped[Participant | None] = relationship(lazy="raise_on_sql")


class Payment(Base):
    """Money that came, or went back (negative). Without an invoice it waits for somebody who knows whose it is."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("congress_id", "key"),
        Index("ix_payment_invoice_id", "invoice_id"),
        CheckConstraint("cents <> 0", name="cents_are_not_nothing"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id", ondelete="SET NULL"))
    key: Mapped[str] = mapped_column(String(64))  # the same entry of a bank is booked once
    booked_on: Mapped[date]
    cents: Mapped[int]
    payer: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    entered_at: Mapped[Instant]
    is_put_aside: Mapped[bool] = mapped_column(default=False)  # has nothing to do with this congress
