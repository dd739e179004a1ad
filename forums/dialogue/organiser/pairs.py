"""Pairs: who sits in the same forum, and who never does."""

from collections.abc import Mapping

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from app import clock
from app.accounts.guards import actor, needs
from app.accounts.models import Part
from app.db import reading, transaction
from app.errors import DomainError
from app.web.problem import words_of
from forums.dialogue import errors, queries, service
from forums.dialogue.organiser.assignment import Page, assignment_organiser
from forums.dialogue.problems import queries as inputs_of

TOGETHER = "together"


@assignment_organiser.get("/pairs")
@needs(Part.ORGANISER)
def pairs(congress: str) -> Page:  # noqa: ARG001 -- the guard found it
    return _page({})


@assignment_organiser.post("/pairs")
@needs(Part.ORGANISER)
def add_pair(congress: str) -> Page:
    """Pair two people who are named."""
    typed = request.form.to_dict()
    try:
        with transaction() as session:
            people = [
                service.person_named(session, g.congress, typed.get(name, ""), field=name).public_id
                for name in ("first", "second")
            ]
            _add(people, are_together=typed.get("kind") == TOGETHER)
    except errors.DialogueError as refused:
        return _page(typed, refused=refused)
    return redirect(url_for(".pairs", congress=congress), 303)


@assignment_organiser.post("/<run>/pairs")
@needs(Part.ORGANISER)
def pair_ticked(congress: str, run: str) -> Page:
    """Pair the people who are ticked on the workbench."""
    try:
        with transaction() as session:
            queries.run(session, g.congress.id, run)
            _add(request.form.getlist("person"), are_together=request.form.get("kind") == TOGETHER)
    except errors.DialogueError as refused:
        flash(words_of(refused), "refused")
    slot = request.form.get("slot", type=int)
    return redirect(url_for(".draft", congress=congress, run=run, slot=slot, _anchor="workbench-heading"), 303)


@assignment_organiser.post("/pairs/<int:pair>/remove")
@needs(Part.ORGANISER)
def remove_pair(congress: str, pair: int) -> Page:
    with transaction() as session:
        service.remove_pair(session, g.congress, pair, actor=actor(), now=clock.now())
    flash(gettext("The two are left to the calculation again."))
    return redirect(url_for(".pairs", congress=congress), 303)


def _add(people: list[str], *, are_together: bool) -> None:
    count = service.add_pairs(reading(), g.congress, people, are_together=are_together, actor=actor(), now=clock.now())
    if are_together:
        told = ngettext(
            "%(num)s person sits together.", "%(num)s people sit together from the next calculation on.", count
        )
    else:
        told = ngettext("%(num)s person sits apart.", "%(num)s people sit apart from the next calculation on.", count)
    flash(told)


def _page(typed: Mapping[str, str], *, refused: DomainError | None = None) -> Page:
    page = render_template(
        "forums/dialogue/pairs.html",
        pairs=inputs_of.named_pairs(reading(), g.congress.id),
        fields=typed,
        faults={refused.field: [words_of(refused)]} if refused else {},
        summary=[(refused.field, words_of(refused))] if refused else [],
    )
    return (page, refused.status) if refused else page
