from datetime import date, timedelta

import pytest
from browsing import enter, make_account
from builders import make_congress, make_participant

from app.organiser.charts import HEIGHT, WIDTH, Curve, bars_of, curve_of, registrations

FIRST = date(2027, 3, 3)  # a Wednesday


def test_days_without_a_registration_are_points_too():
    points, is_weekly = curve_of({FIRST: 2, FIRST + timedelta(days=2): 3})

    assert [(point.new, point.total) for point in points] == [(2, 2), (0, 2), (3, 5)]
    assert not is_weekly


def test_half_a_year_is_drawn_by_weeks_that_begin_on_monday_and_lose_nobody():
    counts = {FIRST + timedelta(days=day): 1 for day in range(0, 200, 3)}

    points, is_weekly = curve_of(counts)

    assert is_weekly
    assert {point.day.weekday() for point in points} == {0}
    assert points[-1].total == sum(point.new for point in points) == len(counts)


@pytest.mark.parametrize("counts", [{FIRST: 1}, {FIRST: 1, FIRST + timedelta(days=40): 9}])
def test_the_line_stays_in_its_frame_and_ends_at_the_top(counts):
    line = Curve("", *curve_of(counts)).line
    places = [tuple(map(float, pair.split(","))) for pair in line.split()]

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert places[-1][1] == 0


def test_figures_tell_who_registered_and_how_many_come_through(app, session):
    congress = make_congress(session)
    for sector, confirmed in (("state", True), ("state", True), ("business", False), ("", False)):
        make_participant(session, congress, sector=sector, confirmed=confirmed)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        curve = registrations(session, congress, language="en")
        charts = {chart.title: chart for chart in bars_of(session, congress)}

    assert [row.value for row in charts["From the form to the door"].rows] == [4, 2, 2, 0]
    assert [(row.label, row.value) for row in charts["Sectors"].rows] == [
        ("Politics and state", 2),
        ("Business", 1),
        ("not said", 1),
    ]
    assert charts["Sectors"].caption == "2 of 4: Politics and state"
    assert curve.points[-1].total == 4


@pytest.mark.parametrize("number", [0, 1])
def test_the_page_of_a_congress_with_nobody_says_when_figures_begin(client, writing, number):
    with writing() as session:
        congress = make_congress(session, slug="spring")
        make_account(session, "anna@example.org", organises=congress)
        for _ in range(number):
            make_participant(session, congress)
    enter(client, "anna@example.org")

    page = client.get("/organise/spring/figures?lang=en").text

    assert ("Nobody has registered yet" in page, "<polyline" in page) == (number == 0, number == 1)
