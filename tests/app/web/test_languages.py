import pytest
from builders import make_congress
from flask import Flask
from flask.testing import FlaskClient

from app.web import languages


@pytest.fixture
def language_of(client: FlaskClient, writing):
    """``language_of("?lang=en", browser="de")`` asks for a page and tells the language that it says it is in."""
    with writing() as session:
        congress = make_congress(session)

    def ask(query: str = "", browser: str | None = None) -> str:
        page = client.get(f"/{congress.slug}/{query}", headers={"Accept-Language": browser} if browser else {}).text
        return page.partition('<html lang="')[2].partition('"')[0]

    return ask


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        (None, "de"),
        ("en-GB,en;q=0.9", "en"),
        ("de-AT, en;q=0.5", "de"),
        ("fr, en;q=0.3", "en"),
        ("fr", "de"),
        (";;;q=,\x7f", "de"),
        ("*", "de"),
    ],
)
def test_a_page_speaks_the_browsers_language_or_german(language_of, browser, language):
    assert language_of("", browser) == language


def test_a_language_asked_for_is_remembered_and_wins_over_the_browser(language_of):
    assert language_of("?lang=en", "de") == "en"
    assert language_of("", "de") == "en"
    assert language_of("?lang=de", "en") == "de"
    assert language_of("", "en") == "de"


def test_the_cookie_holds_the_language_and_nothing_else_and_no_script_reads_it(client: FlaskClient):
    answer = client.get("/?lang=en")

    assert answer.headers.getlist("Set-Cookie") == [
        "language=en; Expires={}; Max-Age=31536000; HttpOnly; Path=/; SameSite=Lax".format(
            answer.headers["Set-Cookie"].partition("Expires=")[2].partition(";")[0]
        )
    ]
    assert {"Accept-Language", "Cookie"} <= set(answer.vary.as_set(preserve_casing=True))


@pytest.mark.parametrize("wish", ["fr", "DE", "", "en-GB", "../../etc/passwd", "en%00", "%ed%a0%80", "x" * 5000])
def test_a_language_that_the_pages_do_not_speak_changes_nothing(client: FlaskClient, language_of, wish):
    assert language_of(f"?lang={wish}", "en") == "en"
    assert client.get_cookie("language") is None


def test_a_forged_cookie_changes_nothing(client: FlaskClient, language_of):
    client.set_cookie("language", "<script>")

    assert language_of("", "en") == "en"


@pytest.mark.parametrize(
    ("asked", "guests", "spoken"), [("/", "de", "de"), ("/?lang=en", "de", "en"), ("/", "ar", "en"), ("/", "", "en")]
)
def test_a_guests_own_page_speaks_the_guests_language_unless_they_ask_otherwise(app: Flask, asked, guests, spoken):
    with app.test_request_context(asked, headers={"Accept-Language": "fr"}):
        languages.use(guests)

        assert languages.page_language() == spoken
