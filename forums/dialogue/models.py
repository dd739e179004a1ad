"""Forums, wishes, assignment runs and seats."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress.models import Room
from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime
from registration.participants.models import Participant

RUN_STATES = "'queued', 'running', 'draft', 'infeasible', 'failed', 'cancelled', 'published'"


class Forum(Base):
    """A dialogue forum. ``revision`` is the calendar's SEQUENCE; ``quotas`` are {sector: [minimum, maximum]}.

    ``open_to`` narrows who may be put here, see forums.dialogue.openness; {} means everybody. ``slot`` numbers the time in which it
    meets: everybody gets one seat a slot. ``repeats_id`` is the forum of an earlier slot whose topic it has once more.
    """

    __tablename__ = "forum"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        CheckConstraint("minimum >= 0 AND maximum >= minimum AND maximum > 0", name="seats_make_sense"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("slot > 0", name="slot_is_positive"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    number: Mapped[int]
    slot: Mapped[int] = mapped_column(default=1, server_default="1")
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id", ondelete="SET NULL"))
    title: Mapped[Localized]
    description: Mapped[Localized]  # Markdown
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    minimum: Mapped[int] = mapped_column(default=0)
    maximum: Mapped[int]
    quotas: Mapped[Json]  # {sector: [minimum, maximum]}
    level_quotas: Mapped[Json] = mapped_column(default=dict, server_default="{}")  # {level: [minimum, maximum]}
    open_to: Mapped[Json] = mapped_column(default=dict, server_default="{}")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=0)
    link_version: Mapped[int] = mapped_column(default=1, server_default="1")  # of the moderators' secret address
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]

    room: Mapped[Room | None] = relationship(lazy="raise_on_sql")
    moderators: Mapped[list["ForumModerator"]] = relationship(
        back_populates="forum", lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ForumModerator.position"
    )


class ForumModerator(Base):
    """Somebody who moderates a forum, by public role. To ``email``, which nobody else sees, goes the list of who comes."""

    __tablename__ = "forum_moderator"
    id: Mapped[Id]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0)

    forum: Mapped[Forum] = relationship(back_populates="moderators", lazy="raise_on_sql")


class Preference(Base):
    """A forum that a participant wants; rank 1 is the dearest of its slot."""

    __tablename__ = "preference"
    __table_args__ = (
        UniqueConstraint("participant_id", "slot", "rank"),
        UniqueConstraint("participant_id", "forum_id"),
        Index("ix_preference_forum_id_rank", "forum_id", "rank"),
        CheckConstraint("rank > 0", name="rank_is_positive"),
    )
    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    slot: Mapped[int] = mapped_column(default=1, server_default="1")
    rank: Mapped[int]


class Pin(Base):
    """An organiser's decision that somebody sits in a forum, whatever the wishes say."""

    __tablename__ = "pin"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1, server_default="1")
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"), index=True)
    pinned_at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))


class WorkbenchStep(Base):
    """A step on the workbench, kept so that it can be undone and done again: pins, pairs, or the note of a run, from *before* to *after*.

    The steps of a congress are one line; those that are undone are its end.
    """

    __tablename__ = "workbench_step"
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    is_undone: Mapped[bool] = mapped_column(default=False)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_run.id", ondelete="CASCADE"))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")


class PinChange(Base):
    """What a step did to somebody's pin in a slot; None: no pin."""

    __tablename__ = "pin_change"
    id: Mapped[Id]
    step_id: Mapped[int] = mapped_column(ForeignKey("workbench_step.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    slot: Mapped[int]
    before_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    after_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))


class PairChange(Base):
    """What a step did to a pair: together, apart (False) or no pair (None)."""

    __tablename__ = "pair_change"
    id: Mapped[Id]
    step_id: Mapped[int] = mapped_column(ForeignKey("workbench_step.id", ondelete="CASCADE"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    before: Mapped[bool | None]
    after: Mapped[bool | None]


class ForumPair(Base):
    """Two people who shall sit in the same forum, or never in the same one; the organisers know why."""

    __tablename__ = "forum_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    is_together: Mapped[bool]


class AssignmentRun(Base):
    """One try at an assignment: what was asked, what came out. A draft is told to nobody until it is published."""

    __tablename__ = "assignment_run"
    __table_args__ = (
        CheckConstraint(f"status IN ({RUN_STATES})", name="status_is_known"),
        Index("ix_assignment_run_congress_id_created_at", "congress_id", "created_at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(12), default="queued")
    seed: Mapped[int]
    settings: Mapped[Json]  # see forums.dialogue.settings
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of the problem solved
    result: Mapped[Json]  # {"status", "objective", "conflict", "seconds", "histogram"}; {} before
    job_public_id: Mapped[str] = mapped_column(String(16), default="")
    actor: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Instant]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DraftSeat(Base):
    """Where a run would seat somebody, and why; ``forum_id`` is None for somebody left out."""

    __tablename__ = "draft_seat"
    __table_args__ = (Index("ix_draft_seat_run_id_forum_id", "run_id", "forum_id"),)
    run_id: Mapped[int] = mapped_column(ForeignKey("assignment_run.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1, server_default="1")
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    reason: Mapped[Json]  # facts of forums.assignment.reasons, no names


class Seat(Base):
    """Where somebody sits in a slot: published, told and printed."""

    __tablename__ = "seat"
    __table_args__ = (Index("ix_seat_forum_id", "forum_id"),)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1, server_default="1")
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_run.id", ondelete="SET NULL"))
    reason: Mapped[Json]
    assigned_at: Mapped[Instant]
    revision: Mapped[int] = mapped_column(default=0)  # SEQUENCE in the personal calendar

    participant: Mapped[Participant] = relationship(lazy="raise_on_sql")
    forum: Mapped[Forum] = relationship(lazy="raise_on_sql")


class ForumTurn(Base):
    """That somebody waits for a seat in a forum, once places are told; for one forum a slot. The lower the turn, the sooner."""

    __tablename__ = "forum_turn"
    __table_args__ = (Index("ix_forum_turn_forum_id_turn", "forum_id", "turn"),)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1, server_default="1")
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    turn: Mapped[int]
    joined_at: Mapped[Instant]


class SwapOffer(Base):
    """That somebody offers their seat for one in another forum; at most one offer a person and slot."""

    __tablename__ = "swap_offer"
    __table_args__ = (UniqueConstraint("participant_id", "slot"), Index("ix_swap_offer_wanted_id", "wanted_id"))
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    slot: Mapped[int] = mapped_column(default=1, server_default="1")
    wanted_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    offered_at: Mapped[Instant]
