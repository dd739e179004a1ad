"""Recommendations, to whom they go, what was answered, and the log of it all."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime
from forums.dialogue.models import Forum
from forums.recommendations.chain import START
from forums.recommendations.rules import AddresseeRole, Choice, NoteKind, Status, Tie, Verdict, Way
from forums.tables.models import ThematicTable


def _one_of(
    column: str, codes: type[Status | AddresseeRole | Verdict | Tie | NoteKind | Way | Choice], *, also: str = ""
) -> str:
    return f"{column} IN ({', '.join(repr(str(code)) for code in codes)}{also})"


class RecommendationLog(Base):
    """The end of a congress's log: how long it is, and the hash of its last entry."""

    __tablename__ = "recommendation_log"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default=START)


class Recommendation(Base):
    """What a congress recommends. ``version`` rises with every wording; the wordings themselves stand in the log."""

    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        CheckConstraint(_one_of("status", Status), name="status_is_known"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_is_a_share"),
        Index("ix_recommendation_forum_id", "forum_id"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[Localized]
    text: Mapped[Localized]
    theme: Mapped[str] = mapped_column(String(80), default="")
    priority: Mapped[int] = mapped_column(default=0)
    supports: Mapped[int] = mapped_column(default=0)  # of the proposals it was made from
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id", ondelete="SET NULL"))
    table_id: Mapped[int | None] = mapped_column(ForeignKey("thematic_table.id", ondelete="SET NULL"))
    status: Mapped[str] = mapped_column(String(12), default=Status.DRAFT)
    percent: Mapped[int] = mapped_column(default=0)  # how much of what was promised is done
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]

    forum: Mapped[Forum | None] = relationship(lazy="raise_on_sql")
    table: Mapped[ThematicTable | None] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["RecommendationAnswer"]] = relationship(
        back_populates="recommendation",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="RecommendationAnswer.id",
    )


class RecommendationEntry(Base):
    """One thing that happened to a recommendation, chained by its hash to the entry before it; see chain."""

    __tablename__ = "recommendation_entry"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        Index("ix_recommendation_entry_recommendation_id", "recommendation_id"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))  # "user:3", "addressee:7", "system"; never a participant
    action: Mapped[str] = mapped_column(String(30))
    data: Mapped[Json]  # {"now": {field: value}, …}
    hash: Mapped[str] = mapped_column(String(64))


class Addressee(Base):
    """An organisation to which recommendations go. ``link_version`` is of its page without an account."""

    __tablename__ = "addressee"
    __table_args__ = (
        UniqueConstraint("congress_id", "key"),
        CheckConstraint(_one_of("role", AddresseeRole), name="role_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(8), default="de")
    link_version: Mapped[int] = mapped_column(default=1)


class RecommendationAnswer(Base):
    """That a recommendation goes to an addressee, and what came back. ``verdict`` is empty until it is answered."""

    __tablename__ = "recommendation_answer"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "addressee_id"),
        CheckConstraint(_one_of("verdict", Verdict, also=", ''"), name="verdict_is_known"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_is_a_share"),
        Index("ix_recommendation_answer_addressee_id", "addressee_id"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"))
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id", ondelete="CASCADE"))
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]  # by when an answer is asked for
    verdict: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    commitment: Mapped[str] = mapped_column(Text, default="")
    deadline: Mapped[date | None]  # by when the commitment is kept
    percent: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[Instant]
    revision: Mapped[int] = mapped_column(default=0)  # SEQUENCE in the calendar of deadlines

    recommendation: Mapped[Recommendation] = relationship(back_populates="answers", lazy="raise_on_sql")
    addressee: Mapped[Addressee] = relationship(lazy="raise_on_sql")
    milestones: Mapped[list["RecommendationMilestone"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="RecommendationMilestone.due_on, RecommendationMilestone.id",
    )


class RecommendationMilestone(Base):
    """A part of what an addressee promised, with a day of its own."""

    __tablename__ = "recommendation_milestone"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    answer_id: Mapped[int] = mapped_column(ForeignKey("recommendation_answer.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    reached_on: Mapped[date | None]
    changed_at: Mapped[Instant]
    revision: Mapped[int] = mapped_column(default=0)  # SEQUENCE in the calendar of deadlines


class RecommendationTie(Base):
    """That a recommendation follows, repeats or replaces an earlier one, perhaps of an earlier congress."""

    __tablename__ = "recommendation_tie"
    __table_args__ = (
        CheckConstraint(_one_of("kind", Tie), name="kind_is_known"),
        CheckConstraint("later_id <> earlier_id", name="two_of_them"),
        Index("ix_recommendation_tie_earlier_id", "earlier_id"),
    )
    later_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"), primary_key=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))


class CaptureSetting(Base):
    """How a congress gathers in its forums. ``prompts`` are the questions for each kind of note; see prompts."""

    __tablename__ = "capture_setting"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    prompts: Mapped[Json]
    lets_propose: Mapped[bool] = mapped_column(default=False)  # participants of a forum, from their own page
    lets_support: Mapped[bool] = mapped_column(default=False)


class CaptureDesk(Base):
    """Where a forum is written down: the secret of its page, and a counter that rises with every note."""

    __tablename__ = "capture_desk"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True)
    link_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=0)


class CaptureNote(Base):
    """Something that was said in a forum. ``version`` rises with every wording; ``clash_of`` names the note that somebody else
    worded anew at the same time, until a moderator has chosen. A note that is taken away stays and can be brought back.
    """

    __tablename__ = "capture_note"
    __table_args__ = (
        UniqueConstraint("forum_id", "entry_key"),
        CheckConstraint(_one_of("kind", NoteKind), name="kind_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    question: Mapped[str] = mapped_column(String(8), default="", server_default="")  # the key of what it answers
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    entry_key: Mapped[str] = mapped_column(String(64))  # a phone that sends twice writes once
    clash_of: Mapped[str] = mapped_column(String(16), default="")
    is_proposal: Mapped[bool] = mapped_column(default=False)  # of a participant
    author_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    recommendation_id: Mapped[int | None] = mapped_column(
        ForeignKey("recommendation.id", ondelete="SET NULL"), index=True
    )
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]


class CaptureWording(Base):
    """What a note said in one of its versions."""

    __tablename__ = "capture_wording"
    note_id: Mapped[int] = mapped_column(ForeignKey("capture_note.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[Instant]


class CaptureSupport(Base):
    """That a participant of the forum supports a note; once each."""

    __tablename__ = "capture_support"
    note_id: Mapped[int] = mapped_column(ForeignKey("capture_note.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Ballot(Base):
    """A vote of the plenary on a recommendation. Of a secret one only the counts here tell anything."""

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint(_one_of("way", Way), name="way_is_known"),
        CheckConstraint("in_favour >= 0 AND against >= 0 AND abstained >= 0", name="counts_not_negative"),
        Index("ix_ballot_recommendation_id", "recommendation_id"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id", ondelete="CASCADE"))
    way: Mapped[str] = mapped_column(String(8))
    in_favour: Mapped[int] = mapped_column(default=0)
    against: Mapped[int] = mapped_column(default=0)
    abstained: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[Instant]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    recommendation: Mapped[Recommendation] = relationship(lazy="raise_on_sql")

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained


class BallotVoice(Base):
    """That somebody has voted, once. ``choice`` stands here only where the vote is open."""

    __tablename__ = "ballot_voice"
    __table_args__ = (CheckConstraint(_one_of("choice", Choice), name="choice_is_known"),)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[str | None] = mapped_column(String(10))


class ReportBack(Base):
    """What the projector of the plenary shows: ``step`` counts through forums and votes, ``public_id`` is its secret address."""

    __tablename__ = "report_back"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    public_id: Mapped[PublicId]
    step: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)  # rises with every step and every vote opened or closed


class LogFollower(Base):
    """A participant who wants to be told what becomes of the recommendations of their congress."""

    __tablename__ = "log_follower"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
