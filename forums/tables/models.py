"""Thematic tables, rounds, wishes, and plans of who sits where."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress.models import Room
from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime
from registration.participants.models import Participant

PLAN_STATES = "'queued', 'draft', 'infeasible', 'failed', 'published', 'replaced'"


class TableSetting(Base):
    """What holds for all tables of a congress. ``audience`` narrows who takes part: {"roles": […], "sectors": […]}; empty: all."""

    __tablename__ = "table_setting"
    __table_args__ = (CheckConstraint("wishes >= 0", name="wishes_not_negative"),)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    topic_once: Mapped[bool] = mapped_column(default=True)
    wishes: Mapped[int] = mapped_column(default=0)  # how many tables a guest may wish for
    audience: Mapped[Json]
    harvest_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # from then on everybody may read it


class ThematicTable(Base):
    """A table with its topic. Hosts who take part stay there in every round."""

    __tablename__ = "thematic_table"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        CheckConstraint("seats > 0", name="seats_positive"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    number: Mapped[int]
    topic: Mapped[Localized]
    description: Mapped[Localized]  # a few sentences for guests
    seats: Mapped[int | None]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    cohost_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    changed_at: Mapped[Instant]
    link_version: Mapped[int] = mapped_column(default=1, server_default="1")  # of the host's secret address

    room: Mapped[Room | None] = relationship(lazy="raise_on_sql")
    host: Mapped[Participant | None] = relationship(foreign_keys=[host_id], lazy="raise_on_sql")
    cohost: Mapped[Participant | None] = relationship(foreign_keys=[cohost_id], lazy="raise_on_sql")


class TableRound(Base):
    """A round. Changeovers and pauses are what lies between two rounds."""

    __tablename__ = "table_round"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    number: Mapped[int]
    starts_at: Mapped[Instant]
    minutes: Mapped[int]
    question: Mapped[Localized]  # {} unless every round has a question of its own

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class TableClock(Base):
    """The round clock: ``spans`` are [[number, starts, ends], …] as they really are, ``public_id`` the secret of the screens."""

    __tablename__ = "table_clock"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    public_id: Mapped[PublicId]
    version: Mapped[int]  # rises with every step
    spans: Mapped[Json]
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HarvestNote(Base):
    """Something that was said at a table, without names. ``version`` rises with every change; ``clash_of`` names the note that
    somebody else changed at the same time, until a host has chosen.
    """

    __tablename__ = "harvest_note"
    __table_args__ = (
        UniqueConstraint("table_id", "entry_key"),
        CheckConstraint("kind IN ('note', 'key', 'forward')", name="kind_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    table_id: Mapped[int] = mapped_column(ForeignKey("thematic_table.id", ondelete="CASCADE"))
    round_number: Mapped[int] = mapped_column(default=0)  # 0: of the table as a whole
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    entry_key: Mapped[str] = mapped_column(String(64))  # a phone that sends twice writes once
    clash_of: Mapped[str] = mapped_column(String(16), default="")
    changed_at: Mapped[Instant]


class HarvestPhoto(Base):
    """A photo of the paper on a table, as a JPEG of our own making."""

    __tablename__ = "harvest_photo"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    table_id: Mapped[int] = mapped_column(ForeignKey("thematic_table.id", ondelete="CASCADE"), index=True)
    round_number: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # a list of photos needs none of it
    created_at: Mapped[Instant]


class TableWish(Base):
    """A table that somebody would like to sit at."""

    __tablename__ = "table_wish"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    table_id: Mapped[int] = mapped_column(
        ForeignKey("thematic_table.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class TablePair(Base):
    """Two people who shall never sit at one table; the organisers know why."""

    __tablename__ = "table_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)


class TableAbsence(Base):
    """Somebody who did not come or left: from now on nobody waits for them at a table."""

    __tablename__ = "table_absence"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    noted_at: Mapped[Instant]


class TablePresence(Base):
    """Somebody who was seen at a table in a round, by its host."""

    __tablename__ = "table_presence"
    __table_args__ = (Index("ix_table_presence_participant_id", "participant_id"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("table_round.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("thematic_table.id", ondelete="CASCADE"), index=True)
    noted_at: Mapped[Instant]


class TablePlan(Base):
    """One calculation of the rounds. A draft is told to nobody until it is published; a congress has one published plan.

    A World Café has a published plan that nobody calculated: its stops are what guests and hosts choose.
    """

    __tablename__ = "table_plan"
    __table_args__ = (
        CheckConstraint(f"status IN ({PLAN_STATES})", name="status_is_known"),
        Index("ix_table_plan_congress_id_created_at", "congress_id", "created_at"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(12), default="queued")
    seed: Mapped[int]
    settings: Mapped[
        Json
    ]  # {"repeats": n, "preferences": n, "mix": n, "from_round": n (a repair) or 1, "is_cafe": true}
    result: Mapped[Json]  # figures of the solution, or {"conflict": {"de": …, "en": …}}; {} before
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    job_public_id: Mapped[str] = mapped_column(String(16), default="")
    actor: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Instant]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_cafe(self) -> bool:
        """Whether guests choose their tables themselves."""
        return bool(self.settings.get("is_cafe"))


class SliderTrial(Base):
    """What the steps of the sliders would bring; a congress keeps the last one only.

    ``steps`` are [{"slider", "settings", "plan", "figures"}, …], see forums.tables.steps; ``plans`` the rounds of each plan, as the
    places of tables in the order of the people: no name, no id. ``fingerprint`` is that of the problem, whatever the sliders say.
    """

    __tablename__ = "slider_trial"
    __table_args__ = (CheckConstraint("status IN ('queued', 'done', 'impossible', 'failed')", name="status_is_known"),)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    public_id: Mapped[PublicId]
    status: Mapped[str] = mapped_column(String(12), default="queued")
    seed: Mapped[int]
    settings: Mapped[Json]
    steps: Mapped[Json]
    plans: Mapped[Json] = mapped_column(deferred=True)  # long, and the page of the sliders needs none of it
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    job_public_id: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[Instant]


class TableStop(Base):
    """Where a plan lets somebody sit in a round."""

    __tablename__ = "table_stop"
    __table_args__ = (
        Index("ix_table_stop_plan_id_round_id_table_id", "plan_id", "round_id", "table_id"),
        Index("ix_table_stop_participant_id", "participant_id"),
    )
    plan_id: Mapped[int] = mapped_column(ForeignKey("table_plan.id", ondelete="CASCADE"), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("table_round.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("thematic_table.id", ondelete="CASCADE"))
