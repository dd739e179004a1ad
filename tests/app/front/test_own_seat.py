from datetime import UTC, datetime

from builders import SECRET, make_forum, make_participant, make_rounds, make_table

from app import clock
from forums.dialogue.models import Seat
from registration.participants.service import link_of

LATE = datetime(2100, 1, 1, tzinfo=UTC)


def test_guests_give_up_wait_and_swap_on_their_own_page(guest, open_congress, mails, writing):
    congress = open_congress(assignment_published_at=clock.now())
    with writing() as session:
        days = {"starts_at": clock.now().replace(year=2099), "ends_at": clock.now().replace(year=2100)}
        here, there = (make_forum(session, congress, number=number, places=1, **days) for number in (1, 2))
        ada, ben, cem = (
            make_participant(session, congress, name=name, email=f"{name}@example.org", language="en", now=clock.now())
            for name in ("ada", "ben", "cem")
        )
        for person, forum in ((ada, here), (ben, there)):
            session.add(Seat(participant_id=person.id, forum_id=forum.id, reason={}, assigned_at=clock.now()))
    adas, bens, cems = (f"/spring/my/{link_of(person, secret=SECRET)}" for person in (ada, ben, cem))

    before = len(mails())

    def do(own, door, **values):
        token = guest.form(f"{own}/seat")["csrf_token"]
        answer = guest.send(f"{own}/seat/{door}", {"csrf_token": token} | values)
        assert (answer.status_code, answer.location) == (303, f"{own}/seat")
        return guest.get(f"{own}/seat").text

    assert "Another forum, swap" in guest.get(adas).text
    assert "See where there is room" in guest.get(cems).text
    assert "number 1 on the waiting list" in do(cems, "wait", forum=here.public_id)
    assert "You have no place in a forum at the moment." in do(cems, "offer", forum=here.public_id)
    assert "It stays yours until one of them accepts" in do(adas, "offer", forum=there.public_id)
    page = guest.get(f"{bens}/seat").text
    assert "Somebody there would like to swap with you" in page
    assert "You have swapped places" in do(bens, "accept", offer=guest.form(f"{bens}/seat")["offer"])
    told = {mail["To"]: mail["Subject"] for mail in mails()[before:]}
    assert told == {
        "ada@example.org": f"Your forum: {there.title['en']}",
        "ben@example.org": f"Your forum: {here.title['en']}",
    }
    assert "You swapped places with another guest." in guest.get(bens).text

    assert "Your place is free for somebody else now" in do(bens, "give-up")
    assert mails()[-1]["To"] == "cem@example.org"
    assert "you were the first on the waiting list" in guest.get(cems).text
    assert "no waiting list any more" in do(bens, "leave")


def test_who_does_not_come_on_that_day_is_told_why_there_is_no_place(guest, open_congress, writing):
    congress = open_congress(assignment_published_at=clock.now())
    with writing() as session:
        days = [{"starts_at": datetime(2099, 5, day, 9, tzinfo=UTC), "ends_at": LATE} for day in (4, 5)]
        first, second = (make_forum(session, congress, slot=slot, **days[slot - 1]) for slot in (1, 2))
        make_table(session, congress, number=1)
        make_rounds(session, congress, 1, first=datetime(2099, 5, 5, 14, tzinfo=UTC))
        ada = make_participant(session, congress, language="en", now=clock.now())
        ada.days = "2099-05-04"
        session.add(Seat(participant_id=ada.id, forum_id=first.id, reason={}, assigned_at=clock.now()))
    own = f"/spring/my/{link_of(ada, secret=SECRET)}"

    page = guest.get(own).text
    assert "as you told us, you do not come: Tue, 5 May 2099. So you get no place" in page
    assert "The tables are on Tue, 5 May 2099, when" in page
    assert "At another time you have no place" not in page
    page = guest.get(f"{own}/seat").text
    assert "nobody keeps a place for you" in page
    assert second.public_id not in page
    guest.send(f"{own}/seat/wait", {"csrf_token": guest.form(f"{own}/seat")["csrf_token"], "forum": second.public_id})
    assert "You told us that you do not come on the day of this forum." in guest.get(f"{own}/seat").text
