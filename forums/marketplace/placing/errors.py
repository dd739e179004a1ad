"""What the placing of stands refuses."""

from collections.abc import Mapping, Sequence

from app.errors import DomainError


class PlacingError(DomainError):
    """Something of the placing cannot be taken as it is."""

    code = "placing-refused"


class NothingToPlace(PlacingError):
    code = "nothing-to-place"
    message = "There is nothing to place yet: it takes accepted stands and pitches in a hall."


class RunUnderway(PlacingError):
    code = "placing-underway"
    message = "A placement is being calculated already. Please wait for it or stop it."


class NoDraft(PlacingError):
    code = "placing-no-draft"
    message = "This is no draft any more. Please calculate a new one."


class DraftStale(PlacingError):
    code = "placing-stale"
    message = "Stands or pitches have changed since. Please calculate again."


class NoSuchPitch(PlacingError):
    code = "no-such-pitch"
    message = "There is no pitch with this number."


class NoStandChosen(PlacingError):
    code = "no-stand-chosen"
    message = "Please choose a stand."


class NothingToUndo(PlacingError):
    code = "placing-nothing-to-undo"
    message = "There is no step left to undo."


class NotANumber(PlacingError):
    code = "placing-number"
    message = "Please give a whole number from %(least)s to %(most)s."


class CannotStand(PlacingError):
    """``obstacles`` are what stands in the way, as forums.marketplace.placing.rules tells it."""

    code = "cannot-stand"
    message = "The stand cannot be on pitch %(pitch)s."

    def __init__(self, *, obstacles: Sequence[Mapping[str, object]], pitch: str) -> None:
        super().__init__(field="pitch", pitch=pitch)
        self.obstacles = obstacles
