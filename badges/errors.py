"""What printing refuses."""

from app.errors import DomainError


class NothingToPrint(DomainError):
    code = "nothing-to-print"
    status = 409
    message = "There is no badge to print: nobody is confirmed, or all badges of this choice are printed."


class NoSuchPrint(DomainError):
    code = "no-such-print"
    status = 404
    message = (
        "These badges were printed anew since, or their registrations cancelled. Please choose again what to print."
    )


class FontsAreMissing(DomainError):
    code = "fonts-missing"
    status = 500
    message = "%(fault)s"
