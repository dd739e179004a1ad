"""What print runs refuse."""

from app.errors import DomainError


class RunUnderWay(DomainError):
    code = "print-run-under-way"
    status = 409
    message = "Badges are being written already. Please wait until they are done, or stop that run."
