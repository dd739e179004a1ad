"""Halls, what is drawn in them, the picture behind, and earlier versions to go back to. All lengths are metres."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, Json, PublicId
from forums.marketplace.plan.geometry import Rect

FIXTURE_KINDS = "'escape', 'door', 'pillar', 'stage', 'blocked', 'power'"


class Hall(Base):
    """A hall seen from above; x goes to the right, y downwards. ``revision`` rises with every change."""

    __tablename__ = "hall"
    __table_args__ = (
        UniqueConstraint("congress_id", "name"),
        CheckConstraint("width_m > 0 AND depth_m > 0", name="size_positive"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    width_m: Mapped[float]
    depth_m: Mapped[float]
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[Instant]

    pitches: Mapped[list["Pitch"]] = relationship(
        back_populates="hall", lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Pitch.position"
    )
    fixtures: Mapped[list["Fixture"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Fixture.position"
    )


class Pitch(Base):
    """Where a stand can stand. ``power`` is 0 for none, 1 for 230 V, 2 for 400 V; ``value`` says how good a place it is."""

    __tablename__ = "pitch"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        CheckConstraint("width > 0 AND depth > 0", name="size_positive"),
        CheckConstraint("power IN (0, 1, 2)", name="power_is_known"),
        CheckConstraint("turn > -90 AND turn <= 90", name="turn_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(10))
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    depth: Mapped[float]
    turn: Mapped[float] = mapped_column(default=0.0, server_default="0")  # degrees clockwise
    power: Mapped[int] = mapped_column(default=0)
    has_wall: Mapped[bool] = mapped_column(default=False)
    has_light: Mapped[bool] = mapped_column(default=False)
    value: Mapped[float] = mapped_column(default=1.0)
    zone: Mapped[str] = mapped_column(String(20), default="")

    hall: Mapped[Hall] = relationship(back_populates="pitches", lazy="raise_on_sql")

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, self.width, self.depth, self.turn)


class Fixture(Base):
    """What must stay free (an escape route, a door, a pillar, a stage), or a power point. ``points`` are [[x, y], …]."""

    __tablename__ = "hall_fixture"
    __table_args__ = (CheckConstraint(f"kind IN ({FIXTURE_KINDS})", name="kind_is_known"),)
    id: Mapped[Id]
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100), default="")
    points: Mapped[Json]


class HallPicture(Base):
    """The picture behind a plan, made safe; ``x``, ``y`` and ``width`` say where it lies, the height follows from its form."""

    __tablename__ = "hall_picture"
    __table_args__ = (CheckConstraint("width > 0", name="width_positive"),)
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id", ondelete="CASCADE"), primary_key=True)
    type: Mapped[str] = mapped_column(String(4))
    wide: Mapped[float]  # in its own units
    high: Mapped[float]
    x: Mapped[float] = mapped_column(default=0.0)
    y: Mapped[float] = mapped_column(default=0.0)
    width: Mapped[float]
    version: Mapped[str] = mapped_column(String(16))  # of the content, for addresses that may be kept
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)

    @property
    def depth(self) -> float:
        return self.width * self.high / self.wide


class HallVersion(Base):
    """A hall as it was before a step, so that the step can be undone: the file format with public ids."""

    __tablename__ = "hall_version"
    __table_args__ = (UniqueConstraint("hall_id", "step"),)
    id: Mapped[Id]
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id", ondelete="CASCADE"))
    step: Mapped[int]
    layout: Mapped[Json]
