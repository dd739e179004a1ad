"""The live board, and how little it costs while nothing happens."""

from uuid import uuid4

from builders import NOON, make_congress, make_participant

from app import clock
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest


def test_the_board_tells_who_came_and_is_silent_while_nobody_does(writing, organiser_of):
    with writing() as session:
        congress = make_congress(session, slug="autumn")
        people = [
            make_participant(session, congress, name=name, organisation="Hilfe", role=role)
            for name, role in (("Ada", "participant"), ("Ben", "participant"), ("Cem", "moderator"))
        ]
    browser = organiser_of(congress)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    before = browser.get("/organise/autumn/arrivals/now")
    known = {"If-None-Match": before.headers["ETag"]}
    with writing() as session:
        codes = [badges.badge_of(session, person, now=NOON).code for person in people[:2]]
        scans = [ScanRequest(str(uuid4()), 0, code, clock.now(), "East") for code in (*codes, codes[1])]
        scans[2] = ScanRequest(str(uuid4()), 0, codes[1], clock.now(), "East", is_exit=True)
        checkin.record_scans(session, congress, device="d", scans=scans, actor="user:1", now=clock.now())
    after = browser.get("/organise/autumn/arrivals/now", headers=known)
    page = browser.get("/organise/autumn/arrivals").text

    assert "0 of 3 are here" in before.text
    assert (after.status_code, "2 of 3 are here, one is inside now" in after.text) == (200, True)
    assert all(text in page for text in ("East", "Hilfe", "Cem", "2 of 3 are here"))
    assert "Ada" not in page
    # The tag turns with the minute, too, so asking again may once bring the same in full.
    again = [after]
    for _ in range(3):
        known = {"If-None-Match": again[-1].headers["ETag"]}
        again.append(browser.get("/organise/autumn/arrivals/now", headers=known))
    assert (304, b"") in [(answer.status_code, answer.data) for answer in again]
