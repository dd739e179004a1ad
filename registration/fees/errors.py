"""What the rules of fees refuse."""

from app.errors import DomainError


class FeesError(DomainError):
    """The rules of fees say no."""

    code = "fees-refused"


class BadIban(FeesError):
    """Not an IBAN, or one with a slip in it."""

    code = "bad-iban"
    message = (
        "This IBAN is not right: a letter or digit is missing or swapped. Please compare it with your bank's papers."
    )


class BadBic(FeesError):
    """Not a BIC."""

    code = "bad-bic"
    message = "A BIC has eight or eleven letters and digits. It may be left empty for accounts in the euro area."


class BadAmount(FeesError):
    """Not an amount of money."""

    code = "bad-amount"
    message = "Please give an amount in euros such as 40 or 39.50, at most %(most)s."


class Unreadable(FeesError):
    """A file that is no bank statement that we know."""

    code = "unreadable-statement"
    message = "This is not a bank statement that can be read. Save it at your bank as CAMT.053 (XML), MT940 or CSV and try again."


class NoTerms(FeesError):
    """Money is asked for before anybody said where it shall go."""

    code = "no-terms"
    message = "Please give the account and the sender of the invoices first."


class NoSuchInvoice(FeesError):
    """No invoice bears this number."""

    code = "no-such-invoice"
    message = "There is no invoice with this number. It stands at its head, and in the list below."


class AlreadyPaid(FeesError):
    """What is paid is not reminded of."""

    code = "already-paid"
    status = 409
    message = "This invoice is paid or cancelled already."
