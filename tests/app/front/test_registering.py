from builders import make_forum
from sqlalchemy import select

from app.i18n import moment
from registration.participants.models import Participant


def everybody(writing, congress):
    with writing() as session:
        query = select(Participant).where(Participant.congress_id == congress.id)
        return session.scalars(query.order_by(Participant.id)).all()


def test_a_guest_registers_confirms_and_has_a_ticket(guest, open_congress, writing, mails, link_in):
    congress = open_congress()
    with writing() as session:
        forum = make_forum(session, congress, number=4, title={"en": "Housing", "de": "Wohnen"})

    answer = guest.post("/spring/register", name="Ada", email="ada@example.org", **{f"wish-{forum.public_id}": "1"})
    told = guest.get(answer.location)
    [asked] = mails()
    page = guest.get(link_in(asked))
    [participant] = everybody(writing, congress)
    confirmed = guest.post(link_in(asked), to=link_in(asked) + "/confirm")
    ticket = guest.get(confirmed.location)

    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/spring/registered")
    assert moment(participant.deadline, congress.zone, "en") in told.text
    assert "Confirm registration" in page.text
    assert confirmed.status_code == 303
    assert ("<svg" in ticket.text, "Forum 4: Housing" in ticket.text) == (True, True)
    assert [p.status for p in everybody(writing, congress)] == ["confirmed"]
