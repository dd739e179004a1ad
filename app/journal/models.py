"""The journal's table."""

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, Json


class JournalEntry(Base):
    """One thing that somebody did. ``details`` holds codes and numbers, never names, addresses or answers of people.

    The database itself refuses every UPDATE and DELETE, save forgetting who it was (see service.redact) and the end of the congress.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_subject", "subject_kind", "subject_id"),
        Index("ix_journal_entry_congress_id_at", "congress_id", "at"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int | None] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))  # "user:3", "key:7", "participant:12", "system"
    action: Mapped[str] = mapped_column(String(60))  # "participant.confirmed"
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int | None]
    details: Mapped[Json]  # {name: code or number}
    is_redacted: Mapped[bool] = mapped_column(server_default=false())
