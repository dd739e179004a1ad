import pytest
from builders import make_forum, make_participant, make_preferences

from app.factory import relay_of
from forums.dialogue import queries

START = "/organise/bbe/assignment"
PAIRS = f"{START}/pairs"
FIELDS = {"aim": "balanced", "seconds": "10", "seed": "11", "tried": "yes"}


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def people(writing, congress):
    """Two forums of two to three places; four guests who wish for the first before the second."""
    with writing() as session:
        forums = [make_forum(session, congress, number=n, minimum=2, places=3) for n in (1, 2)]
        guests = [make_participant(session, congress, name=f"Guest {n}", email=f"g{n}@example.org") for n in range(4)]
        for guest in guests:
            make_preferences(session, guest, *forums)
        return guests


def test_pairs_are_named_or_ticked_and_taken_back(office, send, draft_of, people, congress):
    wrong = send(PAIRS, first="Guest 0", second="nobody", kind="apart")
    assert wrong.status_code == 422
    assert 'value="Guest 0"' in text(wrong)
    assert "Nobody with a confirmed place has this name" in text(wrong)

    assert send(PAIRS, first="guest 0", second="G1@example.org", kind="apart").status_code == 303
    page = text(office.get(PAIRS))
    assert "Guest 0</bdi> · <bdi>Guest 1</bdi>: apart" in page

    draft = draft_of(congress)
    ticked = [guest.public_id for guest in people[:2]]
    told = send(f"{draft}/draft", f"{draft}/pairs", person=ticked, kind="together")
    assert told.location == f"{draft}/draft#workbench-heading"
    page = text(office.get(f"{draft}/draft"))
    assert "2 people sit together from the next calculation on." in page
    assert "Out of date" in page
    page = text(office.get(PAIRS))
    assert "Guest 1</bdi>: together" in page
    assert page.count("/remove") == 1
    address = page.split('action="')[1].split('"')[0]

    assert send(PAIRS, address).status_code == 303
    assert "/remove" not in text(office.get(PAIRS))


def test_a_what_if_proposes_forums_to_cancel_and_is_taken_over_before_it_is_published(
    office, send, writing, app, people, congress
):
    seats = {"seats-1-minimum": "3", "seats-1-maximum": "4", "seats-2-minimum": "3", "seats-2-maximum": "4"}
    send(START, **FIELDS, **seats, may_cancel="yes")
    relay_of(app).run_until_idle()
    with writing() as session:
        (run,) = queries.runs(session, congress.id)
    draft = f"{START}/{run.public_id}"

    page = text(office.get(f"{draft}/draft"))
    assert "Forum 1 has 3 to 4 places instead of 2–3." in page
    assert "Forum 2 does not take place." in page
    assert "4 of 4 have their 1st or 2nd wish" in page
    assert "Calculate without Forum 1" in page
    assert "Publish</a>" not in page
    refused = send(f"{draft}/publish", f"{draft}/publish")
    assert refused.status_code == 303
    assert "tries out other seats" in text(office.get(f"{draft}/draft"))

    send(f"{draft}/draft", f"{draft}/adopt")
    page = text(office.get(f"{draft}/draft"))
    assert "2 forums have been changed." in page
    assert "Publish</a>" in page
    again = send(f"{draft}/draft", f"{draft}/again", cancel="1")
    with writing() as session:
        rerun = queries.runs(session, congress.id)[0]
        forums = queries.forums(session, congress.id)
    assert again.location == f"{START}/{rerun.public_id}"
    assert rerun.settings["seats"] == {forums[0].public_id: [0, 0]}
    assert [(one.maximum, one.cancelled_at is None) for one in forums] == [(4, True), (3, False)]


def test_drafts_stand_side_by_side_with_notes_and_a_step_is_undone(office, send, draft_of, people, congress):
    first = draft_of(congress)
    second = draft_of(congress, aim="first-wishes", without=("pins",))
    pinned = send(f"{first}/draft", f"{first}/pins", person=people[0].public_id, forum="2")
    assert pinned.status_code == 303
    assert "Undo: 1 person moved by hand" in text(office.get(f"{first}/draft"))
    assert send(f"{second}/draft", f"{second}/note", note=" Ohne Pins ").status_code == 303
    assert send(f"{second}/draft", f"{second}/note", note="x" * 2001).status_code == 422

    history = text(office.get(START))
    assert "Ohne Pins" in history
    assert history.count("out of date") == 1
    query = "&".join(f"draft={address.rpartition('/')[2]}" for address in (first, second))
    page = text(office.get(f"{START}/compare?{query}"))
    for words in ("Draft A", "Draft B", "Many first wishes", "Ohne Pins", "Pins are left out.", "out of date"):
        assert words in page

    run = first.rpartition("/")[2]
    undone = send(f"{first}/draft", f"{START}/undo", run=run)
    assert undone.location == f"{first}/draft#workbench-heading"
    page = text(office.get(f"{first}/draft"))
    assert "Undone: the note." in page
    assert "Redo: the note" in page
    send(f"{first}/draft", f"{START}/undo", run=run)
    page = text(office.get(f"{first}/draft"))
    assert "Undone: 1 person moved by hand." in page
    assert "Out of date" not in page
    assert send(START, f"{START}/undo").location == f"{START}#pins"
    assert "There is nothing left to undo." in text(office.get(START))
    for told in ("Done again: 1 person moved by hand.", "Done again: the note.", "There is nothing to do again."):
        send(START, f"{START}/redo")
        assert told in text(office.get(START))
    assert "Ohne Pins" in text(office.get(START))
