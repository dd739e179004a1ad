"""Badges: the code that each participant carries."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, UtcDateTime


class Badge(Base):
    """One issue of somebody's badge. A reprint is a new issue with a new code and revokes the old one.

    ``code`` is what the QR shows; ``code_key`` is what a gate sends and looks up: the first 32 hex digits of its SHA-256.
    """

    __tablename__ = "badge"
    __table_args__ = (
        Index(
            "uq_badge_living",
            "participant_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    issue: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(String(28), unique=True)
    code_key: Mapped[str] = mapped_column(String(32), unique=True)
    issued_at: Mapped[Instant]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    printed_text: Mapped[str | None] = mapped_column(String(16))  # a digest of what it said when it was printed
