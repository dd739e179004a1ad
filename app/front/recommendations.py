"""The public log: what a congress recommended to whom, and what became of it, across the years of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from app import clock
from app.congress import queries as congresses_of
from app.congress.models import Congress
from app.db import ask, reading
from app.errors import NotFound
from app.front import frame, page_cache
from app.front.booklet import remember_language
from app.front.earlier import Listed, address_of, is_overdue, listed, record_of
from app.front.standing import Standing
from app.orm import in_language
from app.web.guards import public
from app.web.languages import page_language
from forums.recommendations import queries, standing, words
from forums.recommendations.history import history
from forums.recommendations.models import Recommendation, RecommendationAnswer
from forums.recommendations.rules import PUBLIC, Status, Tie, Verdict

blueprint = Blueprint("recommendations", __name__)
blueprint.after_request(remember_language)
FILTERS = ("q", "year", "status", "theme", "addressee")
LONGEST_QUESTION = 100
ALL = "all"
GAP = Markup("<!-- found -->")  # nobody can write it: all that people wrote is escaped
MOST_FORMS = 500
LOGS, MOST_LOGS = "reihum_recommendation_logs", 64


@blueprint.get("/<congress>/recommendations")
@public
def recommendations(congress: str) -> Response:
    """All that is adopted, to search and to filter."""
    found = frame.standing_of(congress)
    asked = tuple(request.args.get(name, "")[:LONGEST_QUESTION].strip() for name in FILTERS)
    key = (*_state(found), "recommendations", asked)
    return page_cache.public_page(key, lambda: _draw_list(found, dict(zip(FILTERS, asked, strict=True))))


@blueprint.get("/<congress>/recommendations/<recommendation>")
@public
def recommendation(congress: str, recommendation: str) -> Response:
    """One recommendation at its permanent address: wording, addressees, answers, what happened."""
    found = frame.standing_of(congress)
    key = (*_state(found), "recommendation", recommendation)
    return page_cache.public_page(key, lambda: _draw_one(found, recommendation))


@blueprint.get("/series/<series>")
@public
def record(series: str) -> Response:
    """The record of a series: what was kept of what was recommended, year by year."""
    row = ask(queries.SERIES_STATE, series=series)
    if row is None or not row[0]:
        raise NotFound
    key = ("series", series, *row, page_language(), clock.now().date())
    return page_cache.public_page(key, lambda: _draw_series(series))


def _state(found: Standing) -> tuple[object, ...]:
    """Name everything that the log of a congress turns on; a change anywhere in its series raises its revision."""
    return (found.id, found.revision, page_language(), found.today(clock.now()))


def chosen(lines: Sequence[Listed], asked: dict[str, str], *, home: int) -> list[Listed]:
    """Keep what the filters let through; without a year only what is of the congress *home*."""
    needle = asked.get("q", "").casefold()
    return [
        line
        for line in lines
        if (
            asked.get("year") in {ALL, str(line.congress.starts_on.year)}
            or (not asked.get("year") and line.congress.id == home)
        )
        and asked.get("status") in {"", None, line.found.status}
        and asked.get("theme") in {"", None, line.found.theme}
        and (not asked.get("addressee") or asked["addressee"] in {a.addressee.key for a in line.found.answers})
        and needle in _searched(line.found)
    ]


def _searched(found: Recommendation) -> str:
    texts = (*found.title.values(), *found.text.values(), found.theme, *(a.addressee.name for a in found.answers))
    return "\n".join(texts).casefold()


@dataclass(frozen=True)
class Log:
    """What the list of a log is made of, read once for each state of it: filters only choose from it."""

    congress: Congress
    lines: list[Listed]
    drawn: dict[int, Markup]  # each line, by the id of its recommendation
    options: dict[str, list[tuple[str, str]]]  # what each filter can be set to
    around: list[str]  # the page around what is found, split at its gaps
    forms: dict[
        tuple[object, ...], list[str]
    ]  # the form by the settings of its filters, split at the words that were typed


def _log(found: Standing) -> Log:
    kept: dict[tuple[object, ...], Log] = current_app.extensions.setdefault(LOGS, {})
    state = _state(found)
    known = kept.get(state)
    if known is None:
        congress = congresses_of.by_id(reading(), found.id)
        lines = listed(congress, today=found.today(clock.now()))
        line_of = current_app.jinja_env.get_template("app/front/recommendation_line.html")
        drawn = {
            line.found.id: Markup(line_of.render(line=line, home=congress, words=words))  # noqa: S704 -- the template escapes
            for line in lines
        }
        years = sorted({line.congress.starts_on.year for line in lines}, reverse=True)
        known = Log(congress, lines, drawn, _options(lines, years), _around(found, congress, total=len(lines)), {})
        while len(kept) >= MOST_LOGS:
            kept.pop(next(iter(kept)), None)
        kept[state] = known
    return known


def _draw_list(found: Standing, asked: dict[str, str]) -> str:
    log, today = _log(found), found.today(clock.now())
    congress, lines = log.congress, log.lines
    shown = chosen(lines, asked, home=congress.id)
    told = _filled(
        "app/front/recommendations_found.html",
        lines=shown,
        total=len(lines),
        is_asked=any(asked.values()),
        drawn=log.drawn,
        chart=_chart([line.found for line in shown], today),
        record=record_of([line.found for line in shown], today),
        home=url_for("recommendations.recommendations", congress=congress.slug),
    )
    (head, between, tail), (lead, content) = log.around, told.split(GAP)
    return f"{head}{lead}{between}{_form(log, asked)}{content}{tail}"


def _form(log: Log, asked: dict[str, str]) -> str:
    """Draw the form, or fill in the one that is kept; what no filter can be set to is set in none."""
    if not log.lines:
        return ""
    known = {name: {value for value, _ in log.options[name]} for name in log.options}
    settings = {name: asked[name] if asked[name] in known[name] else "" for name in known}
    key = (any(asked.values()), *settings.values())
    drawn = log.forms.get(key)
    if drawn is None:
        home = url_for("recommendations.recommendations", congress=log.congress.slug)
        drawn = _filled(
            "app/front/recommendations_form.html", asked=settings, is_asked=key[0], options=log.options, home=home
        ).split(GAP)
        if len(log.forms) < MOST_FORMS:
            log.forms[key] = drawn
    before, after = drawn
    return f"{before}{escape(asked['q'])}{after}"


def _filled(template: str, **values: object) -> str:
    """Draw a part of a page without Flask's own way of rendering, which looks each time for who is logged in."""
    return current_app.jinja_env.get_template(template).render(gap=GAP, **values)


def _around(found: Standing, congress: Congress, *, total: int) -> list[str]:
    """Draw what stands around the list, whatever is asked; split where what is found belongs."""
    drawn = _render(
        "app/front/recommendations.html",
        found,
        congress,
        total=total,
        feeds=_feeds(congress),
        end=queries.end_of_log(reading(), congress.id),
        gap=GAP,
    )
    return drawn.split(GAP)


def _draw_one(found: Standing, public_id: str) -> str:
    congress, today = congresses_of.by_id(reading(), found.id), found.today(clock.now())
    one = queries.recommendation(reading(), found.id, public_id)
    if one.status not in PUBLIC:
        raise NotFound
    ties = queries.ties(reading(), [one.id])
    others = queries.with_congress(reading(), {number for tie in ties for number in (tie.later_id, tie.earlier_id)})
    public_ones = {key: pair for key, pair in others.items() if pair[1].is_public and pair[0].status in PUBLIC}
    return _render(
        "app/front/recommendation.html",
        found,
        congress,
        one=one,
        answers=[
            (answer, _verdict(answer), standing.is_overdue(answer, status=one.status, today=today))
            for answer in one.answers
        ],
        ties=[
            *(
                (words.TIES[Tie(tie.kind)], *public_ones[tie.earlier_id])
                for tie in ties
                if tie.later_id == one.id and tie.earlier_id in public_ones
            ),
            *(
                (words.TIED_BY[Tie(tie.kind)], *public_ones[tie.later_id])
                for tie in ties
                if tie.earlier_id == one.id and tie.later_id in public_ones
            ),
        ],
        history=history(queries.entries(reading(), one.id)),
        today=today,
        words=words,
        address_of=address_of,
        forum_href=url_for("front.forum", congress=congress.slug, public_id=one.forum.public_id) if one.forum else "",
    )


def _draw_series(series: str) -> str:
    editions = [one for one in congresses_of.public_congresses(reading()) if one.series == series]
    today = clock.now().date()
    rows = []
    for congress in editions:
        found = queries.recommendations(reading(), [congress.id], statuses=PUBLIC)
        late = [one for one in found if is_overdue(one, today)]
        rows.append((congress, record_of(found, today), [one for one in found if one.status == Status.DONE], late))
    counted = [(congress, told) for congress, told, _, _ in rows if told.total]
    kept, total = sum(told.kept for _, told in counted), sum(told.total for _, told in counted)
    return render_template(
        "app/front/series.html",
        title=in_language(editions[0].title, page_language()),
        rows=rows,
        kept=kept,
        total=total,
        chart=[
            {
                "label": f"{in_language(congress.title, page_language())} ({congress.starts_on.year})",
                "value": told.kept,
                "limit": told.total,
                "href": url_for("recommendations.recommendations", congress=congress.slug),
            }
            for congress, told in counted
        ],
        words=words,
        address_of=address_of,
        footer_links=[(gettext("All congresses"), url_for("front.congresses"))],
    )


def _chart(found: Sequence[Recommendation], today: date) -> list[dict[str, object]]:
    told = record_of(found, today)
    return [
        {"label": word, "value": told.by_status[status]}
        for status, (_, word) in words.STATES.items()
        if told.by_status.get(status)
    ]


def _verdict(answer: RecommendationAnswer) -> tuple[str, object]:
    return words.VERDICTS[Verdict(answer.verdict)] if answer.verdict else words.UNANSWERED


def _options(lines: Sequence[Listed], years: Sequence[int]) -> dict[str, list[tuple[str, str]]]:
    """List what each filter can be set to."""
    present = {line.found.status for line in lines}
    addressees = {a.addressee.key: a.addressee.name for line in lines for a in line.found.answers}
    return {
        "year": [(ALL, gettext("all years")), *((str(year), str(year)) for year in years)],
        "status": [(code.value, str(word)) for code, (_, word) in words.STATES.items() if code in present],
        "theme": [(theme, theme) for theme in sorted({line.found.theme for line in lines} - {""})],
        "addressee": sorted(addressees.items(), key=lambda pair: pair[1].casefold()),
    }


def _feeds(congress: Congress) -> list[tuple[str, str]]:
    names = {
        "atom": "Atom",
        "ics": gettext("Calendar of deadlines"),
        "json": "JSON",
        "csv": "CSV",
        "xlsx": "Excel",
        "md": "Markdown",
    }
    return [
        (name, url_for("recommendation_files.taken", congress=congress.slug, kind=kind)) for kind, name in names.items()
    ]


def _render(template: str, found: Standing, congress: Congress, **values: object) -> str:
    now = clock.now()
    return frame.render(
        template,
        congress,
        has_forums=found.has_forums,
        has_recommendations=True,
        has_market=found.has_market,
        can_register=found.takes_registrations(now),
        **values,
    )
