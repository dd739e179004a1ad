"""Sessions and speakers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress.models import Room
from app.orm import Base, Id, Instant, Localized, PublicId, UtcDateTime
from app.programme.rules import SessionKind

KINDS = ", ".join(f"'{kind.value}'" for kind in SessionKind)


class ProgrammeSession(Base):
    """One item of the programme. ``revision`` is the calendar's SEQUENCE; a cancelled session stays, for the feeds' sake."""

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(f"kind IN ({KINDS})", name="kind_is_known"),
        Index("ix_session_congress_id_starts_at", "congress_id", "starts_at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[Localized]
    abstract: Mapped[Localized]  # Markdown
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]

    room: Mapped[Room | None] = relationship(lazy="raise_on_sql")
    appearances: Mapped[list["Appearance"]] = relationship(
        back_populates="session", lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Appearance.position"
    )


class Speaker(Base):
    """A person who stands in the programme, by public role, not as a participant."""

    __tablename__ = "speaker"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[Localized]  # office or function, such as "Staatssekretär"
    biography: Mapped[Localized]  # Markdown

    appearances: Mapped[list["Appearance"]] = relationship(
        back_populates="speaker", lazy="raise_on_sql", cascade="all, delete-orphan"
    )


class Appearance(Base):
    """A speaker in a session; ``part`` is speaker, panelist, moderator or host."""

    __tablename__ = "appearance"
    __table_args__ = (
        UniqueConstraint("session_id", "speaker_id", "part"),
        CheckConstraint("part IN ('speaker', 'panelist', 'moderator', 'host')", name="part_is_known"),
    )
    id: Mapped[Id]
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(10), default="speaker")
    position: Mapped[int] = mapped_column(default=0)

    session: Mapped[ProgrammeSession] = relationship(back_populates="appearances", lazy="raise_on_sql")
    speaker: Mapped[Speaker] = relationship(back_populates="appearances", lazy="raise_on_sql")
