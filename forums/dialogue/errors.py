"""What the dialogue forums refuse."""

from collections.abc import Mapping

from app.errors import DomainError


class DialogueError(DomainError):
    """A wish or an assignment cannot be taken as it is."""

    code = "dialogue-refused"


class PreferencesClosed(DialogueError):
    code = "preferences-closed"
    status = 409
    message = "Wishes could be changed until %(until)s. Please ask the organisers if yours must change."


class UnknownForum(DialogueError):
    code = "unknown-forum"
    message = "One of the wished forums does not exist in this congress. Please choose again."


class ForumTwice(DialogueError):
    code = "forum-twice"
    message = "You chose the same forum twice. Please give each forum one rank only."


class TooManyPreferences(DialogueError):
    code = "too-many-preferences"
    message = "Please choose at most %(most)s forums."


class WishNotThere(DialogueError):
    """Nobody is given a place on a day on which they do not come."""

    code = "wish-not-there"
    message = (
        "%(forums)s: not on the days on which you come. Please tick that day as well, or take it out of your wishes."
    )


class ForumInvalid(DialogueError):
    """Several fields of a forum are at fault; ``faults`` holds one error a field."""

    code = "forum-invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class NoTitle(DialogueError):
    code = "no-title"
    message = "Please give the forum a title in this language."


class NotANumber(DialogueError):
    code = "not-a-number"
    message = "Please give a whole number from %(least)s to %(most)s."


class NumberTaken(DialogueError):
    code = "number-taken"
    message = "Another forum has this number already. The next free one is %(free)s."


class NotATime(DialogueError):
    code = "not-a-time"
    message = "Please give a time of day, such as 09:30."


class OutsideTheCongress(DialogueError):
    code = "outside-the-congress"
    message = "This day is not a day of the congress. Please choose one of its days."


class EndsBeforeItStarts(DialogueError):
    code = "ends-before-it-starts"
    message = "The forum must end after it starts."


class MinimumAboveMaximum(DialogueError):
    code = "minimum-above-maximum"
    message = "The minimum must not be larger than the maximum."


class UnknownRoom(DialogueError):
    code = "unknown-room"
    message = "This room does not belong to the congress. Please choose again."


class UnknownLanguage(DialogueError):
    code = "unknown-language"
    message = "The congress does not write its texts in this language."


class UnknownSector(DialogueError):
    code = "unknown-sector"
    message = "This is not one of the sectors."


class UnknownLevel(DialogueError):
    code = "unknown-level"
    message = "This is not one of the levels."


class UnknownPerson(DialogueError):
    code = "unknown-person"
    message = (
        "Nobody with a confirmed place has this name or e-mail address. Please write it as in the list of participants."
    )


class SeveralPeople(DialogueError):
    code = "several-people"
    message = "Several people have this name. Please give the e-mail address."


class SamePerson(DialogueError):
    code = "same-person"
    message = "These are one and the same person. Please name two."


class TooManyApart(DialogueError):
    code = "too-many-apart"
    message = "At most %(most)s people can be kept apart at once. Please choose fewer."


class NothingToAssign(DialogueError):
    code = "nothing-to-assign"
    status = 409
    message = "There is nobody to assign yet, or no forum. Confirmed participants and at least one forum are needed."


class RunUnderway(DialogueError):
    code = "run-underway"
    status = 409
    message = "An assignment is being calculated already. Wait for it or stop it first."


class NoDraft(DialogueError):
    code = "no-draft"
    status = 409
    message = "This is not a draft that could be published. It may have been published or stopped in the meantime."


class DraftStale(DialogueError):
    code = "draft-stale"
    status = 409
    message = (
        "Wishes, people, forums or pins have changed since this draft was calculated. Please calculate again first."
    )


class DraftHypothetical(DialogueError):
    code = "draft-hypothetical"
    status = 409
    message = "This draft tries out other seats than the forums have. Take the seats over first, or calculate again."


class NothingToUndo(DialogueError):
    code = "nothing-to-undo"
    status = 409
    message = "There is nothing left to undo."


class NothingToRedo(DialogueError):
    code = "nothing-to-redo"
    status = 409
    message = "There is nothing to do again."


class SlotTold(DialogueError):
    code = "slot-told"
    status = 409
    message = "People have been told that they sit in this forum, so its slot stays. Cancel it and add another one."


class UnknownTopic(DialogueError):
    code = "unknown-topic"
    message = "A forum can only repeat one of another slot. Please choose again."


class NoteTooLong(DialogueError):
    code = "note-too-long"
    message = "Please keep the note to %(most)s characters."


class NobodyChosen(DialogueError):
    code = "nobody-chosen"
    message = "Please choose at least one person."


class NotTold(DialogueError):
    """Places change hands only once they are told, and only between those who come."""

    code = "forums-not-told"
    status = 409
    message = "Places in forums can be changed once they are assigned and your registration is confirmed."


class ForumShut(DialogueError):
    code = "forum-shut"
    status = 409
    message = "Places in this forum no longer change hands: it is cancelled, or begins within the hour."


class OwnForum(DialogueError):
    code = "own-forum"
    status = 409
    message = "You sit in this forum already."


class NotThere(DialogueError):
    """Whoever comes on some days only gets no place on another."""

    code = "forum-not-there"
    status = 409
    message = (
        "You told us that you do not come on the day of this forum. If that has changed, change your answers first."
    )


class PlacedByOrganisers(DialogueError):
    code = "placed-by-organisers"
    status = 409
    message = "The organisers have given you your place for a reason. Please ask them if it must change."


class NoSeat(DialogueError):
    code = "no-seat"
    status = 409
    message = "You have no place in a forum at the moment."


class OfferGone(DialogueError):
    code = "offer-gone"
    status = 409
    message = "This offer no longer stands, or the balance of the forums would be broken by now."


class NotOnList(DialogueError):
    code = "not-on-forum-list"
    status = 409
    message = "This person is no longer on the waiting list."


class NoReason(DialogueError):
    code = "no-reason"
    message = "Please say why; the journal keeps it."
