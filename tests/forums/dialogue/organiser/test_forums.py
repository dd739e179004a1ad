from builders import make_congress, make_forum, make_participant, make_preferences, make_room

from forums.dialogue import queries

FIELDS = {
    "number": "1",
    "title-de": "Wege in Arbeit",
    "title-en": "Paths to work",
    "description-de": "**Worum** es geht.",
    "day": "2027-11-08",
    "starts": "14:00",
    "ends": "16:00",
    "room": "",
    "minimum": "8",
    "maximum": "24",
    "quota-business-minimum": "2",
    "moderator-0": "Eva Roth",
    "moderator-0-organisation": "BBE",
}


def text(answer):
    return answer.get_data(as_text=True)


def test_an_empty_list_says_how_to_begin(office, congress):
    page = text(office.get("/organise/bbe/forums"))

    assert "There is no forum yet" in page
    assert 'href="/organise/bbe/forums/new"' in page


def test_a_forum_is_added_listed_and_changed(office, writing, send, congress):
    added = send("/organise/bbe/forums/new", **FIELDS)

    assert (added.status_code, added.location) == (303, "/organise/bbe/forums#forum-1")
    listed = text(office.get("/organise/bbe/forums"))
    assert "Forum 1 has been added." in listed
    assert "Paths to work" in listed
    assert "Eva Roth" in listed
    with writing() as session:
        (forum,) = queries.forums(session, congress.id)
    address = f"/organise/bbe/forums/{forum.public_id}"
    form = text(office.get(address))
    assert 'value="Wege in Arbeit"' in form
    assert 'value="14:00"' in form

    changed = send(address, **FIELDS | {"maximum": "30", "moderator-0": ""})

    assert changed.status_code == 303
    with writing() as session:
        forum = queries.forum(session, congress.id, forum.public_id)
        assert (forum.maximum, forum.quotas, forum.moderators, forum.revision) == (
            30,
            {"business": [2, 100_000]},
            [],
            1,
        )


def test_a_faulty_form_tells_all_faults_and_keeps_what_was_typed(office, writing, send, congress):
    wrong = FIELDS | {"title-de": "", "maximum": "lots", "starts": "half past", "moderator-0": "Eva <Roth>"}

    answer = send("/organise/bbe/forums/new", **wrong)

    assert answer.status_code == 422
    page = text(answer)
    assert "3 answers need another look" in page
    assert "Please give the forum a title in this language." in page
    assert "Please give a whole number from 1 to 100000." in page
    assert "Please give a time of day, such as 09:30." in page
    for typed in ("lots", "half past", "Eva &lt;Roth&gt;"):
        assert f'value="{typed}"' in page
    with writing() as session:
        assert queries.forums(session, congress.id) == []


def test_a_small_room_is_warned_of_and_demand_is_shown(office, writing, congress):
    with writing() as session:
        room = make_room(session, congress, name="Salon", capacity=10)
        wanted = make_forum(session, congress, number=1, places=30, room_id=room.id)
        make_forum(session, congress, number=2, places=30)
        make_preferences(session, make_participant(session, congress), wanted)

    page = text(office.get("/organise/bbe/forums"))

    assert "Salon has only 10 places." in page
    assert "Forum 1, “Forum 1”, has 1 first wishes for 30 places" in page


def test_cancelling_asks_first_and_can_be_taken_back(office, writing, send, congress):
    with writing() as session:
        forum = make_forum(session, congress, number=1)
    address = f"/organise/bbe/forums/{forum.public_id}/cancel"

    assert "Cancel Forum 1?" in text(office.get(address))
    assert send(address).status_code == 303
    page = text(office.get("/organise/bbe/forums"))
    assert "Let Forum 1 take place after all" in page

    send("/organise/bbe/forums", f"/organise/bbe/forums/{forum.public_id}/reinstate")

    with writing() as session:
        assert queries.forum(session, congress.id, forum.public_id).cancelled_at is None


def test_forums_of_another_congress_are_not_there(office, writing, send, congress):
    with writing() as session:
        foreign = make_forum(session, make_congress(session, slug="other"))
    address = f"/organise/bbe/forums/{foreign.public_id}"

    assert office.get(address).status_code == 404
    assert send("/organise/bbe/forums/new", address, **FIELDS).status_code == 404
    assert send("/organise/bbe/forums/new", f"{address}/cancel").status_code == 404
    assert office.get("/organise/other/forums").status_code == 403


def test_nothing_is_changed_without_the_token_or_a_login(office, client, writing, congress):
    with writing() as session:
        forum = make_forum(session, congress, number=1)
    address = f"/organise/bbe/forums/{forum.public_id}"

    assert office.post(f"{address}/cancel").status_code == 400
    assert office.post("/organise/bbe/forums/new", data=FIELDS).status_code == 400
    assert client.get("/organise/bbe/forums").status_code == 302
    with writing() as session:
        assert queries.forum(session, congress.id, forum.public_id).cancelled_at is None
