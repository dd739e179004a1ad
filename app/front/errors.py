"""What the guests' forms refuse beyond what the rules do."""

from app.errors import NotFound
from registration.participants.errors import RegistrationError


class RankTwice(RegistrationError):
    """Two selects of the wishes hold the same number."""

    code = "rank-twice"
    message = "Two forums have the same number. Please give each wish a number of its own."


class DeadLink(NotFound):
    """The secret of a personal page is nobody's: cut in a mail, or replaced by a newer one."""
