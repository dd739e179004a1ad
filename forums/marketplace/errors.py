"""What the marketplace refuses."""

from collections.abc import Mapping

from app.errors import DomainError


class MarketplaceError(DomainError):
    """Something about a stand cannot be taken as it is."""

    code = "stand-refused"


class StandInvalid(MarketplaceError):
    """Several fields are at fault; ``faults`` holds one error a field."""

    code = "stand-invalid"
    message = "Please check the marked fields."

    def __init__(self, *, faults: Mapping[str, DomainError]) -> None:
        super().__init__()
        self.faults = faults


class NoSuchStep(MarketplaceError):
    code = "no-such-stand-step"
    status = 409
    message = "A stand in this state cannot take this step."
