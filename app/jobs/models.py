"""The job table: everything that happens after a transaction, mails included."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, Json, PublicId, UtcDateTime


class JobStatus(enum.StrEnum):
    WAITING = "waiting"  # due or under way (then due_at is the end of its lease)
    DONE = "done"
    DEAD = "dead"  # given up; an organiser sees it and may start it again
    CANCELLED = "cancelled"
    HELD = "held"  # set aside by somebody until they release it


class Job(Base):
    """A piece of work. ``payload`` holds primitives and ids, never names, addresses or texts of people."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_status_priority_due_at", "status", "priority", "due_at"),
        Index("ix_job_congress_id_status", "congress_id", "status"),
        Index("ix_job_participant_id", "participant_id"),
        CheckConstraint("status IN ('waiting', 'done', 'dead', 'cancelled', 'held')", name="status_is_known"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(60))
    dedup_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    # Strings, so that this floor need not know the rooms above it.
    congress_id: Mapped[int | None] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    payload: Mapped[Json]  # {argument: primitive}
    status: Mapped[str] = mapped_column(String(10), default=JobStatus.WAITING)
    # 0 at once; more: whenever nothing of less is due, so that a thousand circulars keep nobody's confirmation waiting. The database
    # fills it in, since every registration writes a job.
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    due_at: Mapped[Instant]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
