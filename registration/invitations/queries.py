"""Every select on invitations and applications."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from registration.invitations.models import Decision, Invitation, InvitationUse
from registration.invitations.rules import REMIND_AFTER, Kind
from registration.participants.models import Participant
from registration.participants.rules import LIVING, Status

FRESH = {"populate_existing": True}
_WITH_CONGRESS = joinedload(Invitation.congress)


def invitations(session: Session, congress_id: int, kind: Kind) -> Sequence[Invitation]:
    """List the invitations of a kind, newest first."""
    query = select(Invitation).where(Invitation.congress_id == congress_id, Invitation.kind == kind)
    return session.scalars(query.order_by(Invitation.id.desc())).all()


def page(session: Session, congress_id: int, kinds: Sequence[Kind], *, offset: int, limit: int) -> Sequence[Invitation]:
    """List some of the invitations of some kinds, newest first."""
    query = select(Invitation).where(Invitation.congress_id == congress_id, Invitation.kind.in_(kinds))
    return session.scalars(query.order_by(Invitation.id.desc()).offset(offset).limit(limit)).all()


def number_of(session: Session, congress_id: int, kinds: Sequence[Kind]) -> int:
    """Count the invitations of some kinds."""
    query = select(func.count(Invitation.id)).where(Invitation.congress_id == congress_id, Invitation.kind.in_(kinds))
    return session.scalar(query) or 0


def invitation(session: Session, congress_id: int, public_id: str) -> Invitation:
    """Find an invitation of this congress, with the congress; raises NotFound."""
    query = select(Invitation).where(Invitation.congress_id == congress_id, Invitation.public_id == public_id)
    return _one(session.scalar(query.options(_WITH_CONGRESS), execution_options=FRESH))


def by_public_id(session: Session, public_id: str) -> Invitation | None:
    """Find an invitation with its congress; None if it was deleted."""
    return session.scalar(select(Invitation).where(Invitation.public_id == public_id).options(_WITH_CONGRESS))


def by_digest(session: Session, congress_id: int, digest: str) -> Invitation:
    """Find the invitation of a code, with the congress; raises NotFound."""
    query = select(Invitation).where(Invitation.congress_id == congress_id, Invitation.digest == digest)
    return _one(session.scalar(query.options(_WITH_CONGRESS), execution_options=FRESH))


def by_contact(session: Session, contact_digest: str) -> Invitation:
    """Find the seats that a contact hands out, with the congress; raises NotFound."""
    query = select(Invitation).where(Invitation.contact_digest == contact_digest)
    return _one(session.scalar(query.options(_WITH_CONGRESS)))


def hold(session: Session, invitation_id: int) -> None:
    """Let nobody else use an invitation before this transaction ends."""
    session.execute(
        update(Invitation).where(Invitation.id == invitation_id).values(most_uses=Invitation.most_uses),
        execution_options={"synchronize_session": False},
    )


def uses(session: Session, invitation_id: int) -> int:
    """Count those who registered by an invitation and still want to come."""
    return uses_by_invitation(session, [invitation_id]).get(invitation_id, 0)


def uses_by_invitation(session: Session, invitation_ids: Collection[int]) -> dict[int, int]:
    """Count the same for several invitations, by id; those without any are left out."""
    query = (
        select(InvitationUse.invitation_id, func.count())
        .join(Participant, Participant.id == InvitationUse.participant_id)
        .where(InvitationUse.invitation_id.in_(invitation_ids), Participant.status.in_(LIVING))
        .group_by(InvitationUse.invitation_id)
    )
    return dict(session.execute(query).all())


def came_by(session: Session, invitation_id: int) -> Sequence[Participant]:
    """List who registered by an invitation, in the order of their coming, whatever became of them."""
    query = select(Participant).join(InvitationUse, InvitationUse.participant_id == Participant.id)
    return session.scalars(
        query.where(InvitationUse.invitation_id == invitation_id).order_by(Participant.registered_at, Participant.id)
    ).all()


def invitation_of(session: Session, participant_id: int) -> Invitation | None:
    """Find the invitation by which somebody came."""
    query = select(Invitation).join(InvitationUse, InvitationUse.invitation_id == Invitation.id)
    return session.scalar(query.where(InvitationUse.participant_id == participant_id))


def has_codes(session: Session, congress_id: int) -> bool:
    """Tell whether guests of a congress may have something to type."""
    here = exists().where(Invitation.congress_id == congress_id, Invitation.revoked_at.is_(None))
    return bool(session.scalar(select(here)))


def to_remind(session: Session, congress_id: int, *, now: datetime) -> Sequence[Invitation]:
    """List those invited by address who had time to answer, did not, and still can."""
    used = exists().where(InvitationUse.invitation_id == Invitation.id)
    last = func.coalesce(Invitation.reminded_at, Invitation.created_at)
    query = select(Invitation).where(
        Invitation.congress_id == congress_id,
        Invitation.kind == Kind.ADDRESS,
        Invitation.revoked_at.is_(None),
        Invitation.declined_at.is_(None),
        or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
        last <= now - REMIND_AFTER,
        ~used,
    )
    return session.scalars(query.order_by(Invitation.id)).all()


def addressed_to(session: Session, congress_id: int, email_key: str) -> Sequence[Invitation]:
    """List the invitations that hold an address, as that of who is invited or of a contact."""
    query = select(Invitation).where(Invitation.congress_id == congress_id, Invitation.email_key == email_key)
    return session.scalars(query.order_by(Invitation.id)).all()


def applications(session: Session, congress_id: int) -> Sequence[Participant]:
    """List who applied and waits for a decision, longest first."""
    open_ones = Participant.status.in_([Status.APPLIED, Status.RESERVED])
    query = select(Participant).where(Participant.congress_id == congress_id, open_ones)
    return session.scalars(query.order_by(Participant.registered_at, Participant.id)).all()


def decision(session: Session, participant_id: int) -> Decision | None:
    """Find what an applicant was told who was declined."""
    return session.get(Decision, participant_id)


def _one(found: Invitation | None) -> Invitation:
    if found is None:
        raise NotFound
    return found
