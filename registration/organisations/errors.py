"""What the register of organisations refuses."""

from app.errors import DomainError


class OrganisationTaken(DomainError):
    """Two spellings of one name would split those who come from there."""

    code = "organisation-taken"
    status = 409
    message = (
        "This organisation is in the list already, perhaps spelt in another way. Please change that entry instead."
    )


class NoName(DomainError):
    """The name holds no letter or digit, so that nobody could be found by it."""

    code = "no-name"
    message = "Please give a name with letters or digits."
