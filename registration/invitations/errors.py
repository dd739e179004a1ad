"""What invitations refuse."""

from collections.abc import Sequence
from dataclasses import dataclass

from registration.participants.errors import RegistrationError


class NoSuchInvitation(RegistrationError):
    """A code that nobody made, or one of another congress."""

    code = "no-such-invitation"
    status = 404
    message = "There is no invitation with this code. Please check it, or ask whoever invited you."


class InvitationOver(RegistrationError):
    """Revoked or expired."""

    code = "invitation-over"
    status = 409
    message = "This invitation is no longer valid. Please ask whoever invited you."


class InvitationUsed(RegistrationError):
    """As many people have registered with it as were meant to."""

    code = "invitation-used"
    status = 409
    message = "All places of this invitation are taken. Please ask whoever invited you."


class TooFewPlaces(RegistrationError):
    code = "too-few-places"
    message = "%(used)s have registered with it already; please allow at least as many."


class NobodyToInvite(RegistrationError):
    code = "nobody-to-invite"
    message = "Please paste at least one address, or choose a table."


class NoAddress(RegistrationError):
    code = "no-address"
    message = "There is no e-mail address in this line, or more than one. Please give each person one."


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a line, and how it begins."""

    line: int
    quote: str
    fault: RegistrationError


class BadLines(RegistrationError):
    """Some lines of a list are no people to invite; ``complaints`` says what is wrong with each."""

    code = "bad-lines"
    message = "Please check these lines: %(lines)s."

    def __init__(self, complaints: Sequence[Complaint], *, field: str, lines: str) -> None:
        super().__init__(field=field, lines=lines)
        self.complaints = complaints


class TooManyLines(RegistrationError):
    code = "too-many-lines"
    message = "Please paste at most %(most)s lines at once."


class NotApplying(RegistrationError):
    """Somebody else decided already, or the application was withdrawn."""

    code = "not-applying"
    status = 409
    message = "This application is decided already, or was withdrawn."
