import re

import pytest
from browsing import enter, make_account
from builders import NOON, make_congress, make_participant, make_room

from app.journal.service import record, redact


@pytest.fixture
def eventful(writing):
    """A congress where a guest registered, confirmed and changed answers, and a key added a room; and another congress."""
    with writing() as session:
        congress, other = make_congress(session), make_congress(session)
        guest = make_participant(session, congress, name="Ada Lovelace")
        make_account(session, "boss@example.org", organises=congress)
        make_account(session, "gate@example.org", guards=congress)
        changed = {"fields": ["food", "photo_consent_at"]}
        note(session, "participant.changed", congress, "participant", guest.id, f"participant:{guest.id}", changed)
        note(session, "room.added", congress, "room", make_room(session, congress).id, "key:99")
        note(session, "room.deleted", other, "room", 9, "operator")
    return congress, guest


def note(session, action, congress, kind, number, actor, details=None):
    given = {"subject_kind": kind, "subject_id": number, "now": NOON, "details": details}
    record(session, action, actor=actor, congress_id=congress.id, **given)


def lines(page):
    """What stands in the lines of a journal, without the moment."""
    body = page[page.rindex(">Journal<") :].partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[1:] for row in body.split("</tr>")]
    return [tuple(re.sub(r"<[^>]+>", "", cell).strip() for cell in row) for row in cells if row]


def test_the_journal_is_told_in_words_to_organisers_only(app, eventful, writing):
    congress, guest = eventful
    browser, gate = app.test_client(), app.test_client()
    enter(browser, "boss@example.org")
    enter(gate, "gate@example.org")
    home = f"/organise/{congress.slug}"

    def journal(**asked):
        return lines(browser.get(f"{home}/journal", query_string={"lang": "en"} | asked).text)

    of_the_guest = lines(browser.get(f"{home}/participants/{guest.public_id}?lang=en").text)
    everything = journal()

    assert of_the_guest == [
        ("Registered: not confirmed yet", "the guest"),
        ("Confirmed", "the guest"),
        ("Answers changed: Food, Photos", "the guest"),
    ]
    assert everything[:2] == [
        ("A room was added", "", "the key “–”"),
        ("Answers changed: Food, Photos", "Ada Lovelace", "the guest"),
    ]
    assert not any("deleted" in what for what, *_ in everything)
    assert journal(about="room") == everything[:1]
    assert journal(who="participant:") == everything[1:2]
    assert journal(until="2020-01-01") == []
    assert journal(about="nonsense", since="never", before="x") == everything
    assert gate.get(f"{home}/journal").status_code == 403

    with writing() as session:
        redact(session, subject_kind="participant", subject_id=guest.id)

    assert journal(about="participant")[0] == ("Answers changed", "", "somebody whose data are erased")
    assert "Ada" not in browser.get(f"{home}/journal").text
