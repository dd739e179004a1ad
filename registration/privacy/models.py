"""What stays of somebody who was erased: a proof, and numbers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, Json, PublicId, UtcDateTime

USUAL_WARNING = 30  # days before data go
REASONS = "'guest', 'organiser', 'retention', 'restored'"


class Erasure(Base):
    """That somebody was erased. ``digest`` recognises them in a backup that knows them yet; it is the public id's, and tells nothing."""

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint(f"reason IN ({REASONS})", name="reason_is_known"),
        Index("ix_erasure_congress_id_at", "congress_id", "at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]  # the number of the proof; known to the guest since they asked
    congress_id: Mapped[int | None] = mapped_column(ForeignKey("congress.id", ondelete="SET NULL"))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str] = mapped_column(String(10))
    actor: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    at: Mapped[Instant]
    counts: Mapped[Json]  # {table: number of rows}


class ErasureRequest(Base):
    """A guest's wish to be erased; ``public_id`` becomes the number of the proof."""

    __tablename__ = "erasure_request"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    public_id: Mapped[PublicId]
    asked_at: Mapped[Instant]


class Retention(Base):
    """How long a congress keeps people after its last day; without a row, for good. Organisers are mailed ``warned_days`` before."""

    __tablename__ = "retention"
    __table_args__ = (
        CheckConstraint("months >= 0", name="months_not_negative"),
        CheckConstraint("warned_days > 0", name="warned_days_positive"),
    )
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    months: Mapped[int]
    warned_days: Mapped[int] = mapped_column(default=USUAL_WARNING, server_default=str(USUAL_WARNING))


class ExpiryNotice(Base):
    """That organisers were told what goes on a day: everybody ("people"), or the answers to a question, by its key."""

    __tablename__ = "expiry_notice"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    told_at: Mapped[Instant]


class ErasedCount(Base):
    """How many of those erased were counted as what: one number a kind and value, so that nobody can be put together from it."""

    __tablename__ = "erased_count"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)  # status, sector, seat, present…
    value: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int]
