"""What erasure refuses."""

from app.errors import DomainError


class Unconfirmed(DomainError):
    """The organiser did not tick that the person shall be erased for good."""

    code = "erasure-unconfirmed"
    message = "Please tick that you mean it; this cannot be undone."
