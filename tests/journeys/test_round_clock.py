"""Two screens in the hall and a phone beside the stage: they agree, follow, and are right after a sleep."""

import re

from journeys.furnished import Furnished
from playwright.sync_api import Browser, Page, expect


def seconds_on(page: Page) -> int:
    minutes, seconds = page.locator("[data-digits]").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_two_screens_follow_the_organiser_and_agree(browser: Browser, furnished: Furnished, furnished_url: str):
    context = browser.new_context(locale="de", base_url=furnished_url)
    context.add_cookies([{"name": "reihum", "value": furnished.cookies["organiser"], "url": furnished_url}])
    phone, left, right = context.new_page(), context.new_page(), browser.new_page(base_url=furnished_url, locale="de")
    right.clock.install()  # a screen whose own clock we set
    for screen in (left, right):
        screen.goto(furnished.address("/heute/round-clock/{screen}"))
    phone.goto("/organise/heute/table-clock")

    phone.get_by_role("button", name="Runde 2 jetzt beginnen").first.click()
    for screen in (left, right):
        screen.clock.run_for(3000) if screen is right else None
        expect(screen.locator("[data-phase]")).to_have_text("Runde 2 von 2")
    phone.get_by_role("button", name="Anhalten").click()
    expect(left.locator("[data-phase]")).to_have_text("Angehalten – Runde 2 von 2")
    right.clock.run_for(3000)
    expect(right.locator("[data-phase]")).to_have_text("Angehalten – Runde 2 von 2")
    stopped = seconds_on(left)
    assert seconds_on(right) == stopped

    right.clock.fast_forward(3_600_000)  # it slept for an hour of its own; the server's clock did not go on
    right.clock.run_for(3000)
    assert seconds_on(right) == stopped
    phone.get_by_role("button", name="Eine Minute mehr").click()
    expect(left.locator("[data-digits]")).to_have_text(re.compile(f"^{(stopped + 60) // 60}:{(stopped + 60) % 60:02}$"))
    phone.get_by_role("button", name="Weiter", exact=True).click()
    expect(left.locator("[data-phase]")).to_have_text("Runde 2 von 2")
    left.get_by_role("button", name="Gong einschalten").click()
    expect(left.get_by_role("button", name="Gong einschalten")).to_be_hidden()
    context.close()
    right.close()
