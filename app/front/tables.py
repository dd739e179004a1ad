"""A guest's part in the thematic tables: which topics they would like; in a World Café, where they sit in each round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app import clock
from app.db import reading, transaction
from app.errors import DomainError
from app.front import frame
from app.front.bearers import living
from app.front.errors import DeadLink
from app.front.personal import dead_link, keep_secret
from app.web.guards import public
from app.web.problem import words_of
from forums.tables import errors, queries, service
from forums.tables.models import TablePlan, TableRound, ThematicTable
from registration.participants.models import Participant
from registration.participants.rules import Status

blueprint = Blueprint("personal_tables", __name__, url_prefix="/<congress>/my/<token>/tables")
blueprint.after_request(keep_secret)
blueprint.register_error_handler(DeadLink, dead_link)
LONGEST_NUMBER = 3  # digits


@dataclass(frozen=True)
class Choice:
    """A table in a round of a World Café; ``free`` is None where nobody counts seats."""

    table: ThematicTable
    free: int | None
    is_mine: bool


@blueprint.get("")
@public
def wishes(congress: str, token: str) -> str:
    """Choose topics, or tables where everybody chooses freely."""
    participant = living(congress, token)
    if _cafe(participant) is not None:
        return _draw_cafe(participant, token)
    wished = queries.wishes_of(reading(), participant.id)
    tables = queries.tables(reading(), participant.congress_id)
    return _draw(participant, token, {table.public_id for table in tables if table.id in wished})


@blueprint.post("")
@public
def set_wishes(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Replace the chosen topics as a whole."""
    participant = living(congress, token)
    chosen = request.form.getlist("tables")
    try:
        with transaction() as session:
            service.set_wishes(session, participant, chosen)
    except errors.TablesError as fault:
        return _draw(participant, token, set(chosen), fault=fault), fault.status
    flash(gettext("Your tables are kept."))
    return redirect(url_for("personal.page", congress=congress, token=token), 303)


@blueprint.post("/choice")
@public
def choose(congress: str, token: str) -> BaseResponse | tuple[str, int]:
    """Sit at a table in a round, or give the place back (no table)."""
    participant = living(congress, token)
    table, typed, now = request.form.get("table", ""), request.form.get("round", ""), clock.now()
    number = int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0
    try:
        with transaction() as session:
            session.refresh(participant)
            if table:
                service.choose(session, participant, number=number, table=table, now=now)
            else:
                service.leave(session, participant, number=number, now=now)
    except errors.TablesError as fault:
        return _draw_cafe(participant, token, fault=fault), fault.status
    address = url_for(".wishes", congress=congress, token=token, _anchor=f"round-{number}")
    return redirect(address, 303)


def _cafe(participant: Participant) -> TablePlan | None:
    published = queries.published(reading(), participant.congress_id)
    is_sitting = published is not None and published.is_cafe and participant.status == Status.CONFIRMED
    return published if is_sitting else None


def _draw_cafe(participant: Participant, token: str, *, fault: DomainError | None = None) -> str:
    congress, now, plan = participant.congress, clock.now(), _cafe(participant)
    rounds = [one for one in queries.rounds(reading(), congress.id) if one.ends_at > now] if plan else []
    tables = queries.tables(reading(), congress.id)
    seated = queries.seated(reading(), plan.id) if plan else {}
    return frame.render(
        "app/front/table_cafe.html",
        congress,
        has_forums=bool(congress.wishes),
        can_register=False,
        person=participant,
        token=token,
        rounds=[(one, _choices(one, tables, seated, participant.id)) for one in rounds],
        is_host=any(participant.id in {table.host_id, table.cohost_id} for table in tables),
        faults=[words_of(fault)] if fault else [],
    )


def _choices(
    one: TableRound, tables: Sequence[ThematicTable], seated: Mapping[tuple[int, int], set[int]], person: int
) -> Sequence[Choice]:
    taken = {table.id: seated.get((one.id, table.id), set()) for table in tables}
    return [
        Choice(
            table,
            free=None if table.seats is None else max(0, table.seats - len(taken[table.id])),
            is_mine=person in taken[table.id],
        )
        for table in tables
    ]


def _draw(participant: Participant, token: str, chosen: set[str], *, fault: DomainError | None = None) -> str:
    congress = participant.congress
    setting = queries.setting(reading(), congress.id)
    is_open = bool(setting and setting.wishes and not queries.published(reading(), congress.id))
    return frame.render(
        "app/front/table_wishes.html",
        congress,
        has_forums=bool(congress.wishes),
        can_register=False,
        person=participant,
        token=token,
        most=setting.wishes if setting else 0,
        tables=queries.tables(reading(), congress.id) if is_open else [],
        chosen=chosen,
        faults=[words_of(fault)] if fault else [],
    )
