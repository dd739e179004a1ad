from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app import i18n
from app.errors import DomainError
from app.factory import features

ROOT = Path(__file__).parent.parent.parent

EVENING = datetime(2017, 11, 9, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ti", "ltr")])
def test_text_runs_as_the_language_does(language, direction):
    assert i18n.direction_of(language) == direction


@pytest.mark.parametrize(
    ("first", "last", "german", "english"),
    [
        (date(2017, 11, 9), date(2017, 11, 9), "9. November 2017", "9 November 2017"),
        (date(2017, 11, 9), date(2017, 11, 10), "9.–10. November 2017", "9–10 November 2017"),
        (date(2016, 9, 29), date(2016, 10, 1), "29. September – 1. Oktober 2016", "29 September – 1 October 2016"),
    ],
)
def test_days_are_written_out(first, last, german, english):
    assert (i18n.days(first, last, "de"), i18n.days(first, last, "en")) == (german, english)


def test_moments_are_told_by_the_clocks_of_the_congress():
    assert i18n.moment(EVENING, "Europe/Berlin", "de") == "Do., 9. November 2017, 23:30 Uhr"
    assert i18n.moment(EVENING, "Europe/Berlin", "en") == "Thu, 9 November 2017, 23:30"
    assert i18n.short_moment(EVENING, "Asia/Tehran", "de") == "10.11.2017, 02:00"


def texts_of_pages():
    """Every msgid that pages, forms, mails and refusals use, with its context."""
    with (ROOT / "app/translations/babel.cfg").open() as configuration:
        methods, options = parse_mapping_cfg(configuration)
    keywords = DEFAULT_KEYWORDS | {"lazy_gettext": None}
    for _, _, message, _, context in extract_from_dir(ROOT, methods, options, keywords):
        yield context, message if isinstance(message, str) else message[0]
    for refusal in every_kind_of(DomainError):
        if not refusal.__module__.startswith(("test_", "tests")):  # tests refuse things of their own
            yield None, refusal.message
    for feature in features():
        yield from ((None, entry.label) for entry in feature.menu)


def every_kind_of(kind):
    yield kind
    for child in kind.__subclasses__():
        yield from every_kind_of(child)


def test_every_text_has_its_german():
    with (ROOT / "app/translations/de/LC_MESSAGES/messages.po").open("rb") as file:
        german = read_po(file, locale="de")

    missing = {
        message
        for context, message in texts_of_pages()
        if not (found := german.get(message, context)) or not found.string
    }

    assert missing == set()


def test_german_fills_the_same_places():
    with (ROOT / "app/translations/de/LC_MESSAGES/messages.po").open("rb") as file:
        german = read_po(file, locale="de")

    faults = {message.id: [str(error) for error in message.check(german)] for message in german if message.id}
    assert {text: errors for text, errors in faults.items() if errors} == {}
