"""The verbs of invitations: one module a noun."""

from registration.invitations.service.applications import approve, decline_application
from registration.invitations.service.codes import CONTACT, LINK, code_of, contact_link_of, digest_of_code
from registration.invitations.service.making import (
    change,
    create_code,
    invite_addresses,
    invite_organisation,
    remind,
    remove,
    revoke,
    set_admission,
)
from registration.invitations.service.using import decline, find, places_left, register_invited, state_of

__all__ = [
    "CONTACT",
    "LINK",
    "approve",
    "change",
    "code_of",
    "contact_link_of",
    "create_code",
    "decline",
    "decline_application",
    "digest_of_code",
    "find",
    "invite_addresses",
    "invite_organisation",
    "places_left",
    "register_invited",
    "remind",
    "remove",
    "revoke",
    "set_admission",
    "state_of",
]
