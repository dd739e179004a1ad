"""What registration refuses."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.errors import DomainError


class Named(Protocol):
    """Something with a name in each language."""

    def in_language(self, language: str) -> str: ...


class RegistrationError(DomainError):
    """A registration cannot be taken as it is."""

    code = "registration-refused"


class Missing(RegistrationError):
    code = "missing"
    message = "Please fill in this field; it is required."


class TooLong(RegistrationError):
    code = "too-long"
    message = "Please shorten this to at most %(longest)s characters."


class BadText(RegistrationError):
    code = "bad-text"
    message = "This contains invisible control characters. Please type it again instead of pasting it."


class BadEmail(RegistrationError):
    code = "bad-email"
    message = "This is not a complete e-mail address. It looks like name@example.org."


class BadChoice(RegistrationError):
    code = "bad-choice"
    message = "Please choose one of the given answers."


class Invalid(RegistrationError):
    """Several fields are at fault; ``faults`` holds one error a field."""

    code = "invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, RegistrationError]) -> None:
        super().__init__()
        self.faults = faults


class NotOpen(RegistrationError):
    code = "registration-not-open"
    status = 409
    message = "Registration is not open at the moment."


class InvitationNeeded(RegistrationError):
    code = "invitation-needed"
    status = 403
    message = "This congress is by invitation. Please use the code or the link that you were given."


class CongressFull(RegistrationError):
    code = "congress-full"
    status = 409
    message = "All places are taken. You can join the waiting list."


class QuotaFull(CongressFull):
    """The congress has room, but not for everybody: ``quotas`` say of what there is none left."""

    code = "quota-full"
    message = "All places of this kind are taken: %(quotas)s. You can choose differently or join the waiting list."

    def __init__(self, *, quotas: Sequence[Named], field: str) -> None:
        super().__init__(field=field, quotas="; ".join(quota.in_language("en") for quota in quotas))
        self.quotas = quotas

    def details_in(self, language: str) -> Mapping[str, object]:
        return {"quotas": "; ".join(quota.in_language(language) for quota in self.quotas)}


class PartyTooLarge(RegistrationError):
    code = "party-too-large"
    message = "A group can have at most %(most)s people."


class NotWaiting(RegistrationError):
    code = "not-waiting"
    status = 409
    message = "This person is no longer on the waiting list."


class NoReason(RegistrationError):
    code = "no-reason"
    message = "Please say why; the journal keeps it."


class DeadlinePassed(RegistrationError):
    code = "deadline-passed"
    status = 409
    message = "The time for this has passed, and the place was given back. You can register again."


class WrongState(RegistrationError):
    code = "wrong-state"
    status = 409
    message = "This registration is no longer in the state for this step. Please load the page again."


class AlreadyRegistered(RegistrationError):
    code = "already-registered"
    status = 409
    message = "Somebody is registered with this address already."
