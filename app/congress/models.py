"""Congresses and their rooms."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress import rules
from app.congress.rules import Admission
from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime


class Congress(Base):
    """One congress. ``revision`` rises with every change that the public can see; pages and feeds take their ETag from it."""

    __tablename__ = "congress"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("confirm_hours > 0 AND offer_hours > 0", name="deadlines_are_positive"),
    )
    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    series: Mapped[str] = mapped_column(String(60), default="")  # slug of what belongs together over the years
    is_public: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[Instant]
    title: Mapped[Localized]
    summary: Mapped[Localized]  # one or two sentences
    description: Mapped[Localized]  # Markdown
    privacy: Mapped[Localized]  # Markdown: the privacy notice of this congress
    # [{"name", "address", "contact", "email"}]: controllers in the sense of data protection; none: the hosts
    controllers: Mapped[Json] = mapped_column(default=list, server_default="[]")
    hosts: Mapped[Json]  # [name, …] who invites, and who is the controller in the sense of data protection
    languages: Mapped[Json]  # ["de", "en"]: in which the congress writes its texts; the first is its default
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Berlin")
    venue: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    registration_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: not open
    registration_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: open to the end
    preferences_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: as long as registration
    confirm_hours: Mapped[int] = mapped_column(default=72)  # how long an unconfirmed registration keeps its place
    offer_hours: Mapped[int] = mapped_column(default=48)  # how long an offer to the waiting list stands
    wishes: Mapped[int] = mapped_column(default=3)  # how many forums a participant may rank; 0: no forums to choose
    admission: Mapped[str] = mapped_column(String(12), default=Admission.OPEN, server_default=Admission.OPEN)
    applications_hold: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # a place until they are decided
    allows_substitutes: Mapped[bool] = mapped_column(default=True, server_default=true())  # places may be handed on
    asks_days: Mapped[bool] = mapped_column(default=False, server_default=false())  # guests say on which days they come
    allows_parties: Mapped[bool] = mapped_column(default=True, server_default=true())  # one may register several people
    assignment_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    rooms: Mapped[list["Room"]] = relationship(
        back_populates="congress",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Room.position",
    )

    @property
    def default_language(self) -> str:
        return self.languages[0] if self.languages else "de"

    @property
    def asked_days(self) -> tuple[str, ...]:
        """List the ISO days from which guests choose when they come; () where they are not asked."""
        return rules.asked_days(self.starts_on, self.ends_on, asks=self.asks_days)


class Room(Base):
    """A room of the venue."""

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("congress_id", "name"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_is_positive"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    building: Mapped[str] = mapped_column(String(100), default="")
    floor: Mapped[str] = mapped_column(String(60), default="")
    capacity: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    hint: Mapped[str] = mapped_column(Text, default="")  # how to get there

    congress: Mapped[Congress] = relationship(back_populates="rooms", lazy="raise_on_sql")


class PrivacyNotice(Base):
    """One version of a congress's privacy notice; the latest holds. Never changed: what somebody agreed to can be read again."""

    __tablename__ = "privacy_notice"
    __table_args__ = (UniqueConstraint("congress_id", "version"),)
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[Localized]  # Markdown
    controllers: Mapped[Json]  # as in Congress
    published_at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(80))
