"""The phones at the doors, and the list they carry."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, PublicId, UtcDateTime


class GateDevice(Base):
    """A phone, tablet or computer at a door, known by a key of its own and no password. ``public_id`` is what its scans name."""

    __tablename__ = "gate_device"
    __table_args__ = (
        CheckConstraint("permission IN ('steward', 'supervisor', 'kiosk')", name="permission_is_known"),
        CheckConstraint("battery >= 0 AND battery <= 100", name="battery_in_per_cent"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id", ondelete="SET NULL"), unique=True)
    name: Mapped[str] = mapped_column(String(60))  # where it stands
    permission: Mapped[str] = mapped_column(String(10))
    door_id: Mapped[int | None] = mapped_column(ForeignKey("door.id", ondelete="SET NULL"))  # None: the entrance
    sheet: Mapped[str] = mapped_column(
        String(40), default="", server_default=""
    )  # on which a kiosk prints; empty: it does not
    takes_walk_ins: Mapped[bool] = mapped_column(default=False, server_default=false())  # without anybody's login
    created_at: Mapped[Instant]
    enrolment: Mapped[int] = mapped_column(default=1)  # version of the code that makes a phone this gate
    enrol_until: Mapped[Instant]
    enrolled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[Instant]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # As the gate told it when it last asked for news.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    battery: Mapped[int | None]
    unsent: Mapped[int] = mapped_column(default=0)
    list_version: Mapped[int] = mapped_column(default=0)


class GateList(Base):
    """The version of a congress's list. Whoever moves ``checked_at`` on may write the list, nobody else meanwhile."""

    __tablename__ = "gate_list"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[Instant]


class GateEntry(Base):
    """A line of the list: what a gate must know of one badge, sealed with its code; see badges.gates.sealing.

    ``version`` is that of the list in which it last changed. With an empty ``digest`` it is gone and says nothing of anybody.
    """

    __tablename__ = "gate_entry"
    __table_args__ = (Index("ix_gate_entry_congress_id_version", "congress_id", "version", "code_key"),)
    code_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(32))  # of the code and what is sealed with it
    standing: Mapped[str] = mapped_column(String(14))  # a Pass
    box: Mapped[bytes] = mapped_column(LargeBinary)
