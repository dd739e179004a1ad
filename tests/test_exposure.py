"""What every answer shows to the outside, and what odd addresses bring about."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from browsing import log_in
from flask.testing import FlaskClient
from page_forms import forms_of
from two_congresses import ALPHA, House, build_house
from werkzeug.datastructures import Headers

ROOT = Path(__file__).parent.parent
POLICY = "script-src 'self'{wasm}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
CLOSED = "default-src 'self'; {policy}object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
FILE = "sandbox; default-src 'none'"  # of guests: nothing in it may do anything at all
ALWAYS = {
    "Content-Security-Policy": {CLOSED.format(policy=POLICY.format(wasm=w)) for w in ("", " 'wasm-unsafe-eval'")}
    | {FILE},
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}
PRIVATE = ("/organise/", "/gate/", "/account/")
# The page of a gate holds nothing of its congress, so that a phone may keep it; see badges.gates.views.
KEPT_BY_PHONES = ("/gate/worker.js", f"/gate/{ALPHA}/door", f"/gate/{ALPHA}/kiosk")
# Attributes by which a browser fetches, or sends what was typed, without being asked.
FETCHING = {"src", "srcset", "poster", "action", "formaction", "data", "ping", "background"}
# Links of <link> that name a page and fetch nothing.
NAMING = {"canonical", "alternate"}


@dataclass(frozen=True)
class Seen:
    """What somebody saw at an address."""

    address: str
    status: int
    headers: Headers
    html: str


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("exposure")
    shutil.copy(sqlite_template, folder / "reihum.db")
    house = build_house(folder, f"sqlite:///{folder / 'reihum.db'}")
    yield house
    house.close()


@pytest.fixture(scope="module")
def seen(house: House) -> list[Seen]:
    """Every address that can be opened, and some that cannot, as nobody and as the administrator see it."""
    addresses = [house.address(rule, ALPHA) for rule in house.rules() if "GET" in (rule.methods or set())]
    nowhere = ["/nowhere/at/all", "/organise/nowhere/", "/api/v1/nowhere", "/static/nowhere.css"]
    return [
        Seen(address, answer.status_code, answer.headers, answer.text if answer.mimetype == "text/html" else "")
        for browser in (house.app.test_client(), logged_in(house))
        for address in addresses + nowhere
        for answer in [browser.get(address, buffered=True)]
    ]


def logged_in(house: House) -> FlaskClient:
    browser = house.app.test_client()
    log_in(browser, "admin@example.org")
    return browser


def test_every_answer_keeps_foreign_scripts_and_frames_out(seen: list[Seen]):
    strange = [
        (page.address, name, page.headers.get(name))
        for page in seen
        for name, good in ALWAYS.items()
        if page.headers.get(name) not in good
    ]

    assert strange == []


def test_no_cache_keeps_what_only_one_person_may_see(house: House, seen: list[Seen]):
    """Pages of who is logged in, and those that a secret in the address opens."""
    secrets = (house.things[ALPHA]["token"], house.things[ALPHA]["calendar.personal.token"])
    kept = [
        (page.address, page.headers.get("Cache-Control"))
        for page in seen
        if page.status == 200
        and page.address not in KEPT_BY_PHONES
        and (page.address.startswith(PRIVATE) or any(secret in page.address for secret in secrets))
        and not {"private", "no-store"} & set(page.headers.get("Cache-Control", "").split(", "))
    ]

    assert kept == []


def test_a_secret_in_the_address_is_told_to_no_other_page(house: House, seen: list[Seen]):
    told = [
        (page.address, page.headers["Referrer-Policy"])
        for page in seen
        if house.things[ALPHA]["token"] in page.address and page.headers["Referrer-Policy"] != "no-referrer"
    ]

    assert told == []


class Addresses(HTMLParser):
    """Collects what a browser would fetch or send to by itself: (tag, address)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        fetching = FETCHING | ({"href"} if tag == "link" and given.get("rel") not in NAMING else set())
        self.found += [
            (tag, address)
            for name in fetching & given.keys()
            for address in ([given[name]] if name != "srcset" else re.findall(r"\S*/\S*", given[name]))
        ]
        if given.get("http-equiv", "").lower() == "refresh":
            self.found.append((tag, given.get("content", "").partition("=")[2]))


def is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme != "data" and bool(parts.netloc) and parts.netloc not in {"localhost", "127.0.0.1:8000"}


def test_no_page_fetches_from_or_sends_to_a_foreign_host(seen: list[Seen]):
    foreign = []
    for page in seen:
        reader = Addresses()
        reader.feed(page.html)
        foreign += [(page.address, tag, asked) for tag, asked in reader.found if is_foreign(asked)]

    assert foreign == []


def test_no_sheet_and_no_script_fetches_from_a_foreign_host():
    static = ROOT / "app/static"
    fetching = re.compile(
        r"""(?:url\(|@import\s|import\s*\(?|from\s|fetch\(|importScripts\()\s*["']?((?:https?:)?//[^"')\s]+)"""
    )
    foreign = [
        (str(path.relative_to(ROOT)), found[1])
        for path in [*static.rglob("*.css"), *static.rglob("*.js")]
        for found in fetching.finditer(path.read_text(errors="replace"))
    ]

    assert foreign == []


REFUSED = {400, 404, 422, 308, 405}
NUL, HUGE, SURROGATE = "a%00b", str(2**63), "%ED%A0%80"  # the last is half of a surrogate pair
# Each word where it does most harm: PostgreSQL takes neither NUL nor numbers beyond its columns; for all else it only costs time.
ODD_WORDS = {
    "postgresql": [NUL, HUGE, "9" * 30, SURROGATE],
    "sqlite": [
        "-1",
        HUGE,
        "%C0%AF",  # an overlong slash
        "%F4%90%80%80",  # beyond the last letter
        "%E2%80%AE",  # writes from right to left
        "%0D%0ASet-Cookie:%20a=b",
        "..%2F..%2Fetc%2Fpasswd",
        "x" * 5000,
    ],
}
ODD_CONGRESSES = [NUL, SURROGATE]  # the same query for all rules


@pytest.fixture
def everywhere(database_url: str, tmp_path: Path) -> Iterator[tuple[House, FlaskClient]]:
    house = build_house(tmp_path, database_url)
    yield house, logged_in(house)
    house.close()


def test_odd_words_in_an_address_lead_nowhere_and_nothing_breaks(
    everywhere: tuple[House, FlaskClient], database_url: str
):
    """Each argument of each rule, one at a time, asked by somebody whom no guard stops."""
    house, browser = everywhere
    odd_words = ODD_WORDS[database_url.partition(":")[0].partition("+")[0]]
    broken = [
        f"{method} {rule} with {name} = {odd[:40]} → {answer}"
        for rule in house.rules()
        for method in sorted((rule.methods or set()) & {"GET", "DELETE"})
        for name in sorted(rule.arguments)
        for odd in (ODD_CONGRESSES if name == "congress" else odd_words)
        for address in [odd.join(_around(house.address(rule, ALPHA), house.word(rule, name, ALPHA)))]
        if (answer := ask(browser, method, address)) not in REFUSED
    ]

    assert broken == [], "\n".join(broken)


@pytest.mark.parametrize("query", ["?page=%00", "?a%00=1", "?lang=%00"])
def test_nul_in_a_query_is_a_bad_request(house: House, query: str):
    assert house.app.test_client().get(f"/{ALPHA}/{query}").status_code == 400


def _around(address: str, word: str) -> tuple[str, str]:
    """Split an address around the last place where a word stands as it is."""
    before, _, after = address.rpartition(quote(word))
    return before, after


def ask(browser: FlaskClient, method: str, address: str) -> int | str:
    """Ask and give the status; a bug gives its name."""
    try:
        return browser.open(address, method=method, buffered=True).status_code
    except Exception as bug:  # noqa: BLE001 -- the test wants to name all of them
        return f"{type(bug).__name__}: {str(bug)[:80]}"


ODD_ANSWERS = [
    "a\x00b",
    "9" * 30,
    "-1",
    "\u202eevil",
    "\U0010ffff",
    "x" * 20_000,
    "2027-02-30T25:61",
    '"><script>alert(1)</script>{{7*7}}',
]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # the stricter of the two
def test_odd_answers_in_a_form_break_nothing(everywhere: tuple[House, FlaskClient]):
    """Each field of each form, one at a time, with the odd answers going round."""
    house, browser = everywhere
    odd = cycle(ODD_ANSWERS)
    tried = [
        (
            f"{form.method} {form.action} with {name} = {answer[:30]!r}",
            form.send(browser, **{name: answer}),
        )
        for form in forms_of(house, browser, ALPHA)
        for name in sorted(form.answers.keys() - {"csrf_token"})
        for answer in [next(odd)]
    ]

    broken = [f"{what} → {done}" for what, done in tried if isinstance(done, str) or done >= 500]
    assert broken == [], "\n".join(broken)
    assert len(tried) > 200
