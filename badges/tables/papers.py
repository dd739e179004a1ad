"""What is printed for the tables, in the language of the congress whoever prints it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import BytesIO

from flask_babel import force_locale, gettext, ngettext
from PIL import Image
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from badges.cards import TableCard, write_cards
from badges.errors import FontsAreMissing
from badges.flow import Heading, Part, Photo, Text, write_document
from badges.letterhead import letterhead_of
from badges.slips import Slip, Stop, write_slips
from badges.typefaces import FontsMissing
from forums.tables import document, queries
from forums.tables.document import TableHarvest
from forums.tables.markdown import round_words
from forums.tables.models import HarvestNote, ThematicTable

Writer = Callable[[Session, Congress, BytesIO, datetime], None]


def written(write: Writer, session: Session, congress: Congress, *, now: datetime) -> BytesIO:
    """Write one of the papers below into memory; raises FontsAreMissing."""
    out = BytesIO()
    try:
        with force_locale(_language(congress)):
            write(session, congress, out, now)
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    out.seek(0)
    return out


def cards(session: Session, congress: Congress, out: BytesIO, now: datetime) -> None:
    """A card for each table, to be folded and stood on it."""
    language = _language(congress)
    title, dates = _head(congress)
    faces = [
        TableCard(
            word=gettext("Table %(number)s", number="").strip(),
            number=str(table.number),
            topic=in_language(table.topic, language),
            hosts=_hosts(table),
            congress=title,
            dates=dates,
        )
        for table in queries.tables(session, congress.id)
    ]
    write_cards(
        faces,
        out=out,
        title=_title(congress, gettext("Table cards")),
        language=language,
        created=now,
        letterhead=letterhead_of(session, congress.id),
    )


def slips(session: Session, congress: Congress, out: BytesIO, now: datetime) -> None:
    """A slip for everybody with their way through the rounds, by name."""
    language = _language(congress)
    plan = queries.published(session, congress.id)
    routes = queries.routes_by_id(session, plan.id) if plan else {}
    tables = {table.id: table for table in queries.tables(session, congress.id)}
    rounds = [
        (one.id, i18n.clock_time(one.starts_at, congress.zone, language))
        for one in queries.rounds(session, congress.id)
    ]
    found = [
        Slip(name, organisation, [_stop(tables[way[one]], at, language) for one, at in rounds if one in way])
        for person, name, organisation in queries.travellers(session, sorted(routes))
        for way in [routes[person]]
    ]
    write_slips(
        found,
        heading=" · ".join(_head(congress)),
        out=out,
        title=_title(congress, gettext("Route slips")),
        language=language,
        created=now,
        letterhead=letterhead_of(session, congress.id),
    )


def lists(session: Session, congress: Congress, out: BytesIO, now: datetime) -> None:
    """A page a table for its host: who comes in which round."""
    write_document(
        _lists(session, congress),
        out=out,
        title=_title(congress, gettext("Who comes to which table")),
        head=_head(congress),
        language=_language(congress),
        created=now,
        letterhead=letterhead_of(session, congress.id),
    )


def harvest(session: Session, congress: Congress, out: BytesIO, now: datetime) -> None:
    """The whole harvest, a table after the other."""
    _write_harvest(session, document.harvest_of(session, congress.id), congress, out, now)


def settled_harvest(session: Session, congress: Congress, out: BytesIO, now: datetime) -> None:
    """The whole harvest as everybody may read it."""
    _write_harvest(session, document.settled(document.harvest_of(session, congress.id)), congress, out, now)


def _write_harvest(
    session: Session, pages: Sequence[TableHarvest], congress: Congress, out: BytesIO, now: datetime
) -> None:
    write_document(
        _harvest(pages, congress),
        out=out,
        title=_title(congress, gettext("Harvest of the tables")),
        head=_head(congress),
        language=_language(congress),
        created=now,
        letterhead=letterhead_of(session, congress.id),
    )


def _language(congress: Congress) -> str:
    return congress.default_language if congress.default_language in PAGE_LANGUAGES else "en"


def _head(congress: Congress) -> tuple[str, str]:
    language = _language(congress)
    return in_language(congress.title, language), i18n.days(congress.starts_on, congress.ends_on, language)


def _title(congress: Congress, kind: str) -> str:
    return f"{kind}: {in_language(congress.title, _language(congress))}"


def _hosts(table: ThematicTable) -> str:
    names = ", ".join(person.name for person in (table.host, table.cohost) if person)
    return str(gettext("Host: %(name)s", name=names)) if names else ""


def _stop(table: ThematicTable, at: str, language: str) -> Stop:
    place = gettext("Table %(number)s", number=table.number)
    room = table.room.name if table.room else ""
    return Stop(at, place, " · ".join(filter(None, (in_language(table.topic, language), room))))


def _lists(session: Session, congress: Congress) -> Iterator[Part]:
    language, plan = _language(congress), queries.published(session, congress.id)
    stops = queries.stops(session, plan.id) if plan else {}
    people = queries.travellers(session, sorted({person for one in stops.values() for person in one}))
    rounds = queries.rounds(session, congress.id)
    for place, table in enumerate(queries.tables(session, congress.id)):
        heading = gettext("Table %(number)s: %(topic)s", number=table.number, topic=in_language(table.topic, language))
        yield Heading(heading, level=1, is_on_new_page=place > 0)
        yield Text(_hosts(table), is_quiet=True)
        for one in rounds:
            at = i18n.clock_time(one.starts_at, congress.zone, language)
            seated = [row for row in people if stops.get(one.id, {}).get(row[0]) == table.id]
            number = ngettext("%(num)s person", "%(num)s people", len(seated))
            yield Heading(f"{gettext('Round %(number)s', number=one.number)}, {at} · {number}", level=3)
            yield from (Text(name, is_point=True, beside=organisation) for _, name, organisation in seated)


def _harvest(pages: Sequence[TableHarvest], congress: Congress) -> Iterator[Part]:
    yield Heading(gettext("Harvest of the tables"), level=1)
    tables = ngettext("%(num)s table", "%(num)s tables", len(pages))
    notes = ngettext("%(num)s note", "%(num)s notes", sum(page.number for page in pages))
    yield Text(f"{tables}, {notes}.", is_quiet=True)
    for page in pages:
        yield from _page(page, _language(congress))


def _page(page: TableHarvest, language: str) -> Iterator[Part]:
    topic = in_language(page.table.topic, language)
    yield Heading(gettext("Table %(number)s: %(topic)s", number=page.table.number, topic=topic))
    if hosts := _hosts(page.table):
        yield Text(hosts, is_quiet=True)
    if page.keys:
        yield Heading(gettext("Key points"), level=3)
        yield from (Text(note.text, is_point=True, is_strong=True) for note in page.keys)
    for part in page.rounds:
        yield Heading(round_words(part, language), level=3)
        for note in part.notes:
            yield Text(note.text, is_point=True, note=_note_words(note))
    if not page.number:
        yield Text(gettext("Nothing was written down at this table."), is_quiet=True)
    for place, photo in enumerate(page.photos, 1):
        with Image.open(BytesIO(photo.content)) as picture:
            width, height = picture.size
        yield Photo(photo.content, width, height, gettext("Photo %(number)s", number=place))


def _note_words(note: HarvestNote) -> str:
    return str(gettext("For the next guests")) if note.kind == "forward" else ""
