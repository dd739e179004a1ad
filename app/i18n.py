"""Languages: which the pages speak, how texts choose theirs, how days and times are written."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency

PAGE_LANGUAGES: Final = {"de": "Deutsch", "en": "English"}
# Languages a guest may name as theirs; mails and pages fall back to the nearest of PAGE_LANGUAGES.
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "prs", "ckb", "he", "ur"})


def spoken_language(*wishes: str) -> str:
    """Choose the first of some wished languages that the pages speak, else English."""
    return next((language for language in wishes if language in PAGE_LANGUAGES), "en")


def language_name(code: str, language: str) -> str:
    """Name the language *code* in *language*: 'Arabisch', 'Arabic'; a code that nobody knows stays as it is."""
    return str(Locale.parse(language).languages.get(code, code))


def direction_of(language: str) -> str:
    """Tell the text direction of a language: 'ltr' or 'rtl'."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def long_day(day: date, language: str) -> str:
    """Write a day out: 'Do., 9. November 2017', 'Thu, 9 November 2017'."""
    pattern = "EEE, d. MMMM y" if language == "de" else "EEE, d MMMM y"
    return format_date(day, pattern, locale=language)


def days(first: date, last: date, language: str) -> str:
    """Write a range of days: '9.–10. November 2017', '9–10 November 2017'."""
    dot = "." if language == "de" else ""
    if first == last:
        return format_date(first, f"d{dot} MMMM y", locale=language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{dot}–{format_date(last, f'd{dot} MMMM y', locale=language)}"
    return f"{format_date(first, f'd{dot} MMMM', locale=language)} – {format_date(last, f'd{dot} MMMM y', locale=language)}"


def clock_time(instant: datetime, zone: str, language: str) -> str:
    """Write the time of day in *zone*: '10:00'."""
    return format_time(instant.astimezone(ZoneInfo(zone)), "HH:mm", locale=language)


def moment(instant: datetime, zone: str, language: str) -> str:
    """Write an instant out with its day and time in *zone*: 'Do., 9. November 2017, 10:00 Uhr'."""
    local = instant.astimezone(ZoneInfo(zone))
    ending = " Uhr" if language == "de" else ""
    return f"{long_day(local.date(), language)}, {clock_time(instant, zone, language)}{ending}"


def short_day(day: date, language: str) -> str:
    """Write a day for a narrow column: '07.10.2017', '7 Oct 2017'."""
    return str(format_date(day, "dd.MM.y" if language == "de" else "d MMM y", locale=language))


def short_moment(instant: datetime, zone: str, language: str) -> str:
    """Write an instant for a narrow column: '07.10.2017, 21:02', '7 Oct 2017, 21:02'."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{short_day(local.date(), language)}, {clock_time(instant, zone, language)}"


def money(cents: int, language: str) -> str:
    """Write an amount of euros: '40,00 €', '€40.00'."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=language)
