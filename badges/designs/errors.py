"""What designs refuse."""

from app.errors import DomainError


class DesignError(DomainError):
    code = "design-refused"


class NoDesignName(DesignError):
    code = "design-without-name"
    message = "Please give the design a name of at most %(longest)s letters."


class DesignNameTaken(DesignError):
    code = "design-name-taken"
    status = 409
    message = "There is a design of this name already. Please choose another one."


class AlreadyDesigned(DesignError):
    """Two designs in use for the same size would print the same people."""

    code = "already-designed"
    status = 409
    message = "“%(name)s” is already in use for these people and this size. Please take it out of use first."


class CannotBePrinted(DesignError):
    """Held together by ``faults``, which name elements and reasons."""

    code = "design-cannot-be-printed"
    message = "A design in use must be printable. Please mend what is named here, or keep it out of use."


class NoPicture(DesignError):
    code = "not-a-picture"
    message = "This is no picture that we can read. Please choose a PNG, JPEG or WebP file."


class TooManyPictures(DesignError):
    code = "too-many-pictures"
    status = 409
    message = "There are %(most)s pictures already. Please remove one first."


class PictureInUse(DesignError):
    code = "picture-in-use"
    status = 409
    message = "This picture is part of “%(name)s”. Please take it out there first."
