"""What the plan of the halls refuses."""

from collections.abc import Mapping

from app.errors import Conflict, DomainError


class PlanError(DomainError):
    """Something of the plan cannot be taken as it is."""

    code = "plan-refused"


class PlanInvalid(PlanError):
    """Several fields are at fault; ``faults`` holds one error a field, in the order of the form."""

    code = "plan-invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class PlanChanged(Conflict):
    code = "plan-changed"
    message = "Somebody else has changed this hall in the meantime. Please load the page anew and repeat the step."


class NoName(PlanError):
    code = "hall-name"
    message = "Please give the hall a name."


class NameTaken(PlanError):
    code = "hall-name-taken"
    message = "Another hall of this congress has this name already."


class NoTurn(PlanError):
    code = "turn"
    message = "Please give degrees, such as 15, -30 or 22.5."


class NoLength(PlanError):
    code = "length"
    message = "Please give metres from %(least)s to %(most)s, such as 2.5."


class NoNumberOfPitch(PlanError):
    code = "pitch-number"
    message = "Please give the pitch a number, such as 12 or A12."


class NumberTwice(PlanError):
    code = "pitch-number-taken"
    message = "Pitch %(number)s is there already. Every pitch of a congress has its own number."


class OutsideHall(PlanError):
    code = "pitch-outside"
    message = "Pitch %(number)s would reach beyond the walls of the hall."


class PitchesOverlap(PlanError):
    code = "pitches-overlap"
    message = "Pitch %(number)s would lie on pitch %(other)s."


class OnEscapeRoute(PlanError):
    code = "on-escape-route"
    message = "Pitch %(number)s would stand in an escape route, which must stay free."


class OnDoor(PlanError):
    code = "on-door"
    message = "Pitch %(number)s would stand before a door, which must stay free."


class OnPillar(PlanError):
    code = "on-pillar"
    message = "Pitch %(number)s would stand where a pillar is."


class OnStage(PlanError):
    code = "on-stage"
    message = "Pitch %(number)s would stand on a stage."


class OnBlocked(PlanError):
    code = "on-blocked"
    message = "Pitch %(number)s would stand where the floor must stay free."


class FixtureOutside(PlanError):
    code = "fixture-outside"
    message = "This would reach beyond the walls of the hall."


class BadCorners(PlanError):
    code = "corners"
    message = "Please give at least three corners in metres, such as 0 0, 4 0, 4 2."


class TooMany(PlanError):
    code = "plan-too-many"
    message = "A hall has room for %(most)s of these at most."


class BadCount(PlanError):
    code = "row-count"
    message = "Please give a whole number from 1 to %(most)s."


class NothingToUndo(PlanError):
    code = "plan-nothing-to-undo"
    message = "There is no step left to undo."


class PitchInUse(PlanError):
    code = "pitch-in-use"
    message = "A stand has been promised pitch %(number)s. Place that stand elsewhere first."


class NobodyTicked(PlanError):
    code = "no-pitch-ticked"
    message = "Please tick at least one pitch."


class BadPlanFile(PlanError):
    code = "plan-file"
    message = "This file is no plan of a hall: %(path)s %(fault)s. %(remedy)s"


class NoPicture(PlanError):
    code = "plan-picture"
    message = "Please choose a picture: SVG, PNG, JPEG or a page of a PDF, of at most %(megabytes)s MB."


class BadPicture(PlanError):
    code = "plan-picture-broken"
    message = "This picture cannot be read. Please save it anew as SVG, PNG, JPEG or PDF."


class PictureTooLarge(PlanError):
    code = "plan-picture-large"
    message = "This picture has too many pixels or parts. Please save it smaller."


class UnsafePicture(PlanError):
    code = "plan-picture-unsafe"
    message = "This SVG file defines entities of its own, which are refused. Please save it anew as plain SVG."


class NoSuchPage(PlanError):
    code = "plan-picture-page"
    message = "The PDF has %(pages)s pages. Please choose one of them."
