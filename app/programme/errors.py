"""What the programme refuses."""

from app.errors import DomainError


class ProgrammeError(DomainError):
    """The programme cannot be changed like this."""

    code = "programme-refused"


class EndsBeforeStart(ProgrammeError):
    code = "ends-before-start"
    message = "The end must be after the beginning. Please check both times."


class UnknownSpeaker(ProgrammeError):
    code = "unknown-speaker"
    message = "One of the people is no longer in the list. Please choose again."


class SpeakerAppears(ProgrammeError):
    code = "speaker-appears"
    status = 409
    message = "This person still stands in the programme: %(sessions)s. Please take them out there first."
