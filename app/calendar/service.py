"""Feeds: chosen from the agenda, joined from fragments that are written once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from app.calendar import agenda, ical
from app.calendar.agenda import Entry
from app.calendar.fragments import FragmentCache
from app.calendar.ical import Event, Feed, Fragment
from app.calendar.queries import Reader, revisions_of_seats
from app.congress.models import Congress
from app.congress.queries import by_id
from app.orm import in_language

COLOUR = "teal"
KEPT_FRAGMENTS = 20_000
KEPT_AGENDAS = 64
# Raised when the same rows shall be written differently, so that readers do not keep what an older version wrote.
WRITER = 1
Choice = Callable[[Entry], bool]


@dataclass(frozen=True)
class Known:
    """A congress' agenda in one language: its entries with their written fragments, and the head of its feeds."""

    entries: tuple[tuple[Entry, Fragment], ...]
    head: Feed


class Calendars:
    """Everything that feeds of one application keep between requests; no row is asked twice for the same revision."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._fragments = FragmentCache(KEPT_FRAGMENTS)
        self._agendas: dict[tuple[int, int, str], Known] = {}

    def feed(
        self, session: Session, congress: Congress, *, language: str, path: str, name: str, choice: Choice
    ) -> bytes:
        """Write the feed at *path* (below the congress) of all entries that *choice* lets through."""
        known = self._known(session, congress.id, congress.revision, language)
        head = replace(known.head, name=name, source=f"{self.base_url}/{congress.slug}/{path}")
        return ical.calendar(head, [fragment for entry, fragment in known.entries if choice(entry)])

    def personal(self, session: Session, reader: Reader) -> bytes:
        """Write somebody's own feed: the programme without the other forums, and their forum as an entry of its own.

        It names no SOURCE: the address is a secret, and calendars show and share what stands in there.
        """
        known = self._known(session, reader.congress.congress_id, reader.congress.revision, reader.language)
        seats = _seats(session, reader, known)
        mine = [
            (entry, fragment) for entry, fragment in known.entries if entry.forum_id is None or entry.forum_id in seats
        ]
        fragments = [self._personal_fragment(*entry, reader, seats) for entry in mine]
        return ical.calendar(known.head, [*fragments, *self._tables(session, reader)])

    def attachment(self, session: Session, congress: Congress, *, language: str) -> bytes:
        """Write the file for mails: the bar over the congress' days, which people keep without subscribing."""
        known = self._known(session, congress.id, congress.revision, language)
        return ical.attachment([known.entries[0][1]])

    def _known(self, session: Session, congress_id: int, revision: int, language: str) -> Known:
        key = (congress_id, revision, language)
        known = self._agendas.get(key)
        if known is None:
            known = self._look_up(session, by_id(session, congress_id), language)
            while len(self._agendas) >= KEPT_AGENDAS:
                self._agendas.pop(next(iter(self._agendas)), None)
            self._agendas[key] = known
        return known

    def _look_up(self, session: Session, congress: Congress, language: str) -> Known:
        entries = agenda.agenda(session, congress, language=language, base_url=self.base_url)
        head = Feed(
            name=in_language(congress.title, language),
            zone=congress.zone,
            description=in_language(congress.summary, language),
            url=f"{self.base_url}/{congress.slug}/",
            colour=COLOUR,
            language=language,
        )
        return Known(tuple((entry, ical.event_fragment(entry.event)) for entry in entries), head)

    def _tables(self, session: Session, reader: Reader) -> list[Fragment]:
        """Write the way through the thematic tables, while its reader comes; it is asked for only when the feed is written."""
        events = agenda.personal_tables(
            session,
            by_id(session, reader.congress.congress_id),
            reader.participant_id,
            public_id=reader.public_id,
            revision=reader.revision,
            language=reader.language,
        )
        return [ical.event_fragment(event if reader.is_coming else agenda.withdrawn(event)) for event in events]

    def _personal_fragment(
        self, entry: Entry, fragment: Fragment, reader: Reader, seats: Mapping[int, int]
    ) -> Fragment:
        if entry.forum_id is None and reader.is_coming:
            return fragment
        event = self._personal_event(entry, reader, seats)
        states = (event.uid, event.revision, event.cancelled, reader.congress.revision, reader.language)
        return self._fragments.get((reader.participant_id, *states), lambda: ical.event_fragment(event))

    def _personal_event(self, entry: Entry, reader: Reader, seats: Mapping[int, int]) -> Event:
        event = entry.event
        if entry.forum_id is not None:
            revision = seats[entry.forum_id]
            event = agenda.personal_forum(entry, participant=reader.public_id, seat_revision=revision)
        return event if reader.is_coming else agenda.withdrawn(event)


def _seats(session: Session, reader: Reader, known: Known) -> Mapping[int, int]:
    """Map somebody's forums to the revisions of the seats; where there is one slot, *reader* knows it."""
    if any(entry.slot > 1 for entry, _ in known.entries):
        return revisions_of_seats(session, reader.participant_id)
    return {} if reader.forum_id is None else {reader.forum_id: reader.seat_revision}


def etag(*parts: object) -> str:
    """Make the strong ETag of a feed from the states that its bytes depend on; asking for it renders nothing."""
    return sha256("\x00".join(map(str, (WRITER, *parts))).encode()).hexdigest()[:32]


def latest(*instants: datetime | None) -> datetime:
    """Choose the latest of the changes that a feed shows."""
    return max(instant for instant in instants if instant is not None)
