"""What the thematic tables refuse."""

from collections.abc import Mapping

from app.errors import DomainError


class TablesError(DomainError):
    """Something about the tables cannot be taken as it is."""

    code = "tables-refused"


class TablesInvalid(TablesError):
    """Several fields are at fault; ``faults`` holds one error a field."""

    code = "tables-invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class NoTopic(TablesError):
    code = "no-topic"
    message = "Please give the table a topic in this language."


class NotANumber(TablesError):
    code = "table-number"
    message = "Please give a whole number from %(least)s to %(most)s."


class NumberTaken(TablesError):
    code = "table-number-taken"
    message = "Another table has this number already. The next free one is %(free)s."


class NotATime(TablesError):
    code = "round-time"
    message = "Please give a time of day, such as 14:00."


class PastMidnight(TablesError):
    code = "past-midnight"
    message = "The last round would end after midnight. Please begin earlier or take fewer or shorter rounds."


class OutsideTheCongress(TablesError):
    code = "rounds-outside-the-congress"
    message = "This day is not a day of the congress. Please choose one of its days."


class UnknownRoom(TablesError):
    code = "table-room-unknown"
    message = "This room does not belong to the congress. Please choose again."


class UnknownPerson(TablesError):
    code = "table-person-unknown"
    message = "Nobody with a confirmed place has this name or address. Please write it as in the list of participants."


class SeveralPeople(TablesError):
    code = "table-person-several"
    message = "Several people have this name. Please give the e-mail address instead."


class SamePerson(TablesError):
    code = "table-same-person"
    message = "These are not two different people."


class HostsElsewhere(TablesError):
    code = "hosts-elsewhere"
    message = "This person is host at another table already."


class TooManyWishes(TablesError):
    code = "too-many-table-wishes"
    message = "Please choose at most %(most)s tables."


class WishesClosed(TablesError):
    code = "table-wishes-closed"
    status = 409
    message = "Wishes for tables cannot be changed any more."


class NothingToPlan(TablesError):
    code = "nothing-to-plan"
    status = 409
    message = "There is nothing to plan yet: it takes a table, a round and somebody who takes part."


class PlanUnderway(TablesError):
    code = "plan-underway"
    status = 409
    message = "A plan is being calculated already. Please wait for it."


class NoDraft(TablesError):
    code = "no-table-draft"
    status = 409
    message = "This is not a draft that could be published."


class DraftStale(TablesError):
    code = "table-draft-stale"
    status = 409
    message = (
        "Tables, rounds, people or wishes have changed since this draft was calculated. Please calculate again first."
    )


class TrialStale(TablesError):
    code = "slider-trial-stale"
    status = 409
    message = "Tables, rounds, people or wishes have changed since the sliders were tried. Please try them again first."


class NoSuchRound(TablesError):
    code = "no-such-round"
    message = "There is no such round."


class EmptyNote(TablesError):
    code = "empty-note"
    message = "Please write something down first."


class HarvestFull(TablesError):
    code = "harvest-full"
    status = 409
    message = "This table has as many notes or photos as can be kept. Please remove some first."

    def __init__(self) -> None:
        super().__init__(field="text")


class NoPhoto(TablesError):
    code = "no-photo"
    message = "This is no photo that we can read. Please send a JPEG, PNG or WebP of at most 8 MB."


class NothingToRepair(TablesError):
    code = "nothing-to-repair"
    status = 409
    message = "No plan is published yet, or no round is left that could be repaired."


class CafeClosed(TablesError):
    code = "table-choice-closed"
    status = 409
    message = "Tables cannot be chosen (any more) for this round."


class TableFull(TablesError):
    code = "table-full"
    status = 409
    message = "Table %(number)s is full by now. Please choose another one."


class HostsStay(TablesError):
    code = "hosts-stay"
    status = 409
    message = "Hosts stay at their own table in every round."


class NotAtTables(TablesError):
    code = "not-at-tables"
    status = 409
    message = "This person does not take part in the tables of this congress."


class UnknownCode(TablesError):
    code = "table-code-unknown"
    message = "Nobody of this congress carries this code. Please scan again, or tick the name in the list."
