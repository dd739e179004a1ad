"""How the guests' first door looks: the forms to register and to find the way back, from the cache or with what was typed."""

import secrets
import uuid
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask import Response
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from app import clock, i18n
from app.congress import queries as congresses_of
from app.db import reading
from app.errors import DomainError
from app.front import forms, frame, page_cache, queries, wishes
from app.front.standing import Standing
from app.web.languages import page_language
from app.web.problem import words_of
from forums.dialogue.rules import preferences_end
from registration.fields import questions
from registration.fields.answers import GUEST
from registration.fields.questions import Question
from registration.fields.rules import ROLE
from registration.organisations import queries as organisations_of

MOST_SUGGESTIONS = 300
# Stand in cached pages where each reader gets their own; random, so that no typed text can be taken for them.
TOKEN_MARK, KEY_MARK = (secrets.token_hex(16) for _ in range(2))


@dataclass(frozen=True)
class Invited:
    """By what somebody registers: the code, the organisation whose seat it is and whom they are seen by, the category if it is set."""

    code: str
    organisation: str = ""
    contact: str = ""
    category: str = ""


@dataclass(frozen=True)
class Filled:
    """A registration form as it shall be drawn: what was typed, and what is wrong with it."""

    values: forms.Form
    ranks: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    notice: str = ""
    is_waiting: bool = False
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    invited: Invited | None = None
    token: str = TOKEN_MARK
    key: str = KEY_MARK


def new_key() -> str:
    """Draw the hidden key that makes a repeat harmless."""
    return str(uuid.uuid4())


def draw(standing: Standing, filled: Filled) -> str:
    """Draw the form."""
    now, full = clock.now(), full_choices(standing)
    chosen = filled.values.getlist("days") or ([] if filled.values.get("key") else standing.asked_days)
    found = congresses_of.by_id(reading(), standing.id)
    return render(
        "app/front/register.html",
        standing,
        filled=filled,
        summary=forms.summary(filled.faults, standing.plan),
        questions=_marked(
            questions.draw(
                standing.plan,
                page_language(),
                typed=filled.values,
                faults=filled.faults,
                asking=GUEST,
                files=filled.files,
            ),
            full,
        ),
        days=day_options(standing.asked_days, full),
        chosen_days=chosen,
        has_files=standing.plan.has_files,
        conditional=standing.plan.has_conditions,
        forums=_forums(standing, filled, chosen) if wishes_open(standing, now) else [],
        wishes_until=preferences_end(
            preferences_until=found.preferences_until, registration_closes_at=found.registration_closes_at
        ),
        organisations=organisations_of.names(reading(), standing.id)[:MOST_SUGGESTIONS],
        hosts=found.hosts,
    )


def _forums(standing: Standing, filled: Filled, days: Collection[str]) -> list[wishes.Row]:
    asked = standing.asked_days
    return wishes.offered(
        reading(), standing.id, filled.ranks, zone=standing.zone, asks_days=asked, days=asked and days
    )


def full_choices(standing: Standing) -> frozenset[str]:
    """Name the categories and days that are full; asks nothing for a congress without quotas."""
    return queries.full(reading(), standing.id) if standing.quotas else frozenset()


def day_options(days: Iterable[str], full: Collection[str] = ()) -> list[tuple[str, str]]:
    """Put days into words, [(ISO, word)], and say which are full."""
    return mark_full([(day, i18n.long_day(date.fromisoformat(day), page_language())) for day in days], full)


def mark_full(options: Iterable[tuple[str, str]], full: Collection[str]) -> list[tuple[str, str]]:
    """Say of each choice that is full that one can wait for it."""
    return [
        (code, gettext("%(choice)s (full, waiting list)", choice=word) if code in full else word)
        for code, word in options
    ]


def _marked(by_section: dict[str, list[Question]], full: Collection[str]) -> dict[str, list[Question]]:
    """Mark what is full among the categories, which are the only choices that places are counted by, besides days."""
    if not full:
        return by_section
    return {
        section: [
            replace(question, options=mark_full(question.options, full)) if question.key == ROLE else question
            for question in asked
        ]
        for section, asked in by_section.items()
    }


def draw_code(standing: Standing, *, code: str = "", fault: DomainError | None = None, token: str = TOKEN_MARK) -> str:
    """Draw the page that asks for the code of an invitation."""
    faults = [words_of(fault)] if fault else []
    return render("app/front/code.html", standing, code=code, faults=faults, token=token)


def draw_not_open(standing: Standing) -> str:
    """Draw the page that says when registration will be open, or was."""
    return render("app/front/not_open.html", standing, state=standing.state(clock.now()).value)


def draw_link(
    standing: Standing,
    *,
    email: str = "",
    faults: list[str] | None = None,
    token: str = TOKEN_MARK,
    is_dead: bool = False,
) -> str:
    """Draw the page that asks where to mail the link; *is_dead* says first that the link that was followed leads nowhere."""
    return render("app/front/link.html", standing, email=email, faults=faults or [], token=token, is_dead=is_dead)


def render(template: str, standing: Standing, **values: object) -> str:
    """Draw a page with what every page here knows of the congress."""
    can_register = standing.takes_registrations(clock.now())
    return frame.render(template, standing, has_forums=standing.has_forums, can_register=can_register, **values)


def wishes_open(standing: Standing, now: datetime) -> bool:
    """Tell whether wishes can be told with a registration."""
    end = preferences_end(
        preferences_until=standing.preferences_until, registration_closes_at=standing.registration_closes_at
    )
    return standing.has_forums and standing.wishes > 0 and (end is None or now < end)


def spliced(name: Hashable, draw: Callable[[], str]) -> Response:
    """Answer with a form from the cache, with this reader's tokens put in."""
    page = page_cache.pages().get(name, draw)
    html = page.body.replace(TOKEN_MARK.encode(), generate_csrf().encode())
    return private(html.replace(KEY_MARK.encode(), new_key().encode()))


def private(html: str | bytes, *, status: int = 200) -> Response:
    """Answer one reader. Not no-store, or the browser's Back would forget what was typed."""
    response = Response(html, status=status, mimetype="text/html")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
