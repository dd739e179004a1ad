"""Drafts side by side."""

from dataclasses import dataclass

from flask import g, render_template, request

from app.accounts.guards import needs
from app.accounts.models import Part
from app.db import reading
from forums.dialogue import comparison, findings, queries, settings_form, words
from forums.dialogue.comparison import Compared
from forums.dialogue.models import AssignmentRun
from forums.dialogue.organiser.assignment import OVER, Page, assignment_organiser
from forums.dialogue.problems import stale_among
from forums.dialogue.settings import Settings, settings_of

MOST_DRAFTS, MOST_PEOPLE = 6, 200


@dataclass(frozen=True)
class Shown:
    """A draft in the table: its run, what was asked, what it comes to, whether it is out of date, and what it tries out."""

    run: AssignmentRun
    settings: Settings
    compared: Compared
    is_stale: bool
    tried: list[str]
    aim: str
    levels: dict[str, int]


@assignment_organiser.get("/compare")
@needs(Part.ORGANISER)
def compare(congress: str) -> Page:  # noqa: ARG001 -- the guard found it
    """Lay the drafts that are named in the address side by side; with fewer than two, the newest."""
    session = reading()
    drafts = [run for run in queries.runs(session, g.congress.id) if run.status in OVER]
    asked = set(request.args.getlist("draft"))
    chosen = [run for run in drafts if run.public_id in asked][:MOST_DRAFTS]
    if len(chosen) < 2:  # noqa: PLR2004 -- side by side are two
        chosen = (chosen + [run for run in drafts if run not in chosen])[:2]
    chosen.sort(key=lambda run: run.id)
    forums = queries.forums(session, g.congress.id)
    cards_of = [queries.cards(session, run.id) for run in chosen]
    stale = stale_among(session, g.congress, [run for run in chosen if run.status == "draft"])
    order = tuple(words.sectors())
    shown = []
    for run, cards in zip(chosen, cards_of, strict=True):
        settings = settings_of(run.settings)
        shown.append(
            Shown(
                run,
                settings,
                comparison.compared(run.result, settings, cards, forums, order),
                run.id in stale,
                words.tried(settings, forums),
                words.aim(settings.aim),
                {word: people for word, people, _ in findings.levels(run.result)},
            )
        )
    people = comparison.differing(cards_of, forums)
    return render_template(
        "forums/dialogue/compare.html",
        drafts=drafts,
        shown=shown,
        forums=settings_form.offered(forums),
        levels=list(dict.fromkeys(word for one in shown for word in one.levels)),
        ranks=range(1, max((len(one.compared.histogram["ranks"]) for one in shown), default=0) + 1),
        wish=words.wish,
        people=people[:MOST_PEOPLE],
        more=max(0, len(people) - MOST_PEOPLE),
        letters=words.sector_letters(),
        sectors=words.sectors(),
        order=order,
    )
