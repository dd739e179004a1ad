"""Lay the thematic tables of an example: hosts, rounds, the plan by the real solver, and what the tables brought."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.demo.catalogue import CongressEntry, TableEntry, TablesEntry
from app.demo.stage import public_id
from app.journal.service import SYSTEM
from forums.rotation.solver import solve
from forums.tables import queries, service
from forums.tables.models import HarvestNote, TableStop
from forums.tables.rules import TableRequest, Timing
from forums.tables.service.tables import person_named

LOOKED_AT = timedelta(hours=3)  # how long the organisers looked at the draft
SECONDS = 10


def lay_tables(session: Session, congress: Congress, entry: CongressEntry) -> None:
    """Lay tables and rounds, plan and publish them by the verbs of the organisers, and write the harvest."""
    plan = entry.tables
    if plan is None:
        return
    started_at = plan.published_at - LOOKED_AT
    service.set_setting(
        session, congress, topic_once=True, wishes=0, audience=plan.audience, actor=SYSTEM, now=started_at
    )
    count, minutes, changeover, pause_after, pause = (
        plan.rounds[name] for name in ("count", "minutes", "changeover", "pause_after", "pause")
    )
    questions = dict(enumerate(plan.questions, 1))
    timing = Timing(plan.starts_at, count, minutes, changeover, pause_after, pause, questions=questions)
    service.set_rounds(session, congress, timing, actor=SYSTEM, now=started_at)
    for number, table in enumerate(plan.tables, 1):
        request = TableRequest(number, table.topic, {}, seats=table.seats, host=_host(session, congress, entry, table))
        made = service.create_table(session, congress, request, actor=SYSTEM, now=started_at)
        made.public_id = public_id(entry.slug, "table", number)
    session.flush()  # the plan is calculated from rows
    if plan.questions:
        _hold_cafe(session, congress, plan, started_at=started_at)
    else:
        _publish(session, congress, plan, started_at=started_at)
    _write_harvest(session, congress, entry, plan)


def _host(session: Session, congress: Congress, entry: CongressEntry, table: TableEntry) -> int | None:
    if table.host is None:
        return None
    name = next(speaker.name for speaker in entry.speakers if speaker.key == table.host)
    return person_named(session, congress.id, name, field="host").id


def _hold_cafe(session: Session, congress: Congress, plan: TablesEntry, *, started_at: datetime) -> None:
    """Let everybody choose a table in each round, as by chance: one they have not been to yet, as long as it has seats."""
    chance = Random(plan.seed)  # noqa: S311 -- the same at every loading
    cafe = service.open_cafe(session, congress, actor=SYSTEM, now=started_at)
    tables = queries.tables(session, congress.id)
    hosts = {person for table in tables for person in (table.host_id, table.cohost_id)}
    guests = [row.id for row in queries.people(session, congress.id, plan.audience) if row.id not in hosts]
    been: dict[int, set[int]] = {guest: set() for guest in guests}
    rows = []
    for one in queries.rounds(session, congress.id):
        free = {table.id: (table.seats or len(guests)) - bool(table.host_id) for table in tables}
        for guest in chance.sample(guests, len(guests)):
            open_tables = [table for table in free if free[table]]
            table = chance.choice([table for table in open_tables if table not in been[guest]] or open_tables)
            free[table] -= 1
            been[guest].add(table)
            rows.append({"plan_id": cafe.id, "round_id": one.id, "participant_id": guest, "table_id": table})
    session.execute(insert(TableStop), rows)


def _publish(session: Session, congress: Congress, plan: TablesEntry, *, started_at: datetime) -> None:
    weights = {"repeats": 5, "preferences": 3, "mix": 1}
    draft = service.start_plan(session, congress, weights=weights, seed=plan.seed, actor=SYSTEM, now=started_at)
    work = service.begin_plan(session, draft.public_id)
    session.flush()  # each step reads the plan afresh
    if work is None:
        raise RuntimeError(f"the tables of {congress.slug} were stopped while nobody else could")
    problem, seed = work
    service.keep_plan(session, draft.public_id, problem, solve(problem, seed=seed, seconds=SECONDS))
    session.flush()  # as above
    service.publish(session, draft, by_mail=False, actor=SYSTEM, now=plan.published_at)


def _write_harvest(session: Session, congress: Congress, entry: CongressEntry, plan: TablesEntry) -> None:
    tables = queries.tables(session, congress.id)
    ends = {one.number: one.ends_at for one in queries.rounds(session, congress.id)}
    session.add_all(
        HarvestNote(
            public_id=public_id(entry.slug, f"note-{table.number}", place),
            table_id=table.id,
            round_number=note.round,
            kind=note.kind,
            text=note.text,
            version=1,
            entry_key=f"example-{place}",
            changed_at=ends[note.round],
        )
        for table, said in zip(tables, plan.tables, strict=True)
        for place, note in enumerate(said.notes, 1)
    )
