"""What the marketplace refuses."""

from collections.abc import Mapping

from app.errors import DomainError


class MarketplaceError(DomainError):
    """Something about a stand cannot be taken as it is."""

    code = "stand-refused"


class StandInvalid(MarketplaceError):
    """Several fields are at fault; ``faults`` holds one error a field."""

    code = "stand-invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class NoSuchStep(MarketplaceError):
    code = "no-such-stand-step"
    status = 409
    message = "A stand in this state cannot take this step."


class CallClosed(MarketplaceError):
    code = "call-closed"
    status = 409
    message = "Applications for a stand are not taken at the moment."


class NeedsSettled(MarketplaceError):
    code = "stand-needs-settled"
    status = 409
    message = "What the stand needs can no longer be changed here. Please write to the organisers."


class ChangedMeanwhile(MarketplaceError):
    code = "stand-changed-meanwhile"
    status = 409
    message = (
        "Somebody else changed this stand in the meantime. What you typed is still here; please compare and save again."
    )


class ConfirmedTooLate(MarketplaceError):
    code = "stand-confirmed-too-late"
    status = 409
    message = "The time to confirm this stand has passed. Please write to the organisers."


class StaffFull(MarketplaceError):
    code = "stand-staff-full"
    status = 409
    message = "A stand of this market names at most %(most)s people."


class StaffTooEarly(MarketplaceError):
    code = "stand-staff-too-early"
    status = 409
    message = "People at the stand can be named once it is accepted."


class StaffWithoutPlace(MarketplaceError):
    code = "stand-staff-without-place"
    status = 409
    message = (
        "There is no place for this person: the congress or their category is full, or they work at another stand."
    )


class StaffKnown(MarketplaceError):
    code = "stand-staff-known"
    status = 409
    message = "This person is named for the stand already."


class NoText(MarketplaceError):
    code = "no-stand-text"
    message = "Please fill in this field; it is required."


class UnknownChoice(MarketplaceError):
    code = "stand-choice-unknown"
    message = "Please choose one of the given answers."


class NotBetween(MarketplaceError):
    code = "stand-number-unfit"
    message = "Please give a number from %(least)s to %(most)s."


class BadAddress(MarketplaceError):
    code = "bad-stand-website"
    message = "Please give a whole address, such as https://example.org."


class BadMoment(MarketplaceError):
    code = "bad-market-moment"
    message = "Please give day and time, such as 2027-09-30 18:00."


class EndsBeforeStart(MarketplaceError):
    code = "call-ends-before-start"
    message = "The call has to end after it begins."


class LetterTaken(MarketplaceError):
    code = "topic-letter-taken"
    status = 409
    message = "Another topic has this letter already."


class TopicInUse(MarketplaceError):
    code = "topic-in-use"
    status = 409
    message = "Stands belong to this topic. Please give them another one first."


class NothingChosen(MarketplaceError):
    code = "no-stand-chosen"
    message = "Please choose at least one stand."


class ReasonNeeded(MarketplaceError):
    code = "stand-reason-needed"
    message = "Please say why; the reason stands in the mail."


class JurorKnown(MarketplaceError):
    code = "juror-known"
    status = 409
    message = "Somebody with this address is in the jury already."
