from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from badges.certificates.rules import Passing, Span, days_there, merged, time_there

BERLIN = "Europe/Berlin"


def at(hour, minute=0, day=8):
    return datetime(2027, 11, day, hour, minute, tzinfo=ZoneInfo(BERLIN))


PROGRAMME = [Span(at(9), at(11)), Span(at(10), at(12)), Span(at(13), at(15)), Span(at(9, day=9), at(10, day=9))]


def hours(*passings):
    return time_there(passings, PROGRAMME, zone=BERLIN) / timedelta(hours=1)


def test_the_programme_during_a_stay_counts_once_and_breaks_do_not():
    assert merged(PROGRAMME)[0] == Span(at(9), at(12))
    assert hours(Passing(at(8)), Passing(at(18), leaves=True)) == 5
    assert hours(Passing(at(9, 50)), Passing(at(11, 20), leaves=True)) == 1.5
    assert hours(Passing(at(9, 50)), Passing(at(11, 19), leaves=True)) == 1.25


def test_whoever_never_went_out_stayed_until_the_end_of_that_day():
    assert hours(Passing(at(11))) == 3
    assert hours(Passing(at(11)), Passing(at(9, 30, day=9))) == 3.5
    assert hours(Passing(at(9)), Passing(at(10), leaves=True), Passing(at(14)), Passing(at(14, 10))) == 2
    assert hours(Passing(at(16))) == hours(Passing(at(9), leaves=True)) == hours() == 0


def test_days_are_those_of_the_congress():
    late = datetime.fromisoformat("2027-11-08T23:30:00+00:00")

    assert days_there([Passing(at(9)), Passing(at(10)), Passing(late)], zone=BERLIN) == [
        date(2027, 11, 8),
        date(2027, 11, 9),
    ]
