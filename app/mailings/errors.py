"""What mailings refuse."""

from app.errors import DomainError


class MailingError(DomainError):
    """A mailing cannot be done as it is."""

    code = "mailing-refused"


class UnknownPlaceholder(MailingError):
    code = "unknown-placeholder"
    message = (
        "%(unknown)s means nothing here. Possible are: %(known)s. Please write one of these, or take the braces away."
    )


class TextMissing(MailingError):
    code = "text-missing"
    status = 409
    message = "Subject and text are needed in at least one language. Please write them first."


class InThePast(MailingError):
    code = "in-the-past"
    message = "This moment has passed. Please choose a later one, or send the mail now."


class NobodyThere(MailingError):
    code = "nobody-there"
    status = 409
    message = "Nobody matches these filters. Please choose others."


class OutOfTurn(MailingError):
    code = "out-of-turn"
    status = 409
    message = "Somebody else was faster: this mail is in another state by now. Please look at it again."
