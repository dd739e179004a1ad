"""Print runs, and the files of long ones for as long as they are kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, PublicId, UtcDateTime


class PrintRun(Base):
    """Badges that went to the printer together; ``printed_at`` is what their badges note."""

    __tablename__ = "print_run"
    __table_args__ = (
        Index("ix_print_run_congress_id_printed_at", "congress_id", "printed_at"),
        CheckConstraint("status IN ('queued', 'running', 'done', 'stopped', 'failed')", name="status_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    printed_at: Mapped[Instant]
    number: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(40))  # the id of a shipped sheet, or a public one
    skip: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[str] = mapped_column(String(20))
    who: Mapped[str] = mapped_column(String(20))
    renews: Mapped[bool] = mapped_column(default=False)  # who has a printed badge gets a new code
    status: Mapped[str] = mapped_column(String(10))
    actor: Mapped[str] = mapped_column(String(80))
    job_public_id: Mapped[str] = mapped_column(String(16), default="")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_under_way(self) -> bool:
        return self.status in {"queued", "running"}


class PrintLine(Base):
    """What a run under way writes of one badge: ``code`` if it gets a new one, and a digest of what it says.

    Nothing of it holds before the run's file is kept. Then all its badges change in one moment, and the lines go.
    """

    __tablename__ = "print_line"
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id", ondelete="CASCADE"), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True, index=True)
    code: Mapped[str | None] = mapped_column(String(28), unique=True)
    code_key: Mapped[str | None] = mapped_column(String(32))
    printed_text: Mapped[str] = mapped_column(String(16))


class PrintPiece(Base):
    """A piece of the PDF of a long run. Deleted a day later, and when anybody of the congress is erased."""

    __tablename__ = "print_piece"
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
