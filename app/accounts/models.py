"""People who log in, their part in each congress, and API keys."""

import enum
from datetime import datetime

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint, false
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, PublicId, UtcDateTime


class Part(enum.StrEnum):
    """What somebody may do in a congress; each includes what stands below it."""

    ORGANISER = "organiser"
    GATE = "gate"


PARTS = ", ".join(f"'{part.value}'" for part in Part)

account_roles = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role over the whole house: ``administrator`` may set up congresses and people; parts per congress are Membership."""

    __tablename__ = "role"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(String(255), default="")


class Account(Base, UserMixin):
    """Somebody who logs in: an organiser or gate staff. Participants have no account."""

    __tablename__ = "account"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(8), default="de")
    # Changed at logout and with the password: a copied cookie dies with it.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))

    roles: Mapped[list[Role]] = relationship(secondary=account_roles, lazy="selectin")  # type: ignore[assignment]  # the mixin says list[RoleMixin]
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", lazy="selectin", cascade="all, delete-orphan"
    )


class Membership(Base):
    """The part that an account has in one congress."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "congress_id"),
        CheckConstraint(f"part IN ({PARTS})", name="part_is_known"),
    )
    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(10))
    sees_needs: Mapped[bool] = mapped_column(default=False, server_default=false())  # see guards.sees_needs

    account: Mapped[Account] = relationship(back_populates="memberships", lazy="raise_on_sql")


class ApiKey(Base):
    """A key for a machine: one congress, one part. Only its digest is kept; the key is shown once."""

    __tablename__ = "api_key"
    __table_args__ = (CheckConstraint(f"part IN ({PARTS})", name="part_is_known"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(10))
    sees_needs: Mapped[bool] = mapped_column(default=False, server_default=false())
    label: Mapped[str] = mapped_column(String(100), default="")
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    # Of a gate's phone, which has a page of its own for its keys.
    is_device: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[Instant]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
