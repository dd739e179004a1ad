"""At the door a registered guest's badge is printed; a lost one dies."""

from builders import make_congress, make_participant

from app.accounts.models import Part
from badges import queries, service
from badges.checkin import queries as checkin


def test_a_badge_is_printed_at_the_door_and_a_second_one_kills_the_first(organiser_of, writing, token_of, as_paper):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        ada = make_participant(session, congress, name="Ada")
        waiting = make_participant(session, congress, name="Adam", confirmed=False)
    door = organiser_of(congress, Part.GATE)
    page = "/gate/bbe/badges"
    data = {"csrf_token": token_of(door, f"{page}?text=ad"), "sheet": "dymo-99014"}

    def printed():
        done = door.post(f"{page}/{ada.public_id}", data=data)
        assert done.status_code == 303
        with door.get(done.location) as file:
            return as_paper(file.data)

    first = printed()
    second = printed()

    assert [float(side) for side in first.reader.pages[0].mediabox[2:]] == [153.07, 286.3]
    [old], [new] = first.codes(dpi=200), second.codes(dpi=200)
    with writing() as session:
        assert queries.living_badge(session, ada.id).code == new
        bearers = checkin.bearers(session.connection(), [service.key_of(code) for code in (old, new)])
    assert [bearers[service.key_of(code)].revoked_at is None for code in (old, new)] == [False, True]
    assert "Adam" not in door.get(f"{page}?text=ad").text
    assert door.post(f"{page}/{waiting.public_id}", data=data).status_code == 409
