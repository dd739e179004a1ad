"""What the demonstration refuses."""

from app.errors import DomainError


class NotInProduction(DomainError):
    """The example logins have passwords that everybody can read in the source."""

    code = "no-demo-in-production"
    status = 403
    message = "Example congresses are not loaded in production, since their passwords are public. Unset REIHUM_ENV to try reihum out."
