"""An organiser at the workbench of two slots: drafts compared, a card dragged, undone, pinned by keyboard, told; guests read why."""

import re
from datetime import timedelta

import pytest
from browsing import PASSWORD
from builders import SECRET, make_congress, make_forum, make_participant, make_preferences
from journeys.mounted import mounted

from forums.dialogue.models import ForumModerator
from registration.participants.service import link_of

DAY = timedelta(days=1)
ASSIGNMENT = "/organise/bbe/assignment"


@pytest.fixture
def bbe(writing):
    """Two forums of two places; three guests wish for the first one before the second, so one of them has to give way.

    On the second day two more, where Cem does not come.
    """
    with writing() as session:
        congress = make_congress(session, slug="bbe", wishes=2)
        mo = ForumModerator(name="Mo", email="mo@example.org")
        forums = [
            make_forum(
                session, congress, number=1, places=2, title={"de": "Sprache", "en": "Language"}, moderators=[mo]
            ),
            make_forum(session, congress, number=2, places=2, title={"de": "Arbeit", "en": "Work"}),
        ]
        later = {"slot": 2, "starts_at": forums[0].starts_at + DAY, "ends_at": forums[0].ends_at + DAY, "places": 2}
        make_forum(session, congress, number=3, title={"de": "Wohnen", "en": "Housing"}, **later)
        make_forum(session, congress, number=4, title={"de": "Sport", "en": "Sports"}, **later)
        guests = [
            make_participant(session, congress, name=name, email=f"{name.lower()}@example.org", language="de")
            for name in ("Ada", "Ben", "Cem")
        ]
        for guest in guests:
            make_preferences(session, guest, *forums)
        guests[2].days = forums[0].starts_at.date().isoformat()
        congress.ada, congress.cem = (link_of(guest, secret=SECRET) for guest in (guests[0], guests[2]))
        return congress


def test_drafts_are_compared_moved_undone_and_published_and_the_guest_reads_why(
    house, someone, account_of, accessible, bbe
):
    # A guest wishes for each slot by itself.
    guest = someone(width=390, language="de")
    guest.goto(f"/bbe/my/{bbe.ada}/wishes")
    second_day = guest.get_by_role("group", name=re.compile("9. November"))
    second_day.locator("[data-forum]", has_text="Sport").get_by_role("button", name="Wünschen").press("Enter")
    accessible(guest)
    guest.get_by_role("button", name="Wünsche speichern").click()
    guest.wait_for_url(f"**/my/{bbe.ada}")

    office = someone(width=1280, language="en")
    office.goto("/account/login")
    office.locator("#email").fill(account_of(bbe))
    office.locator("#password").fill(PASSWORD)
    office.locator("#password").press("Enter")
    office.wait_for_url(re.compile(r"/organise/"))
    first = _calculate(office, aim="Fairness")
    second = _calculate(office, aim="Many first wishes")

    # Side by side: ticked in the history.
    office.goto(ASSIGNMENT)
    for box in office.locator("#history input[type=checkbox]").all():
        box.check()
    office.get_by_role("button", name="Lay the ticked drafts side by side").click()
    office.get_by_role("columnheader", name="Draft B").first.wait_for()
    accessible(office)
    assert office.locator("th a[href*='/assignment/']").count() == 2

    # A card is dragged, which pins it; the step is undone; the same again by keyboard alone.
    office.goto(first)
    office.get_by_role("link", name="Slot 2", exact=True).first.click()
    assert office.locator("[data-card]").count() == 2  # Cem is not there
    office.goto(f"{first}?slot=1")
    mounted(office)
    office.get_by_label("Find people").fill("àda")
    assert office.locator("[data-card]:visible").count() == 1
    card, target = office.locator("[data-card]", has_text="Ada"), office.locator("#forum-2")
    if office.locator("#forum-2 [data-card]", has_text="Ada").count():
        target = office.locator("#forum-1")
    card.drag_to(target)
    office.locator("#undo").wait_for()
    assert target.locator("[data-card]", has_text="Ada").get_by_text("pinned").count() == 1
    office.locator("#undo").press("Enter")
    office.locator("#undo").wait_for(state="detached")
    box = office.locator("[data-card]", has_text="Ada").locator("input")
    box.press("Space")
    office.locator("#move-to").select_option("2")
    office.locator("#move").press("Enter")
    office.locator("#forum-2 [data-card].pinned", has_text="Ada").wait_for()
    accessible(office)

    # What was calculated before is out of date; calculated again, it is published.
    office.locator(".action-bar .btn-primary").click()
    office.locator("a[href$='/publish']").wait_for()
    assert office.url not in {first, second}
    office.locator("a[href$='/publish']").click()
    office.locator("main form .btn-primary").click()
    office.get_by_text("Published.").first.wait_for()

    told = house.mail_to("ada@example.org", number=1)
    guest.goto(f"/bbe/my/{bbe.ada}")
    page = guest.locator("main").inner_text()
    accessible(guest)
    for text in ("Arbeit", "Diesen Platz haben Ihnen die Veranstaltenden gegeben", "Sport", "Ihr 1. Wunsch"):
        assert text in page
    assert ("Arbeit" in told, "Sport" in told) == (True, True)
    guest.goto(f"/bbe/my/{bbe.cem}")
    guest.get_by_text(
        re.compile("nicht kommen: .*9. November 2027. In diesen bekommen Sie deshalb keinen Platz")
    ).wait_for()

    # The moderator's mail leads to names and organisations, without an account.
    link = re.search(r"http://127\.0\.0\.1:\d+/bbe/forum-list/\S+", house.mail_to("mo@example.org", number=1)).group()
    guest.goto(link)
    accessible(guest)
    listed = guest.locator("main").inner_text()
    assert ("Ben" in listed, "Cem" in listed, "Ada" in listed, "@" in listed) == (True, True, False, False)


def _calculate(office, *, aim):
    """Start a draft from the form, wait for it, and give its address."""
    office.goto(ASSIGNMENT)
    office.get_by_role("radio", name=aim, exact=True).check()
    office.locator("main form .btn-primary").click()
    office.locator("a[href$='/publish']").wait_for()
    return office.url
