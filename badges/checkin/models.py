"""Scans, and who is in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, Json, PublicId, UtcDateTime


class Door(Base):
    """A door within the congress: of a forum, of a session, or of anything else. The entrance of the congress needs none."""

    __tablename__ = "door"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity_is_positive"),
        CheckConstraint("forum_id IS NULL OR session_id IS NULL", name="leads_to_one_place"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id", ondelete="SET NULL"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"))
    capacity: Mapped[int | None]
    categories: Mapped[Json]  # codes; []: everyone
    days: Mapped[Json]  # ISO; []: every day
    inside: Mapped[int] = mapped_column(default=0)


class Scan(Base):
    """One reading of a code at a gate. (device, scan_id) is unique: a resend is harmless.

    Verdicts are derived from (effective_at, scan_id), never stored as truth, so that scans may arrive late and in any order.
    """

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("device", "scan_id"),
        Index("ix_scan_participant_id_effective_at", "participant_id", "effective_at"),
        Index("ix_scan_congress_id_version", "congress_id", "version", "id"),
        CheckConstraint("sequence >= 0", name="sequence_not_negative"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    device: Mapped[str] = mapped_column(String(40))
    scan_id: Mapped[str] = mapped_column(String(36))  # UUID, drawn by the device
    sequence: Mapped[int] = mapped_column(default=0)  # counted by the device
    gate: Mapped[str] = mapped_column(String(60), default="")
    code_key: Mapped[str] = mapped_column(String(32))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    scanned_at: Mapped[Instant]  # by the device's clock
    clock_offset_ms: Mapped[int] = mapped_column(default=0)  # server minus device, at the last handshake
    effective_at: Mapped[Instant]  # scanned_at + clock_offset, never after received_at
    received_at: Mapped[Instant]
    door_id: Mapped[int | None] = mapped_column(ForeignKey("door.id", ondelete="CASCADE"))  # None: the entrance
    is_exit: Mapped[bool] = mapped_column(default=False, server_default=false())
    verdict: Mapped[str] = mapped_column(String(20))  # as answered when it was received
    shown: Mapped[str] = mapped_column(String(20), default="", server_default="")  # by the gate itself, before that
    # Why a supervisor let them in although the door refused.
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # Of the live count when it came or was taken back: gates ask for what is newer than they know.
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    actor: Mapped[str] = mapped_column(String(80))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Presence(Base):
    """Who came: the first scan of a participant that counts. Gone when that scan is undone and no other is left.

    ``left_at`` is when they went out again, as long as they have not come back.
    """

    __tablename__ = "presence"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    scan_pk: Mapped[int] = mapped_column(ForeignKey("scan.id", ondelete="CASCADE"))
    at: Mapped[Instant]
    gate: Mapped[str] = mapped_column(String(60), default="")
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attendance(Base):
    """How many are in: one row a congress, for live counts. ``version`` rises with every scan and is the ETag of live pages."""

    __tablename__ = "attendance"
    __table_args__ = (CheckConstraint("present >= 0", name="present_not_negative"),)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    present: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)
