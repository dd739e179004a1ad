"""The language of a request: asked for, remembered, or the browser's."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from flask import Response, g, request
from flask_babel import force_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.i18n import PAGE_LANGUAGES

COOKIE = "language"
LONGEST = 400  # of a browser's wishes that are read
YEAR_SECONDS = 365 * 24 * 3600


def page_language() -> str:
    """Choose the page's language: the one in force by use(), else ?lang=, the cookie, the browser's, German."""
    forced: str | None = g.get("language")
    if forced:
        return forced
    asked = request.args.get("lang", "") if request.query_string else ""
    for wish in (asked, request.cookies.get(COOKIE, "")):
        if wish in PAGE_LANGUAGES:
            return wish
    return _of_browser(request.headers.get("Accept-Language", "")[:LONGEST])


def use(language: str) -> None:
    """Answer this request in *language*, such as the one a guest registered in; an explicit ?lang= still wins."""
    if request.args.get("lang", "") not in PAGE_LANGUAGES and request.cookies.get(COOKIE, "") not in PAGE_LANGUAGES:
        g.language = language if language in PAGE_LANGUAGES else "en"


@lru_cache(maxsize=256)
def _of_browser(accepted: str) -> str:
    """Choose by the header of a browser; few are told apart, and to read one costs as much as a statement."""
    # Not best_match(), to which "de-AT, en;q=0.5" is English.
    wishes = (
        tag.partition("-")[0].lower() for tag, quality in parse_accept_header(accepted, LanguageAccept) if quality > 0
    )
    return next((wish for wish in wishes if wish in PAGE_LANGUAGES), "de")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Put *language* in force for texts, dates and templates, outside any request too."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language):
            yield
    finally:
        g.language = before


def remember(response: Response) -> Response:
    """Keep a language chosen by ?lang= in a cookie that holds nothing else."""
    wish = request.args.get("lang", "")
    if wish in PAGE_LANGUAGES and request.cookies.get(COOKIE) != wish:
        response.set_cookie(COOKIE, wish, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure, httponly=True)
    if "Vary" in response.headers:
        response.vary.update(("Accept-Language", "Cookie"))
    else:  # which spares reading and writing a set
        response.headers.add("Vary", "Accept-Language, Cookie")
    return response
