"""Every select on tables, rounds and plans."""

from collections.abc import Collection, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload

from app.congress.models import Congress, Room
from app.errors import NotFound
from app.typed import has_traps, normal
from forums.tables.models import (
    HarvestNote,
    HarvestPhoto,
    SliderTrial,
    TableAbsence,
    TableClock,
    TablePair,
    TablePlan,
    TablePresence,
    TableRound,
    TableSetting,
    TableStop,
    TableWish,
    ThematicTable,
)
from registration.participants.models import Participant
from registration.participants.rules import Status, name_key_of

FRESH = {"populate_existing": True}


def setting(session: Session, congress_id: int) -> TableSetting | None:
    return session.scalar(select(TableSetting).where(TableSetting.congress_id == congress_id))


def has_public_harvest(session: Session, congress_id: int) -> bool:
    """Tell whether everybody may read what the tables brought."""
    query = select(TableSetting.harvest_published_at).where(TableSetting.congress_id == congress_id)
    return session.scalar(query) is not None


def tables(session: Session, congress_id: int) -> Sequence[ThematicTable]:
    """List the tables by number, with room and hosts."""
    return session.scalars(
        select(ThematicTable)
        .where(ThematicTable.congress_id == congress_id)
        .options(joinedload(ThematicTable.room), joinedload(ThematicTable.host), joinedload(ThematicTable.cohost))
        .order_by(ThematicTable.number)
    ).all()


def table(session: Session, congress_id: int, public_id: str) -> ThematicTable:
    """Find a table of this congress; raises NotFound."""
    found = next((one for one in tables(session, congress_id) if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def hosted_by(session: Session, participant_id: int) -> Sequence[ThematicTable]:
    """List the tables that somebody hosts, by number."""
    is_host = or_(ThematicTable.host_id == participant_id, ThematicTable.cohost_id == participant_id)
    return session.scalars(select(ThematicTable).where(is_host).order_by(ThematicTable.number)).all()


def rounds(session: Session, congress_id: int) -> Sequence[TableRound]:
    return session.scalars(
        select(TableRound).where(TableRound.congress_id == congress_id).order_by(TableRound.number)
    ).all()


def people(
    session: Session, congress_id: int, audience: dict[str, list[str]]
) -> Sequence[Row[*tuple[Any, ...]]]:  # Any: columns by name
    """List who takes part, by id: everybody with a confirmed place whom *audience* does not leave out and who comes on that day."""
    return session.execute(
        select(
            Participant.id,
            Participant.public_id,
            Participant.name,
            Participant.sector,
            Participant.organisation,
            Participant.organisation_key,
        )
        .where(*chosen(congress_id, audience), comes(day_of_rounds(session, congress_id)))
        .order_by(Participant.id)
    ).all()


def chosen(congress_id: int, audience: dict[str, list[str]]) -> list[ColumnElement[bool]]:
    """Choose those with a confirmed place whom *audience* does not leave out; hosts always."""
    narrowed: list[ColumnElement[bool]] = []
    if audience.get("roles"):
        narrowed.append(Participant.role.in_(audience["roles"]))
    if audience.get("sectors"):
        narrowed.append(Participant.sector.in_(audience["sectors"]))
    hosts = select(ThematicTable.host_id).where(ThematicTable.congress_id == congress_id)
    cohosts = select(ThematicTable.cohost_id).where(ThematicTable.congress_id == congress_id)
    takes_part = or_(Participant.id.in_(hosts), Participant.id.in_(cohosts), and_(true(), *narrowed))
    return [Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED, takes_part]


def day_of_rounds(session: Session, congress_id: int) -> str:
    """Name the day of the rounds as ISO, in the zone of the congress; "" as long as there are none."""
    starts = select(TableRound.starts_at, Congress.zone).join(Congress, Congress.id == TableRound.congress_id)
    first = session.execute(
        starts.where(TableRound.congress_id == congress_id).order_by(TableRound.number).limit(1)
    ).first()
    return "" if first is None else first.starts_at.astimezone(ZoneInfo(first.zone)).date().isoformat()


def comes(day: str) -> ColumnElement[bool]:
    """Choose those who come on a day ("": any)."""
    return or_(Participant.days == "", Participant.days.contains(day)) if day else true()


def confirmed_by_words(session: Session, congress_id: int, words: str) -> Sequence[Participant]:
    """Find confirmed people by address of mail or whole name. Nobody is called what PostgreSQL refuses to look for."""
    if has_traps(normal(words)):
        return []
    is_named = or_(Participant.email_key == words.strip().casefold(), Participant.name_key == name_key_of(words))
    return session.scalars(
        select(Participant).where(
            Participant.congress_id == congress_id, Participant.status == Status.CONFIRMED, is_named
        )
    ).all()


def clock(session: Session, congress_id: int) -> TableClock | None:
    return session.scalar(select(TableClock).where(TableClock.congress_id == congress_id), execution_options=FRESH)


def clock_by_public_id(session: Session, slug: str, public_id: str) -> tuple[Congress, TableClock] | None:
    """Find what a screen shows, below its own congress only."""
    row = session.execute(
        select(Congress, TableClock)
        .join(TableClock, TableClock.congress_id == Congress.id)
        .where(Congress.slug == slug, TableClock.public_id == public_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def notes(session: Session, table_ids: Collection[int]) -> Sequence[HarvestNote]:
    """List what was written down at some tables, round by round; always as the database has it now."""
    return session.scalars(
        select(HarvestNote)
        .where(HarvestNote.table_id.in_(table_ids))
        .order_by(HarvestNote.table_id, HarvestNote.round_number, HarvestNote.id),
        execution_options=FRESH,
    ).all()


def handed_on(session: Session, table_ids: Collection[int]) -> Sequence[HarvestNote]:
    """List what tables leave to their next guests, without second versions that nobody has settled."""
    ours = (HarvestNote.table_id.in_(table_ids), HarvestNote.kind == "forward", HarvestNote.clash_of == "")
    return session.scalars(select(HarvestNote).where(*ours).order_by(HarvestNote.id)).all()


def photos(session: Session, table_ids: Collection[int]) -> Sequence[HarvestPhoto]:
    return session.scalars(
        select(HarvestPhoto).where(HarvestPhoto.table_id.in_(table_ids)).order_by(HarvestPhoto.id)
    ).all()


def wishes(session: Session, congress_id: int) -> dict[int, set[int]]:
    """Give the wished tables by participant, both by id."""
    found: dict[int, set[int]] = {}
    for person, table_id in session.execute(
        select(TableWish.participant_id, TableWish.table_id)
        .join(ThematicTable, ThematicTable.id == TableWish.table_id)
        .where(ThematicTable.congress_id == congress_id)
    ):
        found.setdefault(person, set()).add(table_id)
    return found


def wishes_of(session: Session, participant_id: int) -> set[int]:
    return set(session.scalars(select(TableWish.table_id).where(TableWish.participant_id == participant_id)))


def pairs(session: Session, congress_id: int) -> Sequence[TablePair]:
    return session.scalars(select(TablePair).where(TablePair.congress_id == congress_id).order_by(TablePair.id)).all()


def absent(session: Session, congress_id: int) -> set[int]:
    """Give the ids of those who were noted as not there."""
    return set(
        session.scalars(
            select(TableAbsence.participant_id)
            .join(Participant, Participant.id == TableAbsence.participant_id)
            .where(Participant.congress_id == congress_id)
        )
    )


def plans(session: Session, congress_id: int) -> Sequence[TablePlan]:
    """List the plans, newest first."""
    return session.scalars(
        select(TablePlan)
        .where(TablePlan.congress_id == congress_id)
        .order_by(TablePlan.created_at.desc(), TablePlan.id.desc())
    ).all()


def plan(session: Session, congress_id: int, public_id: str) -> TablePlan:
    """Find a plan of this congress; raises NotFound."""
    found = plan_by_public_id(session, public_id)
    if found is None or found.congress_id != congress_id:
        raise NotFound
    return found


def plan_by_public_id(session: Session, public_id: str) -> TablePlan | None:
    return session.scalar(select(TablePlan).where(TablePlan.public_id == public_id), execution_options=FRESH)


def published(session: Session, congress_id: int) -> TablePlan | None:
    return session.scalar(
        select(TablePlan).where(TablePlan.congress_id == congress_id, TablePlan.status == "published")
    )


def trial(session: Session, congress_id: int) -> SliderTrial | None:
    """Find what the sliders were tried for last."""
    return session.scalar(select(SliderTrial).where(SliderTrial.congress_id == congress_id), execution_options=FRESH)


def trial_by_public_id(session: Session, public_id: str) -> SliderTrial | None:
    return session.scalar(select(SliderTrial).where(SliderTrial.public_id == public_id), execution_options=FRESH)


def lock_published(session: Session, congress_id: int) -> TablePlan | None:
    """Find the published plan and let everybody else who asks so wait until this transaction is over."""
    query = select(TablePlan).where(TablePlan.congress_id == congress_id, TablePlan.status == "published")
    return session.scalar(query.with_for_update(), execution_options=FRESH)


def seated(session: Session, plan_id: int) -> dict[tuple[int, int], set[int]]:
    """Give the ids of those who sit somewhere and still come, by round and table, all by id."""
    found: dict[tuple[int, int], set[int]] = {}
    query = (
        select(TableStop.round_id, TableStop.table_id, TableStop.participant_id)
        .join(Participant, Participant.id == TableStop.participant_id)
        .where(TableStop.plan_id == plan_id, Participant.status == Status.CONFIRMED)
    )
    for round_id, table_id, person in session.execute(query):
        found.setdefault((round_id, table_id), set()).add(person)
    return found


def takes_part(session: Session, participant: Participant) -> bool:
    """Tell whether somebody is among those who sit at tables."""
    found = setting(session, participant.congress_id)
    coming = people(session, participant.congress_id, found.audience if found else {})
    return any(row.id == participant.id for row in coming)


def presence(session: Session, congress_id: int) -> dict[int, dict[int, int]]:
    """Give the table at which somebody was seen by round and participant, all by id."""
    found: dict[int, dict[int, int]] = {}
    for round_id, person, table_id in session.execute(
        select(TablePresence.round_id, TablePresence.participant_id, TablePresence.table_id)
        .join(TableRound, TableRound.id == TablePresence.round_id)
        .where(TableRound.congress_id == congress_id)
    ):
        found.setdefault(round_id, {})[person] = table_id
    return found


def stops(session: Session, plan_id: int) -> dict[int, dict[int, int]]:
    """Give the table by round and participant, all by id."""
    found: dict[int, dict[int, int]] = {}
    for round_id, person, table_id in session.execute(
        select(TableStop.round_id, TableStop.participant_id, TableStop.table_id).where(TableStop.plan_id == plan_id)
    ):
        found.setdefault(round_id, {})[person] = table_id
    return found


def names(session: Session, people_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Give name and public id by id."""
    ids, found = sorted(people_ids), {}
    for start in range(0, len(ids), 500):
        for row in session.execute(
            select(Participant.id, Participant.name, Participant.public_id).where(
                Participant.id.in_(ids[start : start + 500])
            )
        ):
            found[row.id] = (row.name, row.public_id)
    return found


def travellers(session: Session, people_ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """Give id, name and organisation of those of some people who come, by name."""
    found: list[tuple[str, int, str, str]] = []
    for start in range(0, len(people_ids), 500):
        columns = Participant.name_key, Participant.id, Participant.name, Participant.organisation
        some = Participant.id.in_(people_ids[start : start + 500])
        rows = session.execute(select(*columns).where(some, Participant.status == Status.CONFIRMED))
        found += [(row[0], row[1], row[2], row[3]) for row in rows]
    return [row[1:] for row in sorted(found)]


def route(session: Session, participant_id: int) -> Sequence[tuple[TableRound, ThematicTable]]:
    """List where somebody sits, round by round, as published; the table with its room."""
    return [
        (row[0], row[1])
        for row in session.execute(
            select(TableRound, ThematicTable)
            .select_from(TableStop)
            .join(TablePlan, TablePlan.id == TableStop.plan_id)
            .join(TableRound, TableRound.id == TableStop.round_id)
            .join(ThematicTable, ThematicTable.id == TableStop.table_id)
            .where(TableStop.participant_id == participant_id, TablePlan.status == "published")
            .options(joinedload(ThematicTable.room))
            .order_by(TableRound.number)
        )
    ]


def routes(session: Session, people_ids: Collection[int]) -> dict[int, list[int]]:
    """Give the numbers of the tables round by round, as published, for badges and slips."""
    found: dict[int, list[int]] = {}
    ids = sorted(people_ids)
    for start in range(0, len(ids), 500):
        found |= _routes(session, TableStop.participant_id.in_(ids[start : start + 500]))
    return found


def all_routes(session: Session, congress_id: int) -> dict[int, list[int]]:
    """Give the same of everybody, in one statement."""
    return _routes(session, TablePlan.congress_id == congress_id)


def _routes(session: Session, whose: ColumnElement[bool]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    query = (
        select(TableStop.participant_id, ThematicTable.number)
        .join(TablePlan, TablePlan.id == TableStop.plan_id)
        .join(TableRound, TableRound.id == TableStop.round_id)
        .join(ThematicTable, ThematicTable.id == TableStop.table_id)
        .where(whose, TablePlan.status == "published")
        .order_by(TableStop.participant_id, TableRound.number)
    )
    for person, number in session.execute(query):
        found.setdefault(person, []).append(number)
    return found


def room_ids(session: Session, congress_id: int) -> dict[str, int]:
    """Give the ids of the rooms by their public ids."""
    found = session.execute(select(Room.public_id, Room.id).where(Room.congress_id == congress_id))
    return {row[0]: row[1] for row in found}


def ids_of(session: Session, congress_id: int) -> dict[str, int]:
    """Give the ids of the participants by their public ids."""
    found = session.execute(select(Participant.public_id, Participant.id).where(Participant.congress_id == congress_id))
    return {row[0]: row[1] for row in found}


def routes_by_id(session: Session, plan_id: int) -> dict[int, dict[int, int]]:
    """Give the table by participant and round of a plan, all by id."""
    found: dict[int, dict[int, int]] = {}
    for round_id, seated in stops(session, plan_id).items():
        for person, table_id in seated.items():
            found.setdefault(person, {})[round_id] = table_id
    return found
