"""The afternoon itself: three do not come, and only whom it touches is sent elsewhere; two phones write, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from browsing import PASSWORD
from builders import SECRET, make_congress, make_participant, make_plan, make_rounds, make_table
from playwright.sync_api import expect

from app import clock
from badges import service as badges
from forums.tables import queries
from forums.tables.service import harvest
from registration.participants.service import link_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def afternoon(writing):
    """Twelve guests at three tables; the first of three rounds is on. Gives what the story needs to know of table 1."""
    now = clock.now()
    with writing() as session:
        congress = make_congress(session, slug="bbe", starts_on=now.date(), ends_on=now.date() + timedelta(days=1))
        guests = [
            make_participant(session, congress, name=f"Guest {n:02}", email=f"guest{n}@example.org", language="de")
            for n in range(12)
        ]
        tables = [make_table(session, congress, number=number, topic={"de": f"Thema {number}"}) for number in (1, 2, 3)]
        rounds = make_rounds(session, congress, 3, first=now - timedelta(minutes=5))
        plan = make_plan(session, congress, now=now)
        seated = queries.stops(session, plan.id)[rounds[0].id]
        here = [guest for guest in guests if seated[guest.id] == tables[0].id]
        codes = {guest.name: badges.badge_of(session, guest, now=now).code for guest in here}
        links = {guest.name: f"/bbe/my/{link_of(guest, secret=SECRET)}" for guest in guests}
        host = f"/bbe/harvest/{tables[0].public_id}/{harvest.link_of(tables[0], secret=SECRET)}"
    return congress, [guest.name for guest in here], codes, links, host


def test_three_do_not_come_and_only_whom_it_touches_is_told(house, someone, afternoon, account_of, accessible):
    congress, (came, *missing), codes, links, host_address = afternoon
    email = account_of(congress)
    host, office, guest = someone(), someone(width=1280), someone()

    host.goto(f"{host_address}/people")
    host.get_by_label("Code eines Ausweises oder ein Name").fill(codes[came])
    host.keyboard.press("Enter")  # as a hand scanner does
    expect(host.get_by_text(f"{came} ist da.")).to_be_visible()
    host.get_by_label(missing[0]).check()
    expect(host.get_by_role("heading", name="2 von 4 sind da")).to_be_visible()
    host.get_by_label(missing[0]).uncheck()  # that was somebody else
    expect(host.get_by_role("heading", name="1 von 4 sind da")).to_be_visible()
    accessible(host)

    office.goto("/organise/bbe/table-plan/repair")
    office.locator("#email").fill(email)
    office.locator("#password").fill(PASSWORD)
    office.locator("#password").press("Enter")
    office.wait_for_url("**/repair")
    assert {label for label in missing if office.get_by_label(re.compile(label)).is_checked()} == set(missing)
    assert not office.get_by_label(re.compile(came)).is_checked()
    office.get_by_role("button", name="Reparatur berechnen").click()
    office.get_by_text("Wer", exact=True).click()
    told = set(re.findall(r"Guest \d\d", office.locator("details", has_text="Wer").inner_text()))
    office.get_by_label("Auch per E-Mail Bescheid geben").check()
    office.get_by_role("button", name="Runden veröffentlichen").click()
    expect(office.get_by_role("heading", name="Der veröffentlichte Plan")).to_be_visible()

    moved = told - set(missing)
    assert len(moved) <= 2
    assert set(missing) <= told
    for name in sorted(moved):
        mail = house.mail_to(f"guest{int(name[-2:])}@example.org", number=1)
        assert "Thema" in mail
        guest.goto(links[name])
        expect(guest.get_by_role("heading", name="Meine Tische")).to_be_visible()
        accessible(guest)
    untouched = next(name for name in links if name not in told)
    assert house.post.mails_to(f"guest{int(untouched[-2:])}@example.org") == []


def test_two_phones_at_one_table_lose_nothing(house, someone, afternoon, accessible):
    *_, host_address = afternoon
    first, second = someone(), someone()
    for phone in (first, second):
        phone.goto(host_address)

    first.get_by_label("Was gesagt wurde").fill("Sponsoren")
    second.get_by_label("Was gesagt wurde").fill("Mehr Zeit")
    first.get_by_role("button", name="Notiz festhalten").click()
    second.get_by_role("button", name="Notiz festhalten").click()
    expect(second.locator("summary", has_text="Sponsoren")).to_be_visible()
    first.goto(host_address)
    for phone, text in ((first, "Sponsoren suchen"), (second, "Stiftungen fragen")):
        phone.locator("summary", has_text="Sponsoren").click()
        phone.locator("details[open] textarea").fill(text)
    for phone in (first, second):
        phone.locator("details[open]").get_by_role("button", name="Änderung speichern").click()
    expect(second.get_by_role("heading", name="Zwei Fassungen einer Notiz")).to_be_visible()
    accessible(second)
    second.get_by_role("button", name="Beide behalten").click()

    expect(second.get_by_role("heading", name="Zwei Fassungen einer Notiz")).to_be_hidden()
    for text in ("Sponsoren suchen", "Stiftungen fragen", "Mehr Zeit"):
        expect(second.locator("summary", has_text=text)).to_be_visible()
