"""The verbs of the invited: find the invitation, register by it, decline."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.orm import add_rows
from registration.invitations import errors, queries, rules
from registration.invitations.models import Invitation, InvitationUse
from registration.invitations.rules import Kind, State
from registration.invitations.service.codes import digest_of_code
from registration.participants import queries as participants_of
from registration.participants import service as participants
from registration.participants.rules import RegistrationRequest, Status, Terms
from registration.participants.service import Registered


def find(session: Session, congress_id: int, code: str) -> Invitation:
    """Find the invitation of a code as typed; raises NoSuchInvitation."""
    try:
        return queries.by_digest(session, congress_id, digest_of_code(code))
    except NotFound as nothing:
        raise errors.NoSuchInvitation(field="code") from nothing


def state_of(invitation: Invitation, *, uses: int, now: datetime) -> State:
    """Tell where an invitation stands that was used so often."""
    return rules.state_of(
        uses=uses,
        most_uses=invitation.most_uses,
        expires_at=invitation.expires_at,
        revoked_at=invitation.revoked_at,
        declined_at=invitation.declined_at,
        now=now,
    )


def places_left(session: Session, invitation: Invitation, *, now: datetime) -> int:
    """Count how many may still register; raises InvitationOver or InvitationUsed where nobody may."""
    used = queries.uses(session, invitation.id)
    rules.check_usable(state_of(invitation, uses=used, now=now))
    return invitation.most_uses - used


def register_invited(
    session: Session,
    congress: Terms,
    code: str,
    request: RegistrationRequest,
    *,
    secret: str,
    idempotency_key: str | None,
    join_waiting_list: bool = False,
    actor: str = "guest",
    now: datetime,
) -> Registered:
    """Register somebody by an invitation, whatever the congress asks of others, and count its use: never more than it allows.

    *request* is clean. Where the invitation names a category or an organisation, that is the guest's. Whoever was invited by mail
    and registers with the same address has shown by the link that it is theirs, and is confirmed at once. Raises NoSuchInvitation,
    InvitationOver, InvitationUsed, and what register() raises.
    """
    invitation = find(session, congress.id, code)
    queries.hold(session, invitation.id)  # nobody else counts or uses it before this transaction ends
    session.refresh(invitation)
    repeated = idempotency_key and participants_of.by_idempotency_key(session, congress.id, idempotency_key)
    if not repeated:
        places_left(session, invitation, now=now)
    done = participants.register(
        session,
        congress,
        _as_invited(request, invitation),
        secret=secret,
        idempotency_key=idempotency_key,
        join_waiting_list=join_waiting_list,
        by_invitation=True,
        actor=actor,
        now=now,
    )
    if done.is_new:
        use = {"participant_id": done.participant_id, "invitation_id": invitation.id, "used_at": now}
        add_rows(session, InvitationUse, [use])
        _confirm_known_address(session, invitation, done, actor=actor, now=now)
    return done


def decline(invitation: Invitation, *, now: datetime) -> None:
    """Note that somebody invited by address will not come; they are not reminded, and may still think again."""
    if invitation.kind == Kind.ADDRESS and invitation.declined_at is None:
        invitation.declined_at = now


def _as_invited(request: RegistrationRequest, invitation: Invitation) -> RegistrationRequest:
    if invitation.category:
        request = replace(request, role=invitation.category)
    return replace(request, organisation=invitation.label) if invitation.kind == Kind.ORGANISATION else request


def _confirm_known_address(
    session: Session, invitation: Invitation, done: Registered, *, actor: str, now: datetime
) -> None:
    if invitation.kind != Kind.ADDRESS or done.status is not Status.PENDING:
        return
    person = participants_of.by_id(session, done.participant_id)
    if person is not None and person.email_key == invitation.email_key:
        participants.confirm(session, person, actor=actor, now=now)
