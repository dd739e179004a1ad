"""Template filters: texts in the reader's language, days and times written out, free text made safe."""

from datetime import date, datetime

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from app import i18n
from app.orm import in_language
from app.web.languages import page_language

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
ALLOWED_TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "blockquote",
    "code",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def localized(text: dict[str, str] | None) -> str:
    """Choose the reader's language of a localized text."""
    return in_language(text or {}, page_language())


def markdown(text: str) -> Markup:
    """Turn Markdown into HTML that can do no harm."""
    html = nh3.clean(_markdown.render(text), tags=ALLOWED_TAGS, link_rel="noopener nofollow")
    return Markup(html)  # noqa: S704 -- cleaned in the line above


def long_day(day: date) -> str:
    return i18n.long_day(day, page_language())


def moment(instant: datetime, zone: str) -> str:
    return i18n.moment(instant, zone, page_language())


def short_day(day: date) -> str:
    return i18n.short_day(day, page_language())


def short_moment(instant: datetime, zone: str) -> str:
    return i18n.short_moment(instant, zone, page_language())


def language_name(code: str) -> str:
    return i18n.language_name(code, page_language())


def clock_time(instant: datetime, zone: str) -> str:
    return i18n.clock_time(instant, zone, page_language())


def money(cents: int) -> str:
    return i18n.money(cents, page_language())


FILTERS = {
    "localized": localized,
    "markdown": markdown,
    "long_day": long_day,
    "moment": moment,
    "short_day": short_day,
    "short_moment": short_moment,
    "clock_time": clock_time,
    "language_name": language_name,
    "money": money,
}
