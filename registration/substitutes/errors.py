"""What handing over a place refuses."""

from registration.participants.errors import RegistrationError


class NotWanted(RegistrationError):
    """The congress wants to know beforehand who comes."""

    code = "substitutes-not-wanted"
    status = 409
    message = "Places cannot be handed on at this congress. Please ask the organisers."


class NoPlaceToGive(RegistrationError):
    """Only a confirmed place of a congress still to come can be given."""

    code = "no-place-to-give"
    status = 409
    message = "Only a confirmed place can be handed on, and only until the congress is over."


class OwnAddress(RegistrationError):
    code = "own-address"
    message = "This is your own address. Please give that of your colleague."


class TooLate(RegistrationError):
    """The one who was asked did not answer in time."""

    code = "no-longer-asked"
    status = 409
    message = "This place is no longer offered to you."


class NotAsked(TooLate):
    """Nobody is asked by this link, or is any more."""

    code = "not-asked"
    status = 404
