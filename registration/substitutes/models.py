"""Places on their way from one person to another."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, PublicId
from registration.participants.models import Participant


class Substitution(Base):
    """A colleague who was asked to take somebody's place, until they answer; at most one a place. Goes with its participant."""

    __tablename__ = "substitution"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    passes_wishes: Mapped[bool]  # whether the wishes for forums go along
    asked_at: Mapped[Instant]
    deadline: Mapped[Instant] = mapped_column(index=True)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)

    participant: Mapped[Participant] = relationship(lazy="raise_on_sql")
