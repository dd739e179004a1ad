"""Feeds: chosen from the agenda, joined from fragments that are written once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from app.calendar import agenda, ical
from app.calendar.agenda import Entry
from app.calendar.fragments import FragmentCache
from app.calendar.ical import Event, Feed, Fragment
from app.calendar.queries import Reader
from app.congress.models import Congress
from app.orm import in_language

COLOUR = "teal"
KEPT_FRAGMENTS = 20_000
KEPT_AGENDAS = 64
# Raised when the same rows shall be written differently, so that readers do not keep what an older version wrote.
WRITER = 1
Choice = Callable[[Entry], bool]


@dataclass(frozen=True)
class Known:
    """Entries of one agenda with their written fragments."""

    entries: tuple[tuple[Entry, Fragment], ...]


class Calendars:
    """Everything that feeds of one application keep between requests; no row is asked twice for the same revision."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._fragments = FragmentCache(KEPT_FRAGMENTS)
        self._agendas: dict[tuple[object, ...], Known] = {}

    def feed(
        self, session: Session, congress: Congress, *, language: str, path: str, name: str, choice: Choice
    ) -> bytes:
        """Write the feed at *path* (below the congress) of all entries that *choice* lets through."""
        known = self._known(session, congress, language)
        fragments = [fragment for entry, fragment in known.entries if choice(entry)]
        return ical.calendar(self._head(congress, language, path=path, name=name), fragments)

    def personal(self, session: Session, reader: Reader) -> bytes:
        """Write somebody's own feed: the programme without the other forums, and their forum as an entry of its own."""
        congress = reader.congress
        known = self._known(session, congress, reader.language)
        entries = [(entry, fragment) for entry, fragment in known.entries if entry.forum_id in {None, reader.forum_id}]
        fragments = [self._personal_fragment(entry, fragment, reader) for entry, fragment in entries]
        # No SOURCE: the address is a secret, and calendars show and share what stands in there.
        return ical.calendar(
            self._head(congress, reader.language, path="", name=in_language(congress.title, reader.language)), fragments
        )

    def attachment(self, session: Session, congress: Congress, *, language: str) -> bytes:
        """Write the file for mails: the bar over the congress' days, which people keep without subscribing."""
        known = self._known(session, congress, language)
        return ical.attachment([known.entries[0][1]])

    def _known(self, session: Session, congress: Congress, language: str) -> Known:
        key = (congress.id, congress.revision, language)
        known = self._agendas.get(key)
        if known is None:
            entries = agenda.agenda(session, congress, language=language, base_url=self.base_url)
            known = Known(tuple((entry, ical.event_fragment(entry.event)) for entry in entries))
            while len(self._agendas) >= KEPT_AGENDAS:
                self._agendas.pop(next(iter(self._agendas)), None)
            self._agendas[key] = known
        return known

    def _personal_fragment(self, entry: Entry, fragment: Fragment, reader: Reader) -> Fragment:
        if entry.forum_id is None and reader.is_coming:
            return fragment
        event = self._personal_event(entry, reader)
        key = (
            reader.participant_id,
            event.uid,
            event.revision,
            event.cancelled,
            reader.congress.revision,
            reader.language,
        )
        return self._fragments.get(key, lambda: ical.event_fragment(event))

    def _personal_event(self, entry: Entry, reader: Reader) -> Event:
        event = entry.event
        if entry.forum_id is not None:
            event = agenda.personal_forum(entry, participant=reader.public_id, seat_revision=reader.seat_revision)
        return event if reader.is_coming else agenda.withdrawn(event)

    def _head(self, congress: Congress, language: str, *, path: str, name: str) -> Feed:
        site = f"{self.base_url}/{congress.slug}"
        return Feed(
            name=name,
            zone=congress.zone,
            description=in_language(congress.summary, language),
            url=f"{site}/",
            source=f"{site}/{path}" if path else "",
            colour=COLOUR,
            language=language,
        )


def etag(*parts: object) -> str:
    """Make the strong ETag of a feed from the states that its bytes depend on; asking for it renders nothing."""
    return sha256("\x00".join(map(str, (WRITER, *parts))).encode()).hexdigest()[:32]


def latest(*instants: datetime | None) -> datetime:
    """Choose the latest of the changes that a feed shows."""
    return max(instant for instant in instants if instant is not None)
