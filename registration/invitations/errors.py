"""What invitations refuse."""

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
    message = "Please paste at least one address."


class BadLines(RegistrationError):
    """Some lines of a pasted list are no addresses; *faults* holds (number of the line, what is wrong with it)."""

    code = "bad-lines"
    message = "Please check these lines: %(lines)s."


class TooManyLines(RegistrationError):
    code = "too-many-lines"
    message = "Please paste at most %(most)s lines at once."


class NotApplying(RegistrationError):
    """Somebody else decided already, or the application was withdrawn."""

    code = "not-applying"
    status = 409
    message = "This application is decided already, or was withdrawn."
