"""What the rules refuse. Anything else that goes wrong is a bug and burns."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """The rules say no.

    ``code`` is stable and for machines, ``status`` is the HTTP status, ``field`` names the field of the request at fault
    (empty if none) and ``message`` is a msgid whose ``%(name)s`` places are filled from the keyword arguments. The door
    translates; raising never does.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422
    message: ClassVar[str] = "This cannot be done."

    def __init__(self, *, field: str = "", **details: object) -> None:
        super().__init__(self.message % details if details else self.message)
        self.field = field
        self.details: Mapping[str, object] = details

    def details_in(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 -- for those whose details are words
        """Give what fills the places of the message, in a language."""
        return self.details


class NotFound(DomainError):
    """Nothing has this name, or the reader may not know that it exists."""

    code = "not-found"
    status = 404
    message = "There is nothing at this address."


class Forbidden(DomainError):
    """The thing exists and the caller may know it, but may not do this."""

    code = "forbidden"
    status = 403
    message = "Your login does not allow this."


class Conflict(DomainError):
    """Somebody else was faster, or the state does not allow the step."""

    code = "conflict"
    status = 409
    message = "This was changed by somebody else in the meantime. Please look again and repeat the step."
