"""What happens at stands on the day. A visit is a number; a person stands here only by their own consent."""

import enum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, PublicId
from forums.marketplace.models import Stand
from registration.participants.models import Participant


class Arrival(enum.StrEnum):
    """Whether a stand is there on the day."""

    HERE = "here"
    MISSING = "missing"


class StandArrival(Base):
    """That the organisers have seen a stand set up, or found its pitch empty."""

    __tablename__ = "stand_arrival"
    __table_args__ = (CheckConstraint("state IN ('here', 'missing')", name="state_is_known"),)
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    at: Mapped[Instant]


class ContactConsent(Base):
    """That a participant lets stands have their details when a stand scans their badge. No row means no."""

    __tablename__ = "contact_consent"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    given_at: Mapped[Instant]
    by_mail: Mapped[bool] = mapped_column(default=False, server_default=false())  # the card of each stand, too


class StandContact(Base):
    """That a stand has the details of a participant: who they are is read from the participant each time, and no copy is kept."""

    __tablename__ = "stand_contact"
    __table_args__ = (UniqueConstraint("stand_id", "participant_id"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    given_at: Mapped[Instant]

    stand: Mapped[Stand] = relationship(lazy="raise_on_sql")
    participant: Mapped[Participant] = relationship(lazy="raise_on_sql")


class StandVisits(Base):
    """How many visitors a stand counted within an hour, whoever they were."""

    __tablename__ = "stand_visits"
    __table_args__ = (CheckConstraint("visits > 0", name="visits_are_some"),)
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    hour: Mapped[Instant] = mapped_column(primary_key=True)
    visits: Mapped[int]


class StandFeedback(Base):
    """What somebody told a stand, without who."""

    __tablename__ = "stand_feedback"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[Instant]


class StandDocument(Base):
    """A PDF that a stand shows to everybody."""

    __tablename__ = "stand_document"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]  # bytes
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    added_at: Mapped[Instant]
