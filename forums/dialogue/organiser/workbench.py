"""A draft on the workbench: look at it, pin people, ask why somebody sits where they sit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import format_decimal, gettext, ngettext
from werkzeug.wrappers import Response

from app import clock, i18n
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.web.languages import page_language
from app.web.problem import words_of
from forums.assignment.problem import problem_as_json
from forums.dialogue import drafts, errors, findings, queries, reasons, service, settings_form, words
from forums.dialogue.layout import slots_of
from forums.dialogue.models import AssignmentRun, Forum
from forums.dialogue.organiser.assignment import OVER, Page, assignment_organiser, steps
from forums.dialogue.problems import is_stale, problem_of, solution_of, what_if
from forums.dialogue.queries import Card
from forums.dialogue.settings import settings_of
from registration.participants import queries as participant_queries

FREE = "free"  # in place of a forum's number: leave the person to the calculation
MANY = 250  # from so many people on, the lists of the forums begin closed


@assignment_organiser.get("/<run>/draft")
@needs(Part.ORGANISER)
def draft(congress: str, run: str) -> Page:
    return _draft(congress, run)


def _draft(congress: str, run: str, *, note: str | None = None, refused: DomainError | None = None) -> Page:
    session = reading()
    found = queries.run(session, g.congress.id, run)
    if found.status not in OVER:
        return redirect(url_for(".run", congress=congress, run=run))
    every, settings = queries.forums(session, g.congress.id), settings_of(found.settings)
    slots = _slots(found, every)
    slot = _slot(slots)
    forums = [forum for forum in every if slot in {None, forum.slot}]
    cards = queries.cards(session, found.id, slot=slot if len(slots) > 1 else None)
    page = render_template(
        "forums/dialogue/draft.html",
        slots=slots,
        slot=slot,
        slot_word=words.slot,
        wish=words.wish,
        slot_chips=_chips(run, slots, slot),
        run=found,
        note=found.note if note is None else note,
        note_faults=[words_of(refused)] if refused else [],
        **steps(),
        result=found.result,
        cancelled=len({card.public_id for card in cards if not card.is_confirmed}),
        is_stale=found.status == "draft" and is_stale(session, g.congress, found),
        begins_open=len(cards) < MANY,
        tried=words.tried(settings, every),
        is_hypothetical=bool(what_if(settings, every)),
        asked=settings,
        proposals=_proposals(found, every),
        scale=_scale(found),
        offered=settings_form.offered(every),
        here=settings_form.offered(forums),
        fields=settings_form.fields_of(settings, found.seed, every, wishes=g.congress.wishes),
        **_pictures(found, cards, forums, _histogram(found, slots, slot)),
        **_vocabulary(cards, forums),
    )
    return (page, refused.status) if refused else page


def _slots(run: AssignmentRun, forums: Sequence[Forum]) -> list[int]:
    """List the slots that a draft fills."""
    return sorted(map(int, run.result.get("slots", ()))) or slots_of(forums)[:1] or [1]


def _slot(slots: Sequence[int]) -> int | None:
    """Read which slot is looked at; None: all of them together, where there are several."""
    asked = request.values.get("slot", type=int)
    return asked if asked in slots else slots[0] if len(slots) == 1 else None


def _chips(run: str, slots: Sequence[int], slot: int | None) -> list[dict[str, object]]:
    """List the ways to look at a draft: as a whole, and slot by slot."""
    ways = [(None, str(gettext("All"))), *((number, str(number)) for number in slots)]
    return [
        {
            "label": word,
            "href": url_for(".draft", congress=g.congress.slug, run=run, slot=number),
            "current": number == slot,
        }
        for number, word in ways
    ]


def _histogram(run: AssignmentRun, slots: Sequence[int], slot: int | None) -> Mapping[str, Any]:  # Any: JSON
    """Choose the wishes that came true in a slot, or in all together."""
    found: Mapping[str, Any] = run.result["histogram"]  # Any: as above
    return found if slot is None or len(slots) == 1 else run.result["slots"][str(slot)]


@assignment_organiser.get("/<run>/problem.json")
@needs(Part.ORGANISER)
def problem(congress: str, run: str) -> Page:  # noqa: ARG001 -- the guard found it
    """Hand out what was solved, by public ids, as long as it can be put together again."""
    session = reading()
    found = queries.run(session, g.congress.id, run)
    if found.status != "draft" or is_stale(session, g.congress, found):
        raise errors.NoDraft
    settings = settings_of(found.settings)
    return _file(problem_as_json(problem_of(session, g.congress, settings, run_id=found.id)), "problem.json")


@assignment_organiser.get("/<run>/solution.json")
@needs(Part.ORGANISER)
def solution(congress: str, run: str) -> Page:  # noqa: ARG001 -- the guard found it
    session = reading()
    found = queries.run(session, g.congress.id, run)
    if found.status not in OVER:
        raise errors.NoDraft
    return _file(solution_of(session, found), "solution.json")


@assignment_organiser.post("/<run>/pins")
@needs(Part.ORGANISER)
def pin(congress: str, run: str) -> Page:
    people, number = request.form.getlist("person"), request.form.get("forum", "")
    slot = request.form.get("slot", type=int)
    back = url_for(".draft", congress=congress, run=run, slot=slot, _anchor=f"forum-{number}")
    try:
        with transaction() as session:
            queries.run(session, g.congress.id, run)
            if number == FREE:
                count = service.unpin(session, g.congress, people, slot=slot or 1, actor=actor(), now=clock.now())
                flash(words.released(count))
            else:
                forum = queries.forum_by_number(session, g.congress.id, number)
                count = service.pin(session, g.congress, people, forum=forum, actor=actor(), now=clock.now())
                flash(_pinned(count, words.name_of(forum)))
    except errors.NobodyChosen as refused:
        flash(words_of(refused), "refused")
    return redirect(back, 303)


@assignment_organiser.post("/<run>/note")
@needs(Part.ORGANISER)
def note(congress: str, run: str) -> Page:
    """Keep a note with the draft."""
    try:
        with transaction() as session:
            service.write_note(session, queries.run(session, g.congress.id, run), request.form.get("note", ""))
        flash(gettext("The note is kept."))
    except errors.NoteTooLong as refused:
        return _draft(congress, run, note=request.form.get("note", ""), refused=refused)
    slot = request.form.get("slot", type=int)
    return redirect(url_for(".draft", congress=congress, run=run, slot=slot, _anchor="note"), 303)


@assignment_organiser.get("/<run>/people/<person>")
@needs(Part.ORGANISER)
def person(congress: str, run: str, person: str) -> Page:  # noqa: ARG001 -- the guard found it
    session = reading()
    found = queries.run(session, g.congress.id, run)
    participant = participant_queries.by_public_id(session, g.congress.id, person)
    forums = queries.forums(session, g.congress.id)
    by_id = {forum.id: forum for forum in forums}
    told = {seat.slot: by_id.get(seat.forum_id) for seat in queries.seats_of(session, participant.id)}
    pins = queries.pins_of(session, participant.id)
    return render_template(
        "forums/dialogue/person.html",
        run=found,
        participant=participant,
        days=[i18n.long_day(date.fromisoformat(day), page_language()) for day in participant.day_list],
        places=[
            Place(
                slot=seat.slot,
                forum=by_id.get(seat.forum_id or 0),
                published=told.get(seat.slot),
                pinned=by_id.get(pins.get(seat.slot, 0)),
                why=reasons.sentences(seat.reason, forums),
                forums=[forum for forum in forums if forum.cancelled_at is None and forum.slot == seat.slot],
            )
            for seat in queries.draft_seats_of(session, found.id, participant.id)
        ],
        slot_word=words.slot,
        wishes=_wishes(participant.id, {forum.public_id: forum for forum in forums}),
        sector=words.sectors().get(participant.sector, participant.sector),
    )


@dataclass(frozen=True)
class Place:
    """Where a draft seats somebody in a slot, and why; where they sit as published, where they are pinned, and where else they could be."""

    slot: int
    forum: Forum | None
    published: Forum | None
    pinned: Forum | None
    why: Sequence[str]
    forums: Sequence[Forum]


@dataclass(frozen=True)
class Proposal:
    """Forums that could be cancelled, and how many would then have one of their first wishes."""

    names: str
    numbers: Sequence[int]
    headline: drafts.Headline


@dataclass(frozen=True)
class Stop:
    """A stop of the scale from few moves to fairness: by which *aim* it is asked for ("": as published), and what it brings."""

    aim: str
    words: str
    histogram: Mapping[str, Any]  # Any: JSON
    moves: int
    is_this: bool


def _scale(run: AssignmentRun) -> list[Stop]:
    asked = settings_of(run.settings).aim
    return [
        Stop(
            one["aim"],
            words.aim(one["aim"]) if one["aim"] else str(gettext("As published")),
            one["histogram"],
            one["moves"],
            one["aim"] == asked,
        )
        for one in run.result.get("stops", ())
    ]


def _proposals(run: AssignmentRun, forums: Sequence[Forum]) -> list[Proposal]:
    by_id = {forum.public_id: forum for forum in forums}
    found = []
    for way in run.result.get("proposals", ()):
        chosen = [by_id[name] for name in way["forums"] if name in by_id]
        names = ", ".join(words.name_of(forum) for forum in chosen) or str(gettext("none"))
        found.append(Proposal(names, [forum.number for forum in chosen], drafts.headline(way["histogram"])))
    return found


def _file(document: dict[str, Any], name: str) -> Response:  # Any: JSON
    response = jsonify(document)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pictures(
    run: AssignmentRun,
    cards: Sequence[Card],
    forums: Sequence[Forum],
    histogram: Mapping[str, Any],  # Any: JSON
) -> dict[str, object]:
    """Gather what the page counts, draws and finds."""
    asked = settings_of(run.settings)
    columns = drafts.columns(
        cards, forums, tuple(words.sectors()), tried=asked.seats, with_pins="pins" not in asked.without
    )
    organisations = drafts.organisations(cards, forums)
    names = {card.organisation_key: card.organisation for card in cards}
    return {
        "seconds": format_decimal(max(round(run.result["seconds"], 1), 0.1)),
        "headline": drafts.headline(histogram),
        "wishes_rows": findings.wishes_rows(histogram),
        "wishes_finding": findings.wishes_finding(histogram),
        "broken": words.broken_rules(
            run.result["broken"], forums, names, {card.public_id: card.name for card in cards}
        ),
        "levels": findings.levels(run.result),
        "columns": columns,
        "forum_rows": findings.forum_rows(columns),
        "forums_finding": findings.forums_finding(columns),
        "parts": findings.parts(columns),
        "organisations": organisations,
        "organisations_finding": findings.organisations_finding(organisations) if organisations else "",
        "disappointed": drafts.disappointed(cards),
        "differences": drafts.differences(cards),
    }


def _vocabulary(cards: Sequence[Card], forums: Sequence[Forum]) -> dict[str, object]:
    """Say each word of the cards once: 700 cards would otherwise ask for the same translations thousands of times."""
    ranks = {card.rank for card in cards if card.rank is not None}
    return {
        "order": tuple(words.sectors()),
        "sectors": words.sectors(),
        "letters": words.sector_letters(),
        "parts_by_sector": {sector: number for number, sector in enumerate(words.sectors(), 1)},
        "rank_words": {rank: words.wish(rank) for rank in ranks},
        "unwished": gettext("not wished for"),
        "without_wish": gettext("no wishes"),
        "pinned_word": gettext("pinned"),
        "cancelled_word": gettext("cancelled since"),
        "before_words": {forum.id: gettext("before: %(forum)s", forum=words.name_of(forum)) for forum in forums},
    }


def _wishes(participant_id: int, forums: Mapping[str, Forum]) -> list[tuple[str, Forum]]:
    ranks = queries.ranks(reading(), participant_id)
    return [(words.wish(rank), forums[public_id]) for public_id, rank in ranks.items()]


def _pinned(count: int, forum: str) -> str:
    return str(
        ngettext(
            "%(num)s person is pinned to %(forum)s. Calculate again to see what follows.",
            "%(num)s people are pinned to %(forum)s. Calculate again to see what follows.",
            count,
            forum=forum,
        )
    )
