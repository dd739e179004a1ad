from datetime import UTC, date, datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.formats import ALLOWED_TAGS, FILTERS, markdown

EVENING = datetime(2027, 11, 8, 17, 30, tzinfo=UTC)


class Reader(HTMLParser):
    """Reads HTML as a browser does: which tags, with which attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(html)
    return reader.tags


def harm_in(html: str) -> list[object]:
    """List what a page of ours must not hold, in whatever words it came."""
    found: list[object] = []
    for tag, attributes in tags_of(html):
        strange = set(attributes) - {"href", "rel", "title", "start", "class", "align"}
        scheme = urlsplit((attributes.get("href") or "").strip()).scheme.lower()
        if tag not in ALLOWED_TAGS or strange or scheme not in {"", "http", "https", "mailto", "tel"}:
            found.append((tag, attributes))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![picture](https://elsewhere.example/pixel.png)",
        "[press](javascript:alert(1))",
        "[press](JaVaScRiPt:alert(1))",
        "[press](java\tscript:alert(1))",
        "[press](&#106;avascript:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "[press](vbscript:msgbox)",
        "<javascript:alert(1)>",
        "<a href='javascript:alert(1)' onclick='alert(1)' style='position:fixed'>press</a>",
        "<iframe src=https://elsewhere.example></iframe><svg onload=alert(1)><math><style>",
        "<form action=https://elsewhere.example><input name=password></form>",
        '[press](https://example.org "a\\" onmouseover=\\"alert(1)")',
        "<!--><script>alert(1)</script>-->",
        "| a |\n|---|\n| <b onclick=alert(1)>b</b> |",
    ],
)
def test_text_of_a_stranger_can_do_no_harm(text):
    assert harm_in(markdown(text)) == []


# Lone surrogates are missing: no form and no column takes them.
PIECES = st.sampled_from(
    [
        *"<>\"'()[]!`;|#* \n\u202e\x00a",
        "](",
        "&#",
        "script",
        "javascript:",
        "data:",
        " onload=",
        "<img src=x",
        "<svg",
        "</p>",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_mixture_of_pieces_does_harm_either(text):
    assert harm_in(markdown(text)) == []


def test_what_organisers_write_is_laid_out():
    html = markdown(
        "Come **early**:\n\n- by train\n- by [bus](https://bus.example/1)\n\n| from | at |\n|---|---|\n| Mitte | 9 |"
    )

    assert [tag for tag, _ in tags_of(html)] == (
        ["p", "strong", "ul", "li", "li", "a", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    )
    assert '<a href="https://bus.example/1" rel="noopener nofollow">bus</a>' in html


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", ("Mo., 8. November 2027", "Mo., 8. November 2027, 18:30 Uhr", "18:30", "Guten Tag")),
        ("en", ("Mon, 8 November 2027", "Mon, 8 November 2027, 18:30", "18:30", "Good day")),
    ],
)
def test_days_times_and_texts_are_in_the_readers_language(app: Flask, language, written):
    zone = "Europe/Berlin"
    with app.test_request_context(f"/?lang={language}"):
        shown = (
            FILTERS["long_day"](date(2027, 11, 8)),
            FILTERS["moment"](EVENING, zone),
            FILTERS["clock_time"](EVENING, zone),
            FILTERS["localized"]({"de": "Guten Tag", "en": "Good day"}),
        )

    assert shown == written


@pytest.mark.parametrize("text", [{}, None, {"de": ""}])
def test_a_text_that_nobody_wrote_is_empty(app: Flask, text):
    with app.test_request_context("/"):
        assert FILTERS["localized"](text) == ""
