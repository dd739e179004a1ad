"""Designs of badges, their pictures, and the colours of the categories."""

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, Instant, Json, PublicId
from badges.design import Design, of_json


class BadgeDesign(Base):
    """A design for sides of one size. While it is *in use* it prints the badges of its categories on sheets of that size."""

    __tablename__ = "badge_design"
    __table_args__ = (UniqueConstraint("congress_id", "name"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    width: Mapped[float]  # of one side, in mm
    height: Mapped[float]
    categories: Mapped[Json]  # [code]; none: all that have no design of their own
    is_used: Mapped[bool] = mapped_column(default=False, server_default=false())
    elements: Mapped[Json]  # as badges.design.as_json writes them
    changed_at: Mapped[Instant]

    @property
    def as_design(self) -> Design:
        return Design(self.width, self.height, of_json(self.elements))


class BadgePicture(Base):
    """A logo or another picture, decoded and written anew as a PNG; nothing that a camera hid in it is kept."""

    __tablename__ = "badge_picture"
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class BadgeColours(Base):
    """The colours of a congress's categories."""

    __tablename__ = "badge_colours"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    colours: Mapped[Json]  # {code of a category: "#rrggbb"}
