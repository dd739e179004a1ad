"""Mailings, who got them, and who wants a summary."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.mailings.rules import MailingStatus
from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime

STATES = ", ".join(f"'{status.value}'" for status in MailingStatus)


class Mailing(Base):
    """A mail to many: its text by language, and whom it is for. Its copies are rows of the outbox."""

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint(f"status IN ({STATES})", name="status_is_known"),
        CheckConstraint("status <> 'scheduled' OR starts_at IS NOT NULL", name="scheduled_for_a_moment"),
        Index("ix_mailing_status_starts_at", "status", "starts_at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(10), default=MailingStatus.DRAFT)
    subject: Mapped[Localized]
    body: Mapped[Localized]  # Markdown with placeholders
    audience: Mapped[Json]  # rules.Audience
    also_later: Mapped[bool] = mapped_column(default=False)  # whoever comes to match while it goes out gets it too
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))


class Recipient(Base):
    """Somebody who gets a mailing: at most one row a person, so that nobody gets it twice. The copy's state is its job's.

    Those whom the contact of their group hears for share the contact's one copy.
    """

    __tablename__ = "mailing_recipient"
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    job_public_id: Mapped[str] = mapped_column(String(16), index=True)
