"""What groups refuse."""

from app.errors import DomainError
from registration.participants.errors import RegistrationError


class NobodyNamed(RegistrationError):
    code = "nobody-named"
    message = "Please name at least one person, or say how many places you need."


class AddressTwice(RegistrationError):
    code = "address-twice"
    message = (
        "The same e-mail address stands in line %(line)s already. Each person needs an address of their own, or none."
    )


class PartiesNotWanted(RegistrationError):
    """The congress wants everybody to register for themselves."""

    code = "parties-not-wanted"
    status = 409
    message = "At this congress everybody registers for themselves."


class NoSuchParty(DomainError):
    """The link was cut, or the contact is forgotten."""

    code = "no-such-party"
    status = 404
    message = "This link leads to no group. Please open it once more from the mail."


class StillNeeded(RegistrationError):
    """Somebody of the group can be reached by the contact only."""

    code = "contact-still-needed"
    status = 409
    message = "Somebody of your group has no address of their own yet. Please complete or cancel them first."
