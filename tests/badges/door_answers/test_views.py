"""Whoever stands at the door is asked what the congress wants to know there, and nothing else is touched."""

import re
from html import unescape
from io import BytesIO

import pytest
from browsing import submit
from builders import NOON, make_congress, make_participant

from app.accounts.models import Part
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from registration.fields import queries as form_of
from registration.fields import service as fields
from registration.fields.answers import Told
from registration.fields.arranging import FieldRequest, OptionRow
from registration.fields.rules import Condition, Kind
from registration.participants import queries as participants

HOME = "/gate/bbe/answers"


def entry(html, name):
    """Find what a hidden entry of a form holds."""
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)[1]


@pytest.fixture
def bbe(writing):
    """A congress that asks at the door for headphones, then hours, a secret one, food, and at registration for a hotel."""
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        yes_no = (OptionRow("", {"de": "Ja", "en": "Yes"}), OptionRow("", {"de": "Nein", "en": "No"}))
        wanted = [
            FieldRequest(
                kind=Kind.CHOICE, label={"de": "Kopfhörer", "en": "Headphones"}, options=yes_no, seen_by="gate"
            ),
            FieldRequest(
                kind=Kind.NUMBER,
                label={"de": "Stunden", "en": "Hours"},
                condition=Condition("headphones", ("yes",)),
                seen_by="gate",
            ),
            FieldRequest(kind=Kind.TEXT, label={"de": "Pfand", "en": "Deposit"}),
            FieldRequest(
                kind=Kind.NUMBER,
                label={"de": "Nächte", "en": "Nights"},
                condition=Condition("headphones", ("no",)),
                seen_by="gate",
            ),
            FieldRequest(kind=Kind.FILE, label={"de": "Pass", "en": "Pass"}, seen_by="gate"),
        ]
        for request in wanted:
            at_door = {name: getattr(request, name) for name in request.__dataclass_fields__} | {"at_door": True}
            fields.add_field(session, congress, FieldRequest(**at_door), actor="test", now=NOON)
            session.flush()  # the next one may wait for it
        fields.add_field(session, congress, FieldRequest(kind=Kind.TEXT, label={"de": "Hotel"}), actor="test", now=NOON)
        food = FieldRequest(kind=Kind.TEXT, label={}, at_door=True, seen_by="gate")
        fields.change_field(session, congress, "food", food, actor="test", now=NOON)
        return congress


@pytest.fixture
def ada(writing, bbe):
    """Somebody who is inside, and told at registration where they stay; and what only organisers may read."""
    with writing() as session:
        person = make_participant(session, bbe, name="Ada", pronouns="she")
        told = Told(frozenset({"hotel", "deposit"}), {"hotel": "Adler", "deposit": "ten"})
        plan = form_of.plan(session, bbe.id)
        fields.keep(session, plan, told, participant_id=person.id, congress_id=bbe.id, actor="test", now=NOON)
        code = badges.badge_of(session, person, now=NOON).code
        scan = ScanRequest("00000000-0000-4000-8000-000000000001", 1, code, NOON, "East")
        checkin.record_scans(session, bbe, device="d", scans=[scan], actor="key:1", now=NOON)
        make_participant(session, bbe, name="Bob")
        return person


def test_at_the_door_some_questions_are_asked_and_answered(organiser_of, writing, bbe, ada):
    door = organiser_of(bbe, Part.GATE)
    door.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = f"{HOME}/{ada.public_id}"
    found, searched = door.get(HOME).text, door.get(f"{HOME}?text=bo").text
    asked = unescape(door.get(page).text)

    paper = {"own-pass": (BytesIO(b"%PDF-1.4 %%EOF"), "pass.pdf")}
    wrong = submit(door, page, {"own-headphones": "yes", "own-hours": "many", "food": "vegan", **paper})
    kept = {"own-pass-kept": entry(wrong.text, "own-pass-kept")}
    told = {"own-headphones": "yes", "own-hours": "3", "own-nights": "2", "food": "vegan", "own-hotel": "X"}
    done = submit(door, page, told | kept)
    again = unescape(door.get(page).text)

    assert ("Ada" in found, "Bob" in found, "Bob" in searched, "Ada" in searched) == (True, False, True, False)
    assert [
        f'name="{name}"' in asked for name in ("own-headphones", "own-hours", "own-deposit", "food", "own-hotel")
    ] == [
        *[True] * 4,
        False,
    ]
    assert ("There is an answer already" in asked, "ten" in asked.split("<form")[1]) == (True, False)
    assert (wrong.status_code, "Please give a number" in wrong.text, done.status_code) == (422, True, 303)
    assert 'value="3"' in again
    with writing() as session:
        person = participants.by_id(session, ada.id)
        assert (person.food, person.pronouns) == ("vegan", "she")
        answers = form_of.answers(session, ada.id)
        file = answers.pop("pass")
        assert answers == {"headphones": "yes", "hours": 3, "hotel": "Adler", "deposit": "ten"}
        assert (file["name"], file["type"]) == ("pass.pdf", "pdf")
    assert "pass.pdf" in again
    assert "Questions at the door" in door.get("/gate/bbe/").text
