from datetime import UTC, date, datetime, timedelta

import pytest

from app.congress import errors, rules
from app.congress.rules import Basics, Deadlines, Phase

BERLIN = "Europe/Berlin"
DAY = date(2027, 11, 8)


@pytest.mark.parametrize("slug", ["bbe-2027", "a1", "x" * 60])
def test_an_address_may_hold_letters_digits_and_hyphens(slug):
    assert rules.check_slug(slug) == slug


@pytest.mark.parametrize("slug", ["", "a", "-a", "a-", "Ab", "ä1", "a b", "a/b", "x" * 61, "a\n", "a.b", "٣٤"])
def test_an_address_that_browsers_would_bend_is_refused(slug):
    with pytest.raises(errors.BadSlug) as refused:
        rules.check_slug(slug)

    assert refused.value.field == "slug"


@pytest.mark.parametrize("slug", ["organise", "api", "new", "static", "account"])
def test_an_address_of_the_house_itself_is_refused(slug):
    with pytest.raises(errors.SlugReserved):
        rules.check_slug(slug)


def basics(**values):
    return Basics(**{"title": {"de": "Kongress"}, "languages": ("de",), "starts_on": DAY, "ends_on": DAY} | values)


def test_a_congress_of_one_day_is_one():
    rules.check_basics(basics())


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"ends_on": DAY - timedelta(days=1)}, errors.EndsBeforeStart, "ends_on"),
        ({"ends_on": DAY + timedelta(days=61)}, errors.TooLong, "ends_on"),
        ({"zone": "Europe/Bielefeld"}, errors.UnknownZone, "zone"),
        ({"zone": "CET"}, errors.UnknownZone, "zone"),
        ({"zone": "../etc/passwd"}, errors.UnknownZone, "zone"),
    ],
)
def test_days_and_zones_that_cannot_be_are_refused(values, error, field):
    with pytest.raises(error) as refused:
        rules.check_basics(basics(**values))

    assert refused.value.field == field


def test_every_offered_zone_is_one():
    assert {rules.check_zone(zone) for zone in rules.offered_zones()} == rules.zones()
    assert len(rules.offered_zones()) == len(rules.zones())


def deadlines(**values):
    empty = {"opens_at": None, "closes_at": None, "preferences_until": None}
    return Deadlines(**empty | {"confirm_hours": 72, "offer_hours": 48, "wishes": 3} | values)


def test_deadlines_follow_each_other():
    at = datetime(2027, 5, 3, 12, tzinfo=UTC)

    rules.check_deadlines(deadlines())
    rules.check_deadlines(deadlines(opens_at=at, closes_at=at + timedelta(days=1), preferences_until=at + timedelta(2)))
    with pytest.raises(errors.ClosesBeforeOpening):
        rules.check_deadlines(deadlines(opens_at=at, closes_at=at))
    with pytest.raises(errors.WishesEndTooEarly):
        rules.check_deadlines(deadlines(opens_at=at, preferences_until=at - timedelta(hours=1)))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("", None),
        ("52.5200, 13.3886", (52.52, 13.3886)),
        ("-33.9;18.4", (-33.9, 18.4)),
        ("52 13", (52.0, 13.0)),
    ],
)
def test_coordinates_are_read_as_maps_show_them(typed, place):
    assert rules.coordinates_of(typed) == place


@pytest.mark.parametrize("typed", ["52.5", "91, 0", "0, 181", "nan, inf", "52,5 13,4", "here", "1e9, 1e9"])
def test_coordinates_that_are_none_are_refused(typed):
    with pytest.raises(errors.BadCoordinates):
        rules.coordinates_of(typed)


def test_wall_clocks_are_read_in_the_zone_of_the_congress():
    noon = datetime(2027, 7, 1, 12, 0)  # noqa: DTZ001 -- a clock on a wall has no zone

    instant = rules.instant_of(noon, BERLIN, field="starts")

    assert instant == datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
    assert rules.wall_of(instant, BERLIN) == noon


def test_the_hour_that_spring_leaves_out_is_refused():
    with pytest.raises(errors.NoSuchTime) as refused:
        rules.instant_of(datetime(2027, 3, 28, 2, 30), BERLIN, field="starts")  # noqa: DTZ001 -- as above

    assert refused.value.field == "starts"


def test_the_hour_that_comes_twice_in_autumn_is_the_first_unless_it_stood_there_before():
    twice = datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001 -- as above
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)

    assert rules.instant_of(twice, BERLIN, field="x") == second - timedelta(hours=1)
    assert rules.instant_of(twice, BERLIN, field="x", before=second) == second


@pytest.mark.parametrize(
    ("hours", "phase"),
    [(-1, Phase.ANNOUNCED), (0, Phase.OPEN), (24, Phase.CLOSED), (24 * 7, Phase.RUNNING), (24 * 8, Phase.OVER)],
)
def test_a_congress_goes_through_its_life(hours, phase):
    opens_at = datetime(2027, 10, 31, 22, 59, tzinfo=UTC)  # a minute before the first of November in Berlin
    told = {"starts_on": DAY, "ends_on": DAY, "zone": BERLIN, "opens_at": opens_at}
    now = opens_at + timedelta(hours=hours, minutes=1 if hours > 24 else 0)

    assert rules.phase(is_public=True, closes_at=opens_at + timedelta(days=1), now=now, **told) is phase


def test_a_congress_that_is_not_public_is_in_preparation():
    told = {"starts_on": DAY, "ends_on": DAY, "zone": BERLIN, "opens_at": None, "closes_at": None}

    assert rules.phase(is_public=False, now=datetime(2027, 1, 1, tzinfo=UTC), **told) is Phase.PREPARING
