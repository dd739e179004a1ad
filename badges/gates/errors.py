"""What the gates refuse."""

from app.errors import DomainError


class EnrolmentOver(DomainError):
    """The code that makes a phone a gate was used already, or is too old."""

    code = "enrolment-over"
    status = 403
    message = "This code has been used already or is too old. Please show a new one on the organisers' page."


class NotAGate(DomainError):
    """The key that was sent does not belong to a gate of this congress, or no longer does."""

    code = "not-a-gate"
    status = 410
    message = "This device is not a gate of this congress any more."


class NotADesk(DomainError):
    """A gate without the permission to register people."""

    code = "not-a-desk"
    status = 403
    message = "The organisers have not allowed this device to take in people without a registration."


class NotForKiosks(DomainError):
    """A kiosk stands alone with guests."""

    code = "not-for-kiosks"
    status = 403
    message = "A kiosk may not do this."


class NotSupervisor(DomainError):
    """Only a supervisor's gate may do this."""

    code = "not-supervisor"
    status = 403
    message = "Only the device of a supervisor may do this."
