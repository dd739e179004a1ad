"""What the form of a congress refuses: answers beside their field, and arrangements that would lose or hide some."""

from collections.abc import Mapping

from app.errors import DomainError
from registration.participants.errors import RegistrationError


class BadNumber(RegistrationError):
    code = "bad-number"
    message = "Please give a number, such as 3 or 2.5."


class OutsideNumbers(RegistrationError):
    code = "outside-numbers"
    message = "Please give a number from %(least)s to %(most)s."


class BadDate(RegistrationError):
    code = "bad-date"
    message = "Please give a day as year-month-day, such as 2027-11-08."


class BadPhone(RegistrationError):
    code = "bad-phone"
    message = (
        "This is not a complete telephone number. Please give it with area code, or with + and the country's code."
    )


class BadFile(RegistrationError):
    code = "bad-file"
    message = "This file is none of: %(types)s. Please choose another one; its content counts, not its name."


class FileTooLarge(RegistrationError):
    code = "file-too-large"
    message = "This file is larger than %(megabytes)s MB. Please choose a smaller one."


class FileLost(RegistrationError):
    code = "file-lost"
    message = "This file is no longer here. Please choose it once more."


class UnknownAnswer(RegistrationError):
    code = "unknown-answer"
    message = "The form of this congress has no such question."


class ArrangementError(DomainError):
    """The form cannot be arranged like this."""

    code = "arrangement-refused"


class ArrangementInvalid(ArrangementError):
    """Several entries are at fault; ``faults`` holds one error an entry."""

    code = "invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class NoLabel(ArrangementError):
    code = "no-label"
    message = "Please fill in this field; it is required."


class TextTooLong(ArrangementError):
    code = "text-too-long"
    message = "Please shorten this to at most %(longest)s characters."


class InvisibleText(ArrangementError):
    code = "invisible-text"
    message = "This contains invisible control characters. Please type it again instead of pasting it."


class NotOffered(ArrangementError):
    code = "not-offered"
    message = "Please choose one of the given answers."


class NotWhole(ArrangementError):
    code = "not-whole"
    message = "Please give a whole number from %(least)s to %(most)s."


class LeastAboveMost(ArrangementError):
    code = "least-above-most"
    message = "The smallest number is above the largest. Please check both."


class NoOptions(ArrangementError):
    code = "no-options"
    message = "A question with given answers needs at least one answer to choose. Please fill in a row."


class NoTypes(ArrangementError):
    code = "no-types"
    message = "Please allow at least one type of file."


class TooManyFields(ArrangementError):
    code = "too-many-fields"
    status = 409
    message = "A form has at most %(most)s questions of its own. Please remove one first."


class AnswersWouldBeLost(ArrangementError):
    code = "answers-would-be-lost"
    status = 409
    message = (
        "%(number)s people have answered this question, and their answers do not fit the new kind. "
        "Please keep the kind, or remove this question and add a new one: the answers given stay."
    )


class SourceComesLater(ArrangementError):
    code = "source-comes-later"
    status = 409
    message = "“%(question)s” is asked only after an answer to “%(source)s”, so it has to stand further down."


class SourceNeeded(ArrangementError):
    code = "source-needed"
    status = 409
    message = "“%(question)s” is asked only after an answer to this question. Please change that one first."


class SourceUnfit(ArrangementError):
    code = "source-unfit"
    message = "Please choose a question that stands further up, and answers that it offers."


class FixedField(ArrangementError):
    code = "fixed-field"
    status = 409
    message = "Registration cannot do without this question."


class OrderChanged(ArrangementError):
    code = "order-changed"
    status = 409
    message = "The form was changed by somebody else in the meantime. Please look again and repeat the step."
