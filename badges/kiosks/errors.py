"""What a kiosk refuses; in words for whoever stands before it."""

from app.errors import DomainError


class NotAKiosk(DomainError):
    """Only a kiosk may do this."""

    code = "not-a-kiosk"
    status = 403
    message = "Only a kiosk may do this."


class NobodyFound(DomainError):
    """Nobody, or more than one, has this name and address."""

    code = "nobody-found"
    status = 404
    message = "We did not find you by this name and address. Please come to the desk."


class TooManyTries(DomainError):
    """Somebody tries out names at a kiosk."""

    code = "too-often"
    status = 429
    message = "Too many tries in a short time. Please wait a minute and try again."


class PrintedBefore(DomainError):
    """The badge has been printed already, and a kiosk prints no second one."""

    code = "printed-before"
    status = 409
    message = "Your badge has been printed already. It is waiting at the desk."


class NothingToPrint(DomainError):
    """The scan let nobody in, or too long ago, or the kiosk has no printer."""

    code = "nothing-to-print"
    status = 404
    message = "There is nothing to print."
