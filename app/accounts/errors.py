"""What giving access refuses."""

from app.errors import DomainError


class LastOrganiser(DomainError):
    """A congress that nobody organises could be rescued only by the operator."""

    code = "last-organiser"
    status = 409
    message = "Somebody has to organise the congress. Please make another person an organiser first."
