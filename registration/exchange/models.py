"""Tables on their way into the list of participants, and what became of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.orm import Base, Id, Instant, Json, PublicId, UtcDateTime

STATES = "'matching', 'checking', 'checked', 'writing', 'done', 'failed'"
MANNERS = "'told', 'silent', 'asked'"


class ImportFile(Base):
    """A table of people. ``content``, and what ``outcome`` quotes from it, are deleted when it is used, or a day later.

    ``manner`` is how new people come in: confirmed and told by mail, confirmed in silence, or asked by mail to confirm.
    """

    __tablename__ = "import_file"
    __table_args__ = (
        CheckConstraint(f"status IN ({STATES})", name="status_is_known"),
        CheckConstraint(f"manner IN ({MANNERS})", name="manner_is_known"),
        CheckConstraint("lines_done >= 0", name="lines_done_not_negative"),
        Index("ix_import_file_congress_id_created_at", "congress_id", "created_at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(10), default="matching")
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    headings: Mapped[Json]  # [heading, …]
    matching: Mapped[Json]  # {field: column}
    manner: Mapped[str] = mapped_column(String(10), default="told")
    may_change: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[Json]  # {"new": n, …, "complaints": [{line, field, message, details, quote}], "examples": […]}
    lines_done: Mapped[int] = mapped_column(default=0)  # how many lines were written, for going on after a crash
    job_public_id: Mapped[str] = mapped_column(String(16), default="")
    actor: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Instant]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
