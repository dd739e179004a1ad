"""What setting up a congress refuses."""

from app.errors import DomainError


class CongressError(DomainError):
    """A congress cannot be set up like this."""

    code = "congress-refused"


class BadSlug(CongressError):
    code = "bad-slug"
    message = (
        "The address may hold small letters a to z, digits and hyphens between them, 2 to 60 characters. For example: "
        "integration-2027"
    )


class SlugReserved(CongressError):
    code = "slug-reserved"
    message = "This address is used by the program itself. Please choose another one, for example with the year."


class SlugTaken(CongressError):
    code = "slug-taken"
    status = 409
    message = "Another congress has this address already. Please choose another one, for example with the year."


class EndsBeforeStart(CongressError):
    code = "ends-before-start"
    message = "The congress ends before it begins. Please check both days."


class TooLong(CongressError):
    code = "too-long"
    message = "This is more than %(days)s days. Please check both days."


class UnknownZone(CongressError):
    code = "unknown-zone"
    message = "There is no such time zone. Please choose one of the list or give a name such as Europe/Berlin."


class BadCoordinates(CongressError):
    code = "bad-coordinates"
    message = "Please give latitude and longitude with decimal points, such as 52.5200, 13.3886."


class NoSuchTime(CongressError):
    code = "no-such-time"
    message = "This time does not exist: the clocks go forward in that night. Please choose an hour earlier or later."


class ClosesBeforeOpening(CongressError):
    code = "closes-before-opening"
    message = "Registration closes before it opens. Please check both times."


class WishesEndTooEarly(CongressError):
    code = "wishes-end-too-early"
    message = "Wishes end before registration opens. Please choose a later time, or leave it empty."


class NotReady(CongressError):
    code = "not-ready"
    status = 409
    message = "The congress cannot be shown yet. Please fill in first what is marked as missing."


class RoomTaken(CongressError):
    code = "room-taken"
    status = 409
    message = "There is a room of this name already. Please add something that tells them apart, such as the floor."


class RoomInUse(CongressError):
    code = "room-in-use"
    status = 409
    message = "This room is still needed by: %(uses)s. Please give them another room first."
