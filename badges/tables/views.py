"""The host's list on a phone: who is really at the table in this round, by scanning badges or by tapping names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.config import Config
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.problem import words_of
from badges import qr
from badges import queries as bearers
from badges.service import key_of
from forums.tables import errors, queries, service
from forums.tables.models import TableRound, ThematicTable
from forums.tables.service import clocks, harvest
from forums.tables.service.tables import person_named
from registration.participants.models import Participant

table_host = Blueprint("table_host", __name__, url_prefix="/<congress>/harvest/<table>/<token>/people")
table_host.after_request(keep_secret)
LONGEST_NUMBER = 3  # digits


@dataclass(frozen=True)
class Line:
    """Somebody on the list: whether they were seen here, and the table where they are expected if it is another one."""

    public_id: str
    name: str
    organisation: str
    is_here: bool
    elsewhere: int | None
    is_new: bool


@table_host.get("")
@public
def people(congress: str, table: str, token: str) -> str:
    found = _table(congress, table, token)
    return _draw(found, token, _round(found))


@table_host.post("")
@public
def note(congress: str, table: str, token: str) -> Response | tuple[str, int]:
    """Take a code or a name, or the ticks of the list; which, says the field ``step``."""
    found, now = _table(congress, table, token), clock.now()
    one = _round(found)
    try:
        with transaction() as session:
            if one is None:
                raise errors.NoSuchRound
            if request.form.get("step") == "list":
                _tick(session, found, one, now=now)
            else:
                _come(session, found, one, now=now)
    except DomainError as fault:
        return _draw(found, token, one, fault=words_of(fault)), fault.status
    return redirect(url_for(".people", congress=congress, table=table, token=token, round=one.number), 303)


def _tick(session: Session, table: ThematicTable, one: TableRound, *, now: datetime) -> None:
    """Keep only what this phone changed, so that two phones with one list lose nothing."""
    ids = queries.ids_of(session, table.congress_id)
    shown, was, ticked = (set(request.form.getlist(name)) & ids.keys() for name in ("shown", "was", "here"))
    come, gone = (ticked - was) & shown, (was - ticked) & shown
    service.note_here(session, table, one, {ids[name] for name in come}, now=now)
    service.note_gone(session, table, one, {ids[name] for name in gone})


def _come(session: Session, table: ThematicTable, one: TableRound, *, now: datetime) -> None:
    """Note whoever a code or a name means; raises UnknownCode, UnknownPerson or SeveralPeople."""
    person = _named(session, table, request.form.get("code", "")[:200])
    service.note_here(session, table, one, [person.id], now=now)
    plan = queries.published(session, table.congress_id)
    expected = queries.stops(session, plan.id).get(one.id, {}).get(person.id) if plan else None
    numbers = {other.id: other.number for other in queries.tables(session, table.congress_id)}
    if expected is None:
        flash(gettext("%(name)s is here, without a place in the plan.", name=person.name), "look")
    elif expected != table.id:
        number = numbers.get(expected, 0)
        words = gettext("%(name)s is here, but expected at table %(number)s.", name=person.name, number=number)
        flash(words, "look")
    else:
        flash(gettext("%(name)s is here.", name=person.name))


def _named(session: Session, table: ThematicTable, words: str) -> Participant:
    try:
        found = bearers.bearer(session, table.congress_id, key_of(qr.read_code(words)))
    except qr.NotACode:
        return person_named(session, table.congress_id, words, field="code")
    if found is None:
        raise errors.UnknownCode(field="code")
    return found


def _table(slug: str, public_id: str, token: str) -> ThematicTable:
    table = queries.table(reading(), by_slug(reading(), slug).id, public_id)
    config: Config = current_app.extensions["reihum_config"]
    harvest.check_link(table, token, secret=config.secret_key)
    g.reads_codes = True  # the page may use the camera
    return table


def _round(table: ThematicTable) -> TableRound | None:
    """The round that was asked for, else the one that is on."""
    rounds = {one.number: one for one in queries.rounds(reading(), table.congress_id)}
    asked = request.values.get("round", "")
    if asked.isdecimal() and len(asked) <= LONGEST_NUMBER and int(asked) in rounds:
        return rounds[int(asked)]
    return rounds.get(clocks.current(reading(), table.congress_id, now=clock.now()))


def _draw(table: ThematicTable, token: str, one: TableRound | None, *, fault: str = "") -> str:
    lines = _lines(reading(), table, one) if one else []
    return render_template(
        "badges/tables/people.html",
        table=table,
        token=token,
        slug=(request.view_args or {})["congress"],
        rounds=queries.rounds(reading(), table.congress_id),
        round=one,
        lines=lines,
        here=sum(line.is_here for line in lines),
        faults=[fault] if fault else [],
    )


def _lines(session: Session, table: ThematicTable, one: TableRound) -> Sequence[Line]:
    """List who is expected or was seen here, by name."""
    plan = queries.published(session, table.congress_id)
    stops = queries.stops(session, plan.id).get(one.id, {}) if plan else {}
    seen = queries.presence(session, table.congress_id).get(one.id, {})
    numbers = {other.id: other.number for other in queries.tables(session, table.congress_id)}
    wanted = sorted(p for p in stops.keys() | seen.keys() if table.id in {stops.get(p), seen.get(p)})
    public_ids = {person: row[1] for person, row in queries.names(session, wanted).items()}
    return [
        _line(row, public_ids[row[0]], table.id, stops=stops, seen=seen, numbers=numbers)
        for row in queries.travellers(session, wanted)
    ]


def _line(
    row: tuple[int, str, str],
    public_id: str,
    table_id: int,
    *,
    stops: Mapping[int, int],
    seen: Mapping[int, int],
    numbers: Mapping[int, int],
) -> Line:
    person, name, organisation = row
    other = next((at for at in (stops.get(person), seen.get(person)) if at not in {None, table_id}), None)
    is_here = seen.get(person) == table_id
    return Line(public_id, name, organisation, is_here, numbers.get(other or 0), is_new=person not in stops)
