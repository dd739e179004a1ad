"""The register of organisations."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, PublicId
from registration.organisations.rules import OrganisationRole


class Organisation(Base):
    """An organisation known to a congress. Participants meet it by ``key``, so that a typed name finds it."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("congress_id", "key"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), default=OrganisationRole.OTHER)  # a code of the congress's types
    sector: Mapped[str] = mapped_column(String(20), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
