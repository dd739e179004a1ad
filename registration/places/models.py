"""Categories of participants, and the quotas that their places are counted by."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Localized, PublicId

CODE = String(20)


class Category(Base):
    """As what somebody comes. ``code`` never changes, since participants keep it as their ``role``."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("congress_id", "code"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(CODE)
    label: Mapped[Localized]
    position: Mapped[int] = mapped_column(default=0)
    is_open: Mapped[bool] = mapped_column(default=True)  # False: by invitation; only organisers enter people in it
    joins_forums: Mapped[bool] = mapped_column(default=False)  # whether its people get a seat even without a wish


class Quota(Base):
    """A number of places for those whom it covers: of a category, a day, an organisation, or several of these together.

    An empty column does not narrow it. Who holds a place of the congress holds one in every quota that covers them; ``held`` is
    raised in the statement that takes it. ``Places`` counts the congress as a whole.
    """

    __tablename__ = "quota"
    __table_args__ = (
        UniqueConstraint("congress_id", "category", "day", "organisation_key"),
        CheckConstraint("capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("held >= 0", name="held_not_negative"),
        CheckConstraint("category <> '' OR day <> '' OR organisation_key <> ''", name="covers_less_than_everyone"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(CODE, default="")
    day: Mapped[str] = mapped_column(String(10), default="")  # ISO
    organisation: Mapped[str] = mapped_column(String(200), default="")
    organisation_key: Mapped[str] = mapped_column(String(200), default="")  # participants meet it by theirs
    capacity: Mapped[int]
    held: Mapped[int] = mapped_column(default=0)
