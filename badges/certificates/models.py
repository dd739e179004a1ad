"""What a congress certifies, and the certificates it gave."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime


class CertificateTerms(Base):
    """How a congress certifies attendance; without a row it does not."""

    __tablename__ = "certificate_terms"
    __table_args__ = (CheckConstraint("basis IN ('days', 'hours')", name="basis_is_known"),)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    is_open: Mapped[bool] = mapped_column(default=False, server_default=false())  # guests may fetch theirs
    basis: Mapped[str] = mapped_column(String(5), default="days")
    body: Mapped[Localized]  # what the congress adds, plain text
    signed_by: Mapped[str] = mapped_column(String(200), default="")


class Certificate(Base):
    """A certificate as it was printed. ``public_id`` is what its code shows; a newer one for the same person replaces it."""

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_living",
            "participant_id",
            "language",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    printed: Mapped[Json]  # {hosts, name, congress, dates, extent, body, signed_by}: all that stands on it
    issued_at: Mapped[Instant]
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
