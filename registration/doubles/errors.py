"""What merging refuses."""

from app.errors import DomainError


class OnePersonOnly(DomainError):
    code = "one-person-only"
    status = 409
    message = "This is one registration, not two. Please go back to the list and choose again."
