"""When there is no certificate."""

from app.errors import DomainError


class NoCertificates(DomainError):
    """The organisers have not opened the certificates, or the congress is not over."""

    code = "no-certificates"
    status = 409
    message = (
        "There are no certificates yet. They can be had once the congress is over and the organisers have opened them."
    )


class NotIssued(DomainError):
    """Nobody has asked for this certificate yet."""

    code = "not-issued"
    status = 409
    message = "This certificate has not been issued yet. Please use the button on your page."


class WasNotThere(DomainError):
    """No scan shows that somebody was there."""

    code = "was-not-there"
    status = 409
    message = "Nothing shows that this guest was there, so there is no certificate."
