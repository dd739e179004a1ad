"""Invitations, who came by them, and what was decided about applications."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.congress.models import Congress
from app.orm import Base, Id, Instant, PublicId, UtcDateTime
from registration.invitations.rules import Kind

KINDS = ", ".join(f"'{kind.value}'" for kind in Kind)
BY_ADDRESS = text("kind = 'address'")


class Invitation(Base):
    """A right to register, used at most ``most_uses`` times at once: whoever cancels gives their use back.

    The code is derived, so that organisers see it again; the database finds it by its digest. ``name`` and ``email`` are the
    invited person's, or those of the contact who hands out an organisation's seats and sees them by ``contact_digest``.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index("ix_invitation_congress_id_kind", "congress_id", "kind", "id"),
        # Nobody is invited twice by address.
        Index(
            "uq_invitation_address",
            "congress_id",
            "email_key",
            unique=True,
            sqlite_where=BY_ADDRESS,
            postgresql_where=BY_ADDRESS,
        ),
        CheckConstraint(f"kind IN ({KINDS})", name="kind_is_known"),
        CheckConstraint("most_uses > 0", name="has_uses"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(200))  # the organisers' own; for an organisation its name
    category: Mapped[str] = mapped_column(String(20), default="")  # the code of a Category; "": the guest's choice
    language: Mapped[str] = mapped_column(String(8), default="de")  # of mails to name
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="")
    most_uses: Mapped[int]
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Instant]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    contact_digest: Mapped[str | None] = mapped_column(String(64), unique=True)

    congress: Mapped[Congress] = relationship(lazy="raise_on_sql")


class InvitationUse(Base):
    """That somebody registered by an invitation."""

    __tablename__ = "invitation_use"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[Instant]


class Decision(Base):
    """Why an application was declined, in the words that its sender gets."""

    __tablename__ = "decision"
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Instant]
