"""Participants, and the counters that keep a congress from being oversold."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress.models import Congress
from app.orm import Base, Id, Instant, PublicId, UtcDateTime
from registration.participants.rules import ParticipantRole, Status
from registration.places.models import Category

CATEGORY = Category.__tablename__


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Places(Base):
    """How many participants a congress has in each state: one row a congress, raised in the statement that takes a place.

    Whoever is pending, confirmed or offered holds a place. Counting people at each registration would cost more with every one.
    """

    __tablename__ = "places"
    __table_args__ = (
        CheckConstraint("capacity >= 0", name="capacity_not_negative"),
        CheckConstraint(
            "pending >= 0 AND confirmed >= 0 AND offered >= 0 AND waiting >= 0 AND cancelled >= 0 AND lapsed >= 0",
            name="counts_not_negative",
        ),
        CheckConstraint("applied >= 0 AND reserved >= 0 AND declined >= 0", name="applications_not_negative"),
    )
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    capacity: Mapped[int]
    pending: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0)
    offered: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    lapsed: Mapped[int] = mapped_column(default=0)
    applied: Mapped[int] = mapped_column(default=0, server_default="0")
    reserved: Mapped[int] = mapped_column(default=0, server_default="0")
    declined: Mapped[int] = mapped_column(default=0, server_default="0")
    quotas: Mapped[int] = mapped_column(
        default=0, server_default="0"
    )  # how many the congress has; 0 spares the look for them
    turns: Mapped[int] = mapped_column(default=0, server_default="0")  # the last turn given on the waiting list

    @property
    def held(self) -> int:
        return self.pending + self.confirmed + self.offered + self.reserved

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.held)


class Party(Base):
    """A group that one person registers in one go. With ``is_whole`` all of it comes or nobody: it waits and is offered places as one."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("congress_id", "idempotency_key"),
        Index("uq_party_link_digest", "link_digest", unique=True),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
    contact_name: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str] = mapped_column(String(254))  # "" once the contact is forgotten; the name, too
    language: Mapped[str] = mapped_column(String(8), default="de", server_default="de")  # of mails to the contact
    is_whole: Mapped[bool]
    created_at: Mapped[Instant]
    link_digest: Mapped[str | None] = mapped_column(String(64))  # of the contact's page

    congress: Mapped[Congress] = relationship(lazy="raise_on_sql")


class Participant(Base):
    """Somebody who registered. ``link_digest`` finds the personal page, ``feed_digest`` the calendar; neither holds the token."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("congress_id", "idempotency_key"),
        # One living registration an address; whoever cancelled may come back. Those of a party may have none.
        Index(
            "uq_participant_living_address",
            "congress_id",
            "email_key",
            unique=True,
            sqlite_where=text("status NOT IN ('cancelled', 'lapsed', 'declined') AND email_key <> ''"),
            postgresql_where=text("status NOT IN ('cancelled', 'lapsed', 'declined') AND email_key <> ''"),
        ),
        Index("ix_participant_congress_id_name_key", "congress_id", "name_key", "id"),
        Index("ix_participant_congress_id_status_deadline", "congress_id", "status", "deadline"),
        Index("ix_participant_congress_id_registered_at", "congress_id", "registered_at", "id"),
        Index("ix_participant_congress_id_organisation_key", "congress_id", "organisation_key"),
        Index(
            "ix_participant_congress_id_turn",
            "congress_id",
            "turn",
            sqlite_where=text("turn IS NOT NULL"),
            postgresql_where=text("turn IS NOT NULL"),
        ),
        Index(
            "ix_participant_party_id",
            "party_id",
            sqlite_where=text("party_id IS NOT NULL"),
            postgresql_where=text("party_id IS NOT NULL"),
        ),
        ForeignKeyConstraint(["congress_id", "role"], [f"{CATEGORY}.congress_id", f"{CATEGORY}.code"]),
        CheckConstraint(_one_of("status", [s.value for s in Status]), name="status_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))  # folded, for sorting and searching
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")  # as typed
    organisation_key: Mapped[str] = mapped_column(String(200), default="")
    sector: Mapped[str] = mapped_column(
        String(20), default=""
    )  # a code of the congress's list (registration.fields), as level
    level: Mapped[str] = mapped_column(String(20), default="")
    role: Mapped[str] = mapped_column(String(20), default=ParticipantRole.PARTICIPANT)  # the code of a Category
    days: Mapped[str] = mapped_column(String(700), default="", server_default="")  # ISO, by commas; "": every day
    language: Mapped[str] = mapped_column(String(8), default="de")
    access_needs: Mapped[str] = mapped_column(Text, default="")
    interpreting: Mapped[str] = mapped_column(String(100), default="")
    food: Mapped[str] = mapped_column(String(200), default="")
    photo_consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")  # the organisers' own
    registered_at: Mapped[Instant]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)  # until when to confirm or to take an offer
    turn: Mapped[int | None]  # on the waiting list: the lower, the sooner; those of a whole party have the same
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id", ondelete="SET NULL"))
    changed_at: Mapped[Instant]
    revision: Mapped[int] = mapped_column(default=0)  # rises with what the personal page and feed show
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    feed_digest: Mapped[str] = mapped_column(String(64), unique=True)
    feed_version: Mapped[int] = mapped_column(default=1)

    congress: Mapped[Congress] = relationship(lazy="raise_on_sql")
    party: Mapped[Party | None] = relationship(lazy="raise_on_sql")

    @property
    def day_list(self) -> tuple[str, ...]:
        """List the ISO days on which somebody comes; () for every day."""
        return tuple(self.days.split(",")) if self.days else ()


class Consent(Base):
    """That somebody agreed to photos, or took it back. The version of the notice follows from the moment."""

    __tablename__ = "consent"
    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    is_given: Mapped[bool]
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))
