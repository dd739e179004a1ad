"""What the recommendations log refuses."""

from collections.abc import Mapping

from app.errors import DomainError


class RecommendationsError(DomainError):
    """Something about a recommendation cannot be taken as it is."""

    code = "recommendation-refused"


class RecommendationInvalid(RecommendationsError):
    """Several fields are at fault; ``faults`` holds one error a field."""

    code = "recommendation-invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class NoTitle(RecommendationsError):
    code = "no-recommendation-title"
    message = "Please give the recommendation a title in this language."


class UnknownChoice(RecommendationsError):
    code = "recommendation-choice-unknown"
    message = "Please choose one of the given answers."


class NoName(RecommendationsError):
    code = "no-addressee-name"
    message = "Please give the name of the organisation."


class AddresseeKnown(RecommendationsError):
    code = "addressee-known"
    status = 409
    message = "An addressee of this name is there already."


class NoSuchStep(RecommendationsError):
    code = "no-such-step"
    status = 409
    message = "A recommendation in this state cannot take this step."


class WordingSettled(RecommendationsError):
    code = "wording-settled"
    status = 409
    message = "This recommendation is adopted, so its wording stays. Let a new one replace it."


class ChangedMeanwhile(RecommendationsError):
    code = "recommendation-changed-meanwhile"
    status = 409
    message = "Somebody else changed this recommendation in the meantime. What you typed is still here; please compare and save again."


class NoAddressee(RecommendationsError):
    code = "no-addressee"
    status = 409
    message = "This recommendation has no addressee yet. Please say first to whom it goes."


class SamePair(RecommendationsError):
    code = "linked-to-itself"
    message = "A recommendation cannot be tied to itself."


class LogBroken(RecommendationsError):
    """The log does not hold together; ``faults`` are lines for the operator."""

    code = "log-broken"
    status = 500
    message = "The log does not hold together:\n%(lines)s"


class EmptyNote(RecommendationsError):
    code = "empty-capture-note"
    message = "Please write something down first."


class TooManyQuestions(RecommendationsError):
    code = "too-many-capture-questions"
    message = "Please ask at most %(most)s questions of a kind, a line each."


class CaptureFull(RecommendationsError):
    code = "capture-full"
    status = 409
    message = "There are as many notes as can be kept. Please put some together first."


class ProposalsClosed(RecommendationsError):
    code = "proposals-closed"
    status = 409
    message = "The organisers have closed this. What was said is kept."


class AlreadyTaken(RecommendationsError):
    code = "note-taken"
    status = 409
    message = "A recommendation was made of this note already."


class BallotClosed(RecommendationsError):
    code = "ballot-closed"
    status = 409
    message = "This vote is over."


class AlreadyVoted(RecommendationsError):
    code = "already-voted"
    status = 409
    message = "Your vote has been counted already."


class BallotOpen(RecommendationsError):
    code = "ballot-open"
    status = 409
    message = "A vote on this recommendation is open already."


class NothingToHandOver(RecommendationsError):
    code = "nothing-to-hand-over"
    status = 409
    message = "There is no adopted recommendation with an addressee that has not been handed over yet."


class NeedsDay(RecommendationsError):
    code = "needs-day"
    message = "Please give a day in the future, such as 2027-11-08."


class NoReason(RecommendationsError):
    code = "no-reason"
    message = "Please say in a sentence why."


class NothingReported(RecommendationsError):
    code = "nothing-reported"
    message = "Please say what was done."


class NoMilestone(RecommendationsError):
    code = "no-milestone"
    message = "Please say in a few words what will be reached."


class NothingPromised(RecommendationsError):
    code = "nothing-promised"
    status = 409
    message = "Milestones belong to a promise. Please accept the recommendation first, in whole or in part."


class TooManyMilestones(RecommendationsError):
    code = "too-many-milestones"
    status = 409
    message = "There can be %(most)s milestones at most. Please put some together."


class NotAShare(RecommendationsError):
    code = "not-a-share"
    message = "Please give a whole number from 0 to 100."


class NotALink(RecommendationsError):
    code = "not-a-link"
    message = "Please give the whole address, beginning with https:// or http://."
