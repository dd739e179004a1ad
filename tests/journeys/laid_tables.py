"""Thematic tables in every state, for the sights of the house."""

import base64
from datetime import datetime, timedelta

from builders import SECRET, make_congress, make_participant, make_plan, make_rounds, make_table
from sqlalchemy.orm import Session

from app.congress.models import Congress
from forums.tables import queries, service, steps
from forums.tables.models import TablePlan, ThematicTable
from forums.tables.service import clocks, harvest
from registration.participants.service import link_of

MINUTE = timedelta(minutes=1)
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
TOPICS = (
    {"de": "Öffentlichkeitsarbeit und Gewinnung von Freiwilligen", "en": "Public relations and winning volunteers"},
    {"de": "Zusammenarbeit zwischen Kommunen", "en": "Cooperation between municipalities"},
    {"de": "Sprecherrat der Geflüchteten", "en": "Council of refugees' speakers"},
    {"de": "Haupt- und Ehrenamt", "en": "Full-time staff and volunteers"},
    {"de": "Kleine Budgets", "en": "Small budgets"},
)


def lay_tables(session: Session, congress: Congress) -> dict[str, str]:
    """Lay five tables in three rounds, wished for, with a draft."""
    for number, topic in enumerate(TOPICS, 1):
        table = make_table(session, congress, number=number, topic=topic, description={"de": "Worum es geht."})
    make_rounds(session, congress, 3)
    _let_wish(session, congress)
    draft = make_plan(session, congress, is_published=False)
    return {"table": table.public_id, "tables_draft": draft.public_id}


def tables_of_today(session: Session, congress: Congress, *, now: datetime) -> dict[str, str]:
    """Publish a plan whose first round runs, and let others wait, fail, be impossible, and be under way."""
    for number, topic in enumerate(TOPICS[:2], 1):
        make_table(session, congress, number=number, topic=topic)
    make_rounds(session, congress, 2, first=now - 5 * MINUTE)
    _let_wish(session, congress)
    published = make_plan(session, congress, now=now)
    draft = make_plan(session, congress, is_published=False, now=now)
    impossible = _impossible(session, congress, now=now)
    failed = _started(session, congress, now=now)
    session.flush()  # each step reads the plan afresh
    service.fail_plan(session, failed.public_id, note="out-of-time")
    session.flush()  # as above
    queued = _started(session, congress, now=now)
    _try_sliders(session, congress, draft)
    harvest.publish(session, congress, actor="user:1", now=now)
    screen = clocks.open_clock(session, congress).public_id
    plans = {"published": published, "draft": draft, "impossible": impossible, "failed": failed, "queued": queued}
    table = queries.tables(session, congress.id)[0]
    words = {"screen": screen, "today_table": table.public_id, "host_link": _harvested(session, table, now=now)}
    return words | {f"today_tables_{state}": plan.public_id for state, plan in plans.items()}


def open_a_cafe(session: Session, *, now: datetime) -> dict[str, str]:
    """Let guests of a further congress choose their tables; the first one is full."""
    congress = make_congress(session, slug="cafe")
    guest, other = (make_participant(session, congress, now=now) for _ in range(2))
    for number, topic in enumerate(TOPICS, 1):
        make_table(session, congress, number=number, topic=topic, seats=number)
    rounds = make_rounds(session, congress, 2, first=now + 60 * MINUTE)
    rounds[0].question = {"de": "Wie gelingen Kooperationen?", "en": "How do cooperations succeed?"}
    service.open_cafe(session, congress, actor="user:1", now=now)
    first, second, *_ = queries.tables(session, congress.id)
    service.choose(session, other, number=1, table=first.public_id, now=now)
    service.choose(session, guest, number=1, table=second.public_id, now=now)
    session.flush()  # pages read it
    found = queries.published(session, congress.id)
    return {"link_cafe": link_of(guest, secret=SECRET), "cafe": found.public_id if found else ""}


def _harvested(session: Session, table: ThematicTable, *, now: datetime) -> str:
    """Let two phones write, and change one note at once; give the link of the host."""
    for key, text in (("key", "Ehrenamt braucht verlässliche Ansprechpersonen."), ("forward", "Wer zahlt das?")):
        harvest.add_note(session, table, kind=key, text=text, number=1, key=key, now=now)
    note = queries.notes(session, [table.id])[0]
    for text in ("Ehrenamt braucht Ansprechpersonen und Zeit.", "Ehrenamt braucht Verlässlichkeit."):
        harvest.change_note(session, note, text=text, version=1, now=now)
    harvest.add_photo(session, table, PIXEL, number=1, now=now)
    session.flush()  # pages read them
    return harvest.link_of(table, secret=SECRET)


def _let_wish(session: Session, congress: Congress) -> None:
    service.set_setting(
        session, congress, topic_once=True, wishes=2, audience={}, actor="user:1", now=congress.changed_at
    )
    session.flush()  # plans read it


def _try_sliders(session: Session, congress: Congress, draft: TablePlan) -> None:
    """Let a second plan be the better one for those who mix more."""
    weights = {"repeats": 5, "preferences": 3, "mix_sectors": 1, "mix_organisations": 1}
    trial = service.start_trial(session, congress, weights=weights, seed=1, now=congress.changed_at)
    work = service.begin_trial(session, trial.public_id)
    assert work is not None
    names = {table.id: table.public_id for table in queries.tables(session, congress.id)}
    ids, seated = queries.ids_of(session, congress.id), queries.stops(session, draft.id)
    people = [ids[one.id] for one in work.problem.participants]
    rounds = [tuple(names[places[person]] for person in people) for _, places in sorted(seated.items())]
    little_mixed = draft.result | {"kin_sectors": draft.result["kin_sectors"] + 9}
    more_mixed = draft.result | {"repeats": draft.result["repeats"] + 4}
    plans = [steps.found(work.problem, figures, rounds, {}) for figures in (little_mixed, more_mixed)]
    tried = list(steps.settings_to_try(work.problem, weights))
    kept = steps.steps_of(tried, plans, is_mended=False)
    service.keep_trial(session, trial.public_id, work.problem, kept, plans)
    session.flush()  # pages read it


def _impossible(session: Session, congress: Congress, *, now: datetime) -> TablePlan:
    tables = queries.tables(session, congress.id)
    for table in tables:
        table.seats = 1
    session.flush()  # the problem is read from the database
    plan = make_plan(session, congress, is_published=False, now=now)
    for table in tables:
        table.seats = None
    session.flush()  # as above
    return plan


def _started(session: Session, congress: Congress, *, now: datetime) -> TablePlan:
    weights = {"repeats": 5, "preferences": 3, "mix": 1}
    return service.start_plan(session, congress, weights=weights, seed=1, actor="user:1", now=now)
