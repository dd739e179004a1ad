"""The guest asks, the organiser answers, and the proof stands where both find it."""

import io
import json
import re
import zipfile

import pytest
from browsing import enter, make_account, submit
from builders import SECRET, make_congress, make_forum, make_participant, make_preferences
from pypdf import PdfReader

from app.feature import PersonalData
from registration.participants.service import link_of
from registration.privacy import export


@pytest.fixture
def asked(app, writing):
    """A congress with its organiser, and a guest's browser address."""
    with writing() as session:
        congress = make_congress(session, slug="asked")
        guest = make_participant(session, congress, name="Ada Lovelace", food="vegan")
        make_preferences(session, guest, make_forum(session, congress, number=4))
        make_account(session, "boss@example.org", organises=congress)
    office = app.test_client()
    enter(office, "boss@example.org")
    return office, app.test_client(), guest, f"/asked/my/{link_of(guest, secret=SECRET)}/data"


def unpacked(answer):
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_guest_takes_along_what_is_held_and_so_does_who_answers_them(asked):
    office, browser, guest, data = asked

    own = json.loads(unpacked(browser.get(f"{data}/export.zip?lang=en"))["data.json"])
    answered = json.loads(
        unpacked(office.get(f"/organise/asked/privacy/people/{guest.public_id}/export.zip"))["data.json"]
    )

    held = {part["table"]: part["rows"] for part in own["held"]}
    assert held["participant"][0]["name"] == "Ada Lovelace"
    assert held["preference"] == [{"rank": 1, "forum": 4}]
    assert [row["action"] for row in held["journal_entry"]] == ["participant.registered", "participant.confirmed"]
    assert not {"link_digest", "feed_digest"} & held["participant"][0].keys()
    assert [part["rows"] for part in answered["held"]] == [part["rows"] for part in own["held"]]


def test_asked_by_the_guest_done_by_the_organiser_proved_to_both(asked):
    office, browser, guest, data = asked
    page = f"/organise/asked/privacy/people/{guest.public_id}"

    assert submit(browser, data, {}, to=f"{data}/erasure").status_code == 303
    proof = re.search(r"/asked/erasures/[0-9a-f]{16}", browser.get(data).text)[0]
    waiting = browser.get(f"{proof}?lang=en").text
    wishes = office.get("/organise/asked/privacy").text
    unmeant = submit(office, page, {})
    done = submit(office, page, {"is_meant": "y"})

    assert "The organisers answer within a month" in waiting
    assert "Ada Lovelace" in wishes
    assert (unmeant.status_code, done.status_code) == (422, 303)
    for shown in (browser.get(f"{proof}?lang=en").text, office.get(f"{done.location}?lang=en").text):
        assert "The person asked for it" in shown
        assert "Wishes for forums" in shown
        assert "Ada" not in shown
    papers = [browser.get(f"{proof}/proof.pdf?lang=en"), office.get(f"{done.location}/proof.pdf?lang=en")]
    for paper in papers:
        words = PdfReader(io.BytesIO(paper.data)).pages[0].extract_text()
        assert [told in words for told in (proof[-16:], "Wishes for forums", "Ada")] == [True, True, False]
    assert browser.get("/asked/erasures/0123456789abcdef/proof.pdf").status_code == 404
    assert browser.get(data).status_code == 404
    assert "Ada" not in office.get("/organise/asked/privacy").text


def test_a_wish_is_taken_back(asked):
    _office, browser, _guest, data = asked
    submit(browser, data, {}, to=f"{data}/erasure")

    submit(browser, data, {}, to=f"{data}/erasure/withdraw")

    assert "/asked/erasures/" not in browser.get(data).text


def test_files_have_names_that_lead_nowhere():
    data = PersonalData(table="answer", label="Answers")
    attached = [("../../etc/passwd", b"one"), ("Müller, Zeugnis.pdf", b"two"), ("...", b"three")]

    content = export.as_zip([(data, [])], attached, congress="c", label=str, now=None)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [
            "data.json",
            "files/001-_.._etc_passwd",
            "files/002-Müller_ Zeugnis.pdf",
            "files/003-file",
        ]
