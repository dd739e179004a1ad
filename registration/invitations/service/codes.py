"""The codes and links of invitations: derived when they are shown, stored as digests only."""

from app import tokens
from registration.invitations import rules
from registration.invitations.models import Invitation

LINK = "invitation"
CONTACT = "invitation-contact"


def code_of(invitation: Invitation, *, secret: str) -> str:
    """Derive the code that registers somebody."""
    return code_for(invitation.public_id, secret=secret)


def code_for(public_id: str, *, secret: str) -> str:
    """Derive the same of an invitation that is just being made."""
    return rules.code_of(tokens.derive(secret, purpose=LINK, subject=public_id, version=1))


def contact_link_of(invitation: Invitation, *, secret: str) -> str:
    """Derive the secret part of the address at which a contact sees their seats."""
    return contact_link_for(invitation.public_id, secret=secret)


def contact_link_for(public_id: str, *, secret: str) -> str:
    """Derive the same of an invitation that is just being made."""
    return tokens.derive(secret, purpose=CONTACT, subject=public_id, version=1)


def digest_of_code(typed: str) -> str:
    """Hash a code as typed for looking it up; raises NoSuchInvitation."""
    return tokens.digest(rules.read_code(typed))
