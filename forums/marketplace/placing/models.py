"""Runs of the solver, their drafts, what organisers decided by hand, and the pitch that each stand was told."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, Json, PublicId, UtcDateTime
from forums.marketplace.models import Stand
from forums.marketplace.plan.models import Pitch

RUN_STATES = "'queued', 'running', 'draft', 'infeasible', 'failed', 'cancelled', 'published', 'replaced'"


class PlacementRun(Base):
    """One try at placing the stands. ``settings`` are forums.marketplace.placing.rules.Settings, ``result`` what came out."""

    __tablename__ = "placement_run"
    __table_args__ = (
        CheckConstraint(f"status IN ({RUN_STATES})", name="status_is_known"),
        Index("ix_placement_run_congress_id_created_at", "congress_id", "created_at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(12), default="queued")
    seed: Mapped[int]
    settings: Mapped[Json]
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of the problem without pins
    result: Mapped[Json]  # {"status", "objective", "bound", "seconds", "is_certified"}, {"conflict"}, {"fault"} or {}
    job_public_id: Mapped[str] = mapped_column(String(16), default="")
    actor: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Instant]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DraftPlace(Base):
    """Where a draft puts a stand, and why; ``pitch_id`` is None for one without a pitch."""

    __tablename__ = "draft_place"
    __table_args__ = (UniqueConstraint("run_id", "pitch_id"),)
    run_id: Mapped[int] = mapped_column(ForeignKey("placement_run.id", ondelete="CASCADE"), primary_key=True)
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True, index=True)
    pitch_id: Mapped[int | None] = mapped_column(ForeignKey("pitch.id", ondelete="SET NULL"), index=True)
    reason: Mapped[Json]  # facts of forums.marketplace.placing.reasons, no names


class StandPin(Base):
    """An organiser's decision that a stand is on a pitch, whatever the solver would do."""

    __tablename__ = "stand_pin"
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    pitch_id: Mapped[int] = mapped_column(ForeignKey("pitch.id", ondelete="CASCADE"), unique=True)
    pinned_at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))


class PlacementStep(Base):
    """What a step by hand did, so that it can be undone: ``before`` is [[stand id, pitch id or None, pinned pitch id or None], …]."""

    __tablename__ = "placement_step"
    __table_args__ = (UniqueConstraint("run_id", "step"),)
    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("placement_run.id", ondelete="CASCADE"))
    step: Mapped[int]
    before: Mapped[Json]


class StandPlace(Base):
    """The pitch that a stand was told; one stand a pitch."""

    __tablename__ = "stand_place"
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    pitch_id: Mapped[int] = mapped_column(ForeignKey("pitch.id", ondelete="CASCADE"), unique=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("placement_run.id", ondelete="SET NULL"), index=True)
    reason: Mapped[Json]
    placed_at: Mapped[Instant]

    stand: Mapped[Stand] = relationship(lazy="raise_on_sql")
    pitch: Mapped[Pitch] = relationship(lazy="raise_on_sql")
