"""Bank statements → payments received. The formats are read by their libraries; what is decided here is which columns a CSV means."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO

import mt940
from defusedxml import ElementTree as SafeXml
from defusedxml.common import DefusedXmlException
from pycamt.parser import Camt053ParseError, Camt053Parser

from registration.fees.errors import Unreadable

MOST_ENTRIES = 20_000
# Headings of the banks' CSV files, folded; the first that is there counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "booked_on": (
        "buchungstag",
        "buchungsdatum",
        "buchung",
        "datum",
        "valutadatum",
        "wertstellung",
        "booking date",
        "date",
    ),
    "amount": ("betrag", "betrag (eur)", "betrag (€)", "umsatz", "umsatz in eur", "amount", "amount (eur)"),
    "text": (
        "verwendungszweck",
        "vwz",
        "buchungstext/verwendungszweck",
        "remittance information",
        "reference",
        "purpose",
        "description",
    ),
    "payer": (
        "beguenstigter/zahlungspflichtiger",
        "begünstigter/zahlungspflichtiger",
        "name zahlungsbeteiligter",
        "zahlungspflichtige*r",
        "auftraggeber/empfänger",
        "auftraggeber",
        "name",
        "payer",
        "counterparty",
    ),
}
# What the readers raise where a file is not what it seems to be.
UNREADABLE = (
    ValueError,
    OverflowError,
    KeyError,
    TypeError,
    AttributeError,
    InvalidOperation,
    csv.Error,
    SafeXml.ParseError,
    Camt053ParseError,
)
_DAYS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class Entry:
    """Money that came: whole cents, and what the payer wrote. ``key`` is the same whenever the same entry is read again."""

    booked_on: date
    cents: int
    payer: str
    text: str
    key: str


def read_statement(content: bytes) -> list[Entry]:
    """Read the money received from a CAMT.053, MT940 or CSV file; money sent is left out.

    Equal entries of one file stay apart by their number. Raises Unreadable for anything else, and for files that could hurt.
    """
    try:
        found = [(day, _cents(amount), payer, text) for day, amount, payer, text in _entries(content)]
    except UNREADABLE as fault:
        raise Unreadable(field="file") from fault
    seen: dict[str, int] = {}
    entries = []
    for booked_on, cents, payer, text in found:
        if cents <= 0:
            continue
        told = f"{booked_on.isoformat()}|{cents}|{payer}|{text}"
        seen[told] = seen.get(told, 0) + 1
        key = hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()
        entries.append(Entry(booked_on, cents, payer[:200], text[:500], key))
    return entries


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


_Raw = tuple[date, Decimal, str, str]


def _entries(content: bytes) -> Iterator[_Raw]:
    text = _decoded(content)
    if text.lstrip().startswith("<"):
        yield from _camt(text)
    elif ":20:" in text and ":61:" in text:
        yield from _mt940(text)
    else:
        yield from _csv(text)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(field="file")


def _camt(text: str) -> Iterator[_Raw]:
    """Read CAMT.053 (ISO 20022); entities and other documents are refused before the library sees them."""
    try:
        SafeXml.fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as fault:
        raise Unreadable(field="file") from fault
    for entry in Camt053Parser(re.sub(r"^\s*<\?xml[^>]*\?>", "", text)).get_transactions():
        amount = Decimal(str(entry["Amount"]))
        sign = -1 if entry.get("CreditDebitIndicator") == "DBIT" else 1
        booked = date.fromisoformat(str(entry["BookingDate"] or entry["ValueDate"])[:10])
        if entry.get("ReversalIndicator") == "true":
            continue
        said = (entry.get(name) for name in ("RemittanceInformation", "RemittanceInformationFull", "EndToEndId"))
        words = " ".join(dict.fromkeys(str(part) for part in said if part))
        yield booked, sign * amount, str(entry.get("DebtorName") or ""), words


def _mt940(text: str) -> Iterator[_Raw]:
    for entry in mt940.parse(text):
        told = entry.data
        words = " ".join(
            str(told[name]) for name in ("purpose", "transaction_details", "end_to_end_reference") if told.get(name)
        )
        yield told["date"], told["amount"].amount, str(told.get("applicant_name") or ""), " ".join(words.split())


def _csv(text: str) -> Iterator[_Raw]:
    """Read the CSV of a bank: its heading is the first line that names a day, an amount and a text."""
    lines = text.splitlines()[:MOST_ENTRIES]
    for number, line in enumerate(lines[:30]):
        delimiter = max(";,\t", key=line.count)
        heading = [_folded(name) for name in next(csv.reader([line], delimiter=delimiter), [])]
        places = {
            field: next((heading.index(name) for name in names if name in heading), -1)
            for field, names in COLUMNS.items()
        }
        if min(places["booked_on"], places["amount"], places["text"]) >= 0:
            rows = csv.reader(StringIO("\n".join(lines[number + 1 :])), delimiter=delimiter)
            yield from (_row(row, places) for row in rows if len(row) > max(places["booked_on"], places["amount"]))
            return
    raise Unreadable(field="file")


def _row(row: list[str], places: Mapping[str, int]) -> _Raw:
    def cell(name: str) -> str:
        place = places[name]
        return " ".join(row[place].split()) if 0 <= place < len(row) else ""

    return _day(cell("booked_on")), _amount(cell("amount")), cell("payer"), cell("text")


def _folded(heading: str) -> str:
    return " ".join(heading.strip().strip('"').casefold().split())


def _day(text: str) -> date:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    msg = f"no day: {text!r}"
    raise ValueError(msg)


def _amount(text: str) -> Decimal:
    plain = text.replace("€", "").replace("EUR", "").replace("\u00a0", "").replace(" ", "")
    if "," in plain and plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    return Decimal(plain.replace(",", ""))
