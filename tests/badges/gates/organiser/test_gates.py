"""Organisers add gates of every kind and see how all of them are doing."""

import re

from builders import SECRET, make_congress
from sqlalchemy import select

from app import clock
from badges.gates import service
from badges.gates.models import GateDevice
from badges.gates.service import Report

PAGE = "/organise/autumn/gates"


def test_a_kiosk_is_added_and_the_list_renews_itself_as_soon_as_it_is_heard_of(writing, organiser_of, token_of):
    with writing() as session:
        congress = make_congress(session, slug="autumn")
    office = organiser_of(congress)
    office.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    form = {"csrf_token": token_of(office, PAGE), "name": "Foyer", "permission": "kiosk", "walk_ins": "yes"}

    assert office.post(PAGE, data=form | {"name": "", "sheet": "a6"}).status_code == 422
    page = office.get(office.post(PAGE, data=form | {"sheet": "cr80"}).location).text
    other = office.get(office.post(PAGE, data=form | {"permission": "steward", "sheet": "nothing"}).location).text

    assert [
        len(re.findall(rf"/gate/autumn/{way}#", text)) > 0 for way in ("kiosk", "door") for text in (page, other)
    ] == [
        True,
        False,
        False,
        True,
    ]
    with writing() as session:
        kiosk, gate = session.scalars(select(GateDevice).order_by(GateDevice.id)).all()
        assert [(one.sheet, one.takes_walk_ins) for one in (kiosk, gate)] == [("cr80", False), ("", True)]

    answers = [office.get(f"{PAGE}/now")]
    for _ in range(3):  # the tag turns with the minute, too
        answers.append(office.get(f"{PAGE}/now", headers={"If-None-Match": answers[-1].headers["ETag"]}))
    assert (304, b"") in [(answer.status_code, answer.data) for answer in answers]
    with writing() as session:
        kiosk = session.scalars(select(GateDevice).where(GateDevice.permission == "kiosk")).one()
        service.enrol(session, kiosk, service.token_of(kiosk, secret=SECRET), secret=SECRET, now=clock.now())
        service.hear(kiosk, Report(battery=12, unsent=3, list_version=0), now=clock.now())
    after = office.get(f"{PAGE}/now", headers={"If-None-Match": answers[-1].headers["ETag"]})
    assert (after.status_code, "12 %" in after.text, "3 scans have not arrived" in after.text) == (200, True, True)
    assert all(part in office.get(PAGE).text for part in ("Kiosk", "12 %", f'data-url="{PAGE}/now"'))
