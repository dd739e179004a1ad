"""What the day of the market refuses."""

from forums.marketplace.errors import MarketplaceError


class NothingIsGiven(MarketplaceError):
    """The same for an unknown badge as for one whose bearer does not want it: a stand learns nothing of either."""

    code = "nothing-is-given"
    message = "Nothing is given with this badge. Whoever wants to give their details allows it on their own page first."


class NotABadge(MarketplaceError):
    code = "not-a-badge"
    message = "This is not the code of a badge. It begins with C1 and has 28 letters and digits."


class NoFeedback(MarketplaceError):
    code = "no-feedback"
    message = "Please write what you want to tell the stand."


class NoDocument(MarketplaceError):
    code = "no-document"
    message = "Please choose a PDF file."


class NoTitle(MarketplaceError):
    code = "no-title-of-document"
    message = "Please say what the document is about."


class TooManyDocuments(MarketplaceError):
    code = "too-many-documents"
    message = "A stand shows %(most)s documents at most. Please remove one first."


class TooMuchFeedback(MarketplaceError):
    code = "too-much-feedback"
    status = 429
    message = "This stand has been told a lot in a short time. Please try again in a few minutes."


class NoMarket(MarketplaceError):
    code = "no-market"
    status = 409
    message = "This congress has no market yet. Please set it up first."
