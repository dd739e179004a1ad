"""Whom somebody has told apart."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Instant


class DistinctPair(Base):
    """Two who look like one person and are not; the smaller id first."""

    __tablename__ = "distinct_pair"
    __table_args__ = (CheckConstraint("first_id < second_id", name="smaller_id_first"),)
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    actor: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[Instant]
