from datetime import UTC, date, datetime

import pytest

from app import i18n

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
