"""What categories and quotas refuse."""

from app.errors import DomainError


class PlacesError(DomainError):
    """A category or quota cannot be as it is wanted."""

    code = "places-refused"


class NoLabel(PlacesError):
    code = "no-label"
    message = "Please say what the category is called."


class CategoryInUse(PlacesError):
    code = "category-in-use"
    status = 409
    message = "Somebody is registered in this category. Close it instead, or put them into another category first."


class LastCategory(PlacesError):
    code = "last-category"
    status = 409
    message = "A congress needs one category that is open to guests."


class CoversEveryone(PlacesError):
    code = "covers-everyone"
    message = "Please choose a category, a day or an organisation. How many places the congress has as a whole stands with the deadlines."


class QuotaTaken(PlacesError):
    code = "quota-taken"
    status = 409
    message = "There is a quota for this already."


class UnknownDay(PlacesError):
    code = "unknown-day"
    message = "The congress does not take place on this day."
