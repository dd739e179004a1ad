"""Pure decisions about money. Amounts are whole cents of the euro; banks' formats are cited where they are met."""

import enum
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from registration.fees import errors

MOST_CENTS = 1_000_000_00
LONGEST_HOLDER = 70  # EPC069-12: the name of the beneficiary
_REFERENCE = re.compile(r"(?=(RF(?:\s?[0-9]){2}(?:\s?[0-9A-Z]){1,21}))")  # each RF, also inside what another swallowed
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_LENGTH_DE = 22


class InvoiceState(enum.StrEnum):
    """How an invoice stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    PARTLY = "partly"  # something came, not all
    PAID = "paid"
    EXCESS = "excess"  # more came than was asked, or something for a cancelled one: to be given back
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Account:
    """Where the money shall go."""

    holder: str
    iban: str
    bic: str = ""


def clean_iban(typed: str) -> str:
    """Check an IBAN by ISO 13616 (mod 97; 22 places in Germany) and write it without spaces; raises BadIban."""
    iban = "".join(typed.split()).upper()
    if not _IBAN.fullmatch(iban) or _remainder(iban[4:] + iban[:4]) != 1:
        raise errors.BadIban(field="iban")
    if iban.startswith("DE") and len(iban) != _LENGTH_DE:
        raise errors.BadIban(field="iban")
    return iban


def clean_bic(typed: str) -> str:
    """Check the form of a BIC (ISO 9362), or let none pass; raises BadBic."""
    bic = "".join(typed.split()).upper()
    if bic and not _BIC.fullmatch(bic):
        raise errors.BadBic(field="bic")
    return bic


def spaced(number: str) -> str:
    """Write an IBAN or reference in groups of four, as paper does."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def cents_of(typed: str, *, field: str) -> int:
    """Read an amount of euros, with comma or point; raises BadAmount."""
    text = "".join(typed.split()).removesuffix("€").removesuffix("EUR")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        cents = Decimal(text or "0") * 100
    except InvalidOperation:
        raise errors.BadAmount(field=field, most=MOST_CENTS // 100) from None
    if not cents.is_finite() or cents != cents.to_integral_value() or not 0 <= cents <= MOST_CENTS:
        raise errors.BadAmount(field=field, most=MOST_CENTS // 100)
    return int(cents)


def reference_of(congress_id: int, number: int) -> str:
    """Make the creditor reference of an invoice (ISO 11649): RF, two check digits, and digits that name it.

    Banks carry it unchanged, and a slip in one place or two swapped places is noticed.
    """
    body = f"{congress_id:03d}{number:06d}"
    return f"RF{98 - _remainder(body + 'RF00'):02d}{body}"


def references_in(text: str) -> list[str]:
    """Find the sound creditor references in what a payer wrote, however it is spaced and whatever stands around it."""
    found = []
    for match in _REFERENCE.finditer(text.upper()):
        letters = "".join(match[1].split())
        # What follows the reference may have been swallowed: the longest sound beginning counts.
        ends = (end for end in range(len(letters), 4, -1) if _remainder(letters[4:end] + letters[:4]) == 1)
        found += [letters[:end] for end in ends]
    return found


def girocode(account: Account, *, cents: int, reference: str) -> str:
    """Write the payload of a GiroCode (EPC069-12, version 002, UTF-8, structured reference)."""
    amount = f"EUR{cents // 100}.{cents % 100:02d}"
    holder = account.holder[:LONGEST_HOLDER]
    return f"BCD\n002\n1\nSCT\n{account.bic}\n{holder}\n{account.iban}\n{amount}\n\n{reference}"


def state_of(*, cents: int, paid: int, due_on: date, is_cancelled: bool, today: date) -> InvoiceState:
    """Tell how an invoice of *cents* stands when *paid* cents have come for it."""
    if paid > (0 if is_cancelled else cents):
        return InvoiceState.EXCESS
    if is_cancelled:
        return InvoiceState.CANCELLED
    if paid == cents:
        return InvoiceState.PAID
    if due_on < today:
        return InvoiceState.OVERDUE
    return InvoiceState.PARTLY if paid else InvoiceState.OPEN


def _remainder(text: str) -> int:
    """Compute ISO 7064 mod 97-10 of letters (A is 10) and digits."""
    return int("".join(str(int(letter, 36)) for letter in text)) % 97
