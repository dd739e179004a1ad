"""Every page of the house, in every state that it knows: open to all, lean, well-formed, and our own."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from journeys.fetching import Answer, Fetcher
from journeys.furnished import ROOT, Furnished
from journeys.looking import DESK, NARROW, PHONE, Window, foreign
from journeys.no_sights import NO_PAGE_ROOMS, NO_PAGES
from journeys.sights import Sight, sights
from journeys.sights_of_guests import PUBLIC
from playwright.sync_api import Browser

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
ALL = list(sights())
LOOKED_AT = [sight for sight in ALL if sight.sends is None]
KB = 1024
# How many requests and bytes a page may take, with nothing in the browser's cache.
# The gate's scanner is many small modules, fetched once in the morning and only asked for changes after that.
LEAN = {"nobody": (8, 55 * KB), "gate": (12, 150 * KB)}
ORGANISERS = (12, 150 * KB)
HTML = re.compile(r'<html lang="(\w+)" dir="(\w+)">')


@pytest.fixture(scope="module")
def fetched(furnished: Furnished, furnished_url: str) -> dict[str, dict[Sight, Answer]]:
    """Every sight as it comes over the wire, by the language asked for."""
    found = {}
    for language in ("de", "en"):
        with closing(Fetcher(furnished, furnished_url, language=language)) as fetcher:
            found[language] = {sight: fetcher.see(sight) for sight in ALL}
    return found


@pytest.fixture(scope="module")
def window_of(browser: Browser, furnished: Furnished, furnished_url: str) -> Iterator[Callable[[str], Window]]:
    """``window_of("organiser")`` gives the browser window of somebody, always the same one."""
    windows: dict[str, Window] = {}

    def give(who: str) -> Window:
        if who not in windows:
            windows[who] = Window(browser, furnished, furnished_url, who=who)
        return windows[who]

    yield give
    for window in windows.values():
        window.close()


def test_no_page_is_missing_from_the_sights(furnished: Furnished):
    seen = {furnished.endpoint(sight.address) for sight in ALL if sight.status != 404}
    answering_get = {rule.endpoint for rule in furnished.app.url_map.iter_rules() if "GET" in (rule.methods or set())}

    pages = {name for name in answering_get - set(NO_PAGES) if not name.startswith(NO_PAGE_ROOMS)}

    assert pages - seen == set()
    assert set(NO_PAGES) - answering_get == set()


def test_every_page_answers_as_it_should_in_both_languages(fetched: dict[str, dict[Sight, Answer]]):
    odd = [
        f"{language}: {sight} → {answer.status}, {HTML.findall(answer.body)}"
        for language, answers in fetched.items()
        for sight, answer in answers.items()
        if (answer.status, HTML.findall(answer.body)) != (sight.status, [(spoken(sight, language), "ltr")])
    ]

    assert odd == []


def spoken(sight: Sight, language: str) -> str:
    """Tell the language of a page: those behind a mailed link speak that of the mail, whatever the browser wants."""
    mailed = ("/my/{", "/substitute/{", "/bbe-2027/answers/{", "/group/{", "/stand/{", "/stand-desk/{", "/jury/{")
    return "de" if any(path in sight.address for path in mailed) else language


def test_every_page_is_valid_html(fetched: dict[str, dict[Sight, Answer]], tmp_path: Path):
    names = {}
    for language, answers in fetched.items():
        for number, (sight, answer) in enumerate(answers.items()):
            path = tmp_path / f"{number}-{language}.html"
            path.write_text(answer.body)
            names[path.name] = f"{language}: {sight}"

    checked = subprocess.run(
        ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", "--errors-only", tmp_path],
        check=True,
        capture_output=True,
        text=True,
    )

    found = json.loads(checked.stdout)["messages"]
    assert [f"{names[Path(m['url']).name]}: {m['message']} {m.get('extract')}" for m in found] == []


def test_reading_sets_no_cookie_and_pages_come_packed(fetched: dict[str, dict[Sight, Answer]]):
    """Pages with a form need a cookie for its token, and are not packed with it, since packing would give the token away."""
    answers = fetched["de"]
    told = {
        sight.address: (
            answer.headers.get("set-cookie"),
            answer.headers.get("content-encoding"),
            answer.headers["cache-control"],
        )
        for sight, answer in answers.items()
        if sight.address in PUBLIC and sight.sends is None and "csrf_token" not in answer.body
    }

    assert len(told) > 20
    assert {a: t for a, t in told.items() if t != (None, "gzip", "public, no-cache")} == {
        "/bbe-2027/registered": (None, None, "private, no-cache"),
        "/bbe-2027/registered?waiting=yes": (None, None, "private, no-cache"),
        "/bbe-2027/link/sent": (None, None, "private, no-cache"),
        "/bbe-2027/market/applied": (None, None, "private, no-cache"),
        "/bbe-2027/market/link?sent=yes": (None, None, "private, no-cache"),
        "/zu/market/apply": (None, None, "private, no-cache"),
        "/heute/round-clock/{screen}": (
            None,
            None,
            "private, no-store",
        ),  # its address is a secret, and it tells the time
    }


@pytest.mark.parametrize("sight", LOOKED_AT, ids=str)
def test_a_page_is_open_to_all_lean_and_our_own(window_of: Callable[[str], Window], furnished_url: str, sight: Sight):
    window = window_of(sight.who)

    status = window.open(sight)
    traffic = window.traffic
    findings = window.findings(size=PHONE, scheme="light")
    findings += window.findings(size=DESK, scheme="light")
    findings += window.findings(size=DESK, scheme="dark", rules=["color-contrast"])

    assert (status, findings, window.overhang(NARROW)) == (sight.status, [], 0)
    assert (foreign(traffic.requests, furnished_url), complaints(traffic.complaints, sight)) == ([], [])
    most_requests, most_bytes = LEAN.get(sight.who, ORGANISERS)
    assert len(traffic.requests) <= most_requests, traffic.requests
    assert traffic.size <= most_bytes


@pytest.mark.parametrize("sight", [sight for sight in ALL if sight.sends is not None], ids=str)
def test_a_form_that_comes_back_is_open_to_all(window_of: Callable[[str], Window], sight: Sight):
    window = window_of(sight.who)

    status = window.open(sight)

    assert (status, window.findings(size=PHONE, scheme="light")) == (sight.status, [])
    assert (window.overhang(NARROW), complaints(window.traffic.complaints, sight)) == (0, [])


def complaints(told: list[str], sight: Sight) -> list[str]:
    """List what the console says, save that the page itself was refused, which it was meant to be."""
    return [text for text in told if sight.status < 400 or f"responded with a status of {sight.status}" not in text]
