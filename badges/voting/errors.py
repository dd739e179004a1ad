"""What the voting desk refuses."""

from app.errors import DomainError


class NoBearer(DomainError):
    """A code that opens nothing here: of another congress, revoked, mistyped, or of somebody who does not come any more."""

    code = "no-bearer"
    message = "Nobody of this congress carries this code. Please scan again, or type it from the badge."


class BadgeHasVoted(DomainError):
    code = "badge-has-voted"
    status = 409
    message = "With this badge somebody has voted on this already, here or by phone. Each badge has one vote."


class NoBallot(DomainError):
    code = "no-open-ballot"
    status = 409
    message = "This vote is over, or not open yet."
