from datetime import timedelta

import pytest
from builders import NOON
from flask import Flask, url_for

from app.congress.models import Congress
from app.congress.rules import Phase
from app.organiser.next_steps import next_steps

DAY = timedelta(days=1)
OPEN = {"registration_opens_at": NOON - DAY, "wishes": 3}


def endpoints(app: Flask, phase: Phase, *, has_forums=True, is_complete=True, **columns) -> list[str]:
    congress = Congress(slug="spring", **columns)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        steps = next_steps(congress, phase, has_forums=has_forums, is_complete=is_complete, now=NOON)
        assert all(url_for(step.endpoint, congress="spring") and step.text for step in steps)
    return [step.endpoint for step in steps]


@pytest.mark.parametrize(
    ("phase", "columns", "first"),
    [
        (Phase.PREPARING, {}, "publication.publication"),
        (Phase.ANNOUNCED, {}, "deadlines.deadlines"),
        (Phase.ANNOUNCED, OPEN | {"wishes": 0}, "organiser_participants.participants"),
        (Phase.OPEN, OPEN, "assignment_organiser.assignment"),
        (Phase.CLOSED, OPEN | {"wishes": 0}, "badges.choose"),
        (Phase.RUNNING, OPEN, "checkin.gate"),
        (Phase.OVER, OPEN, "organiser_participants.participants"),
    ],
)
def test_each_phase_leads_somewhere(app, phase, columns, first):
    assert endpoints(app, phase, **columns)[0] == first


def test_forums_come_before_badges_and_only_where_there_are_any(app):
    assert endpoints(app, Phase.CLOSED, **OPEN) == ["assignment_organiser.assignment", "badges.choose"]
    assert endpoints(app, Phase.CLOSED, has_forums=False, **OPEN) == ["badges.choose"]


def test_the_sentence_knows_deadline_and_publication(app):
    def sentence(**columns):
        with app.test_request_context(headers={"Accept-Language": "en"}):
            congress = Congress(slug="spring", **(OPEN | columns))
            return next_steps(congress, Phase.OPEN, has_forums=True, is_complete=True, now=NOON)[0].text

    said = [
        sentence(preferences_until=NOON + DAY),
        sentence(preferences_until=NOON),
        sentence(preferences_until=NOON, assignment_published_at=NOON),
    ]

    assert [text.split()[0:3] for text in said] == [
        ["Guests", "give", "their"],
        ["The", "time", "for"],
        ["The", "forums", "are"],
    ]


def test_a_congress_that_lacks_something_is_told_so(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        told = [
            next_steps(Congress(slug="spring"), Phase.PREPARING, has_forums=False, is_complete=done, now=NOON)[0].text
            for done in (False, True)
        ]

    assert "missing" in told[0]
    assert "let the public see" in told[1]
