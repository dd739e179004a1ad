"""The marketplace of a congress, its topics, the stands that apply, and what the jury says about them."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime
from forums.marketplace.rules import Nearness, State, Voice
from registration.participants.models import Participant


def _one_of(column: str, codes: type[enum.StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(code)) for code in codes)})"


class Marketplace(Base):
    """The market of a congress: one row a congress; without it there is none."""

    __tablename__ = "marketplace"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("most_staff >= 0 AND confirm_days > 0 AND votes_needed >= 0", name="counts_are_sound"),
    )
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    applications_from: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: no call yet
    applications_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: no deadline
    call: Mapped[Localized]  # Markdown
    capacity: Mapped[int | None]  # how many stands there may be in all
    votes_needed: Mapped[int] = mapped_column(default=1)  # of jurors, before the jury calls a stand ready
    confirm_days: Mapped[int] = mapped_column(default=14)  # how long an accepted stand has to confirm
    lapses: Mapped[bool] = mapped_column(default=False, server_default=false())  # by itself, once that time has passed
    most_staff: Mapped[int] = mapped_column(default=4)  # a stand may name
    questions: Mapped[Json]  # the market's own questions: [rules of registration.fields as mappings]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # from then on guests see the stands
    plan_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # and where they are


class MarketTopic(Base):
    """A topic of the market. Accepted stands of this main topic count in its quota."""

    __tablename__ = "market_topic"
    __table_args__ = (
        UniqueConstraint("congress_id", "letter"),
        CheckConstraint("quota IS NULL OR quota >= 0", name="quota_not_negative"),
        CheckConstraint("colour BETWEEN 1 AND 8", name="colour_is_known"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(String(2))
    colour: Mapped[int]  # of rules.COLOURS
    name: Mapped[Localized]
    quota: Mapped[int | None]


class Stand(Base):
    """A stand, from its application on. Whoever holds it comes by a mailed link; until they have, ``address_confirmed_at``
    is None and nobody but them sees it.
    """

    __tablename__ = "stand"
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="state_is_known"),
        CheckConstraint("power BETWEEN 0 AND 2", name="power_is_known"),
        CheckConstraint("area >= 0 AND tables >= 0 AND chairs >= 0 AND priority >= 0", name="needs_not_negative"),
        Index("ix_stand_congress_id_state", "congress_id", "state"),
        Index("ix_stand_congress_id_contact_email_key", "congress_id", "contact_email_key"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(12), default=State.APPLIED)
    organisation: Mapped[str] = mapped_column(String(200))  # as typed
    organisation_key: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    website: Mapped[str] = mapped_column(String(300), default="")
    title: Mapped[Localized]
    description: Mapped[Localized]  # plain text
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("market_topic.id", ondelete="SET NULL"), index=True)
    languages: Mapped[Json]  # ["de", "ar"]: spoken at the stand
    offers: Mapped[str] = mapped_column(Text, default="")  # what it can give to others: cooperation
    requests: Mapped[str] = mapped_column(Text, default="")  # what it looks for
    # Whom the organisers write to; never public.
    contact_name: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_email_key: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(8), default="de")  # in which we write to them
    # Whom the press may ask; public where is_press_public.
    press_name: Mapped[str] = mapped_column(String(200), default="")
    press_email: Mapped[str] = mapped_column(String(254), default="")
    press_phone: Mapped[str] = mapped_column(String(60), default="")
    is_press_public: Mapped[bool] = mapped_column(default=False)
    area: Mapped[float] = mapped_column(default=0.0)  # square metres
    tables: Mapped[int] = mapped_column(default=0)
    chairs: Mapped[int] = mapped_column(default=0)
    power: Mapped[int] = mapped_column(default=0)  # of rules.Power
    needs_wall: Mapped[bool] = mapped_column(default=False)
    is_loud: Mapped[bool] = mapped_column(default=False)
    needs_light: Mapped[bool] = mapped_column(default=False)
    access_needs: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[Json]  # to the market's own questions, by key
    priority: Mapped[int] = mapped_column(default=1)  # the organisers' own: who gets the better pitch
    reason: Mapped[str] = mapped_column(Text, default="")  # of the last decision, told to the stand
    note: Mapped[str] = mapped_column(Text, default="")  # the organisers' own
    applied_at: Mapped[Instant]
    address_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waits_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the turn of one that waits
    confirm_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of a withdrawn one: it lapsed then
    changed_at: Mapped[Instant]
    version: Mapped[int] = mapped_column(default=1)  # rises with every change
    link_version: Mapped[int] = mapped_column(default=1)  # of its page without an account

    topic: Mapped[MarketTopic | None] = relationship(lazy="raise_on_sql")
    logo: Mapped["StandLogo | None"] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    further_topics: Mapped[list["StandTopic"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    wishes: Mapped[list["StandWish"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="StandWish.id",
        foreign_keys="StandWish.stand_id",
    )

    @property
    def has_lapsed(self) -> bool:
        """Whether its place was given up for it, since nobody confirmed in time."""
        return self.state == State.WITHDRAWN and self.confirm_until is not None


class StandTopic(Base):
    """A topic of a stand beside its main one."""

    __tablename__ = "stand_topic"
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("market_topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class StandLogo(Base):
    """A picture of our own making from what a stand sent: PNG or JPEG, without anything hidden in it."""

    __tablename__ = "stand_logo"
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    type: Mapped[str] = mapped_column(String(4))  # png or jpeg
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str] = mapped_column(String(16))  # of the content: its address changes with the picture
    alt: Mapped[str] = mapped_column(String(300))
    rights: Mapped[str] = mapped_column(String(300))  # whose picture it is
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)


class StandWish(Base):
    """Near or far from whom a stand would like to be: ``named`` as typed, ``other_id`` once an organiser said which stand is meant."""

    __tablename__ = "stand_wish"
    __table_args__ = (
        CheckConstraint(_one_of("nearness", Nearness), name="nearness_is_known"),
        CheckConstraint("metres > 0", name="metres_are_positive"),
        CheckConstraint("stand_id <> other_id", name="two_of_them"),
    )
    id: Mapped[Id]
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), index=True)
    nearness: Mapped[str] = mapped_column(String(4))
    named: Mapped[str] = mapped_column(String(200))
    named_key: Mapped[str] = mapped_column(String(200))  # as organisation_key of the stand that is meant
    other_id: Mapped[int | None] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), index=True)
    metres: Mapped[int] = mapped_column(default=10)


class StandStaff(Base):
    """Somebody who is at the stand on the day; ``participant_id`` once they are registered and so have a badge."""

    __tablename__ = "stand_staff"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), unique=True, index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    is_registered_here: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # by the stand, which may take it back
    added_at: Mapped[Instant]

    participant: Mapped[Participant | None] = relationship(lazy="raise_on_sql")


class MarketJuror(Base):
    """A member of the jury: an organiser by their account, or somebody who comes by a mailed link."""

    __tablename__ = "market_juror"
    __table_args__ = (UniqueConstraint("congress_id", "account_id"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(8), default="de")
    link_version: Mapped[int] = mapped_column(default=1)


class StandVote(Base):
    """What a juror says about a stand."""

    __tablename__ = "stand_vote"
    __table_args__ = (CheckConstraint(_one_of("voice", Voice), name="voice_is_known"),)
    stand_id: Mapped[int] = mapped_column(ForeignKey("stand.id", ondelete="CASCADE"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(
        ForeignKey("market_juror.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    voice: Mapped[str] = mapped_column(String(8))
    comment: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Instant]

    juror: Mapped[MarketJuror] = relationship(lazy="raise_on_sql")
