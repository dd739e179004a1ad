"""The verbs of badges: give everyone a code, print it, and take it back when the badge is made anew."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.i18n import days
from app.journal.service import record
from app.orm import in_language, insert_new
from badges import qr, queries
from badges.design import OF_A_PERSON, Design, Shows
from badges.label import BadgeFace, texts_of
from badges.models import Badge
from badges.shaping import missing_letters
from forums.tables import queries as tables_of
from registration.participants.models import Participant

CHUNK = 1000
"""So many badges are read or written at once; between two chunks no transaction is open."""

NewCodes = Callable[[Session, Sequence[int]], Mapping[int, str]]

KEY_LENGTH = 32  # hexadecimal digits of SHA-256 by which a gate asks for a code


def key_of(code: str) -> str:
    """Hash a code for storing and looking up scans, which never hold the code itself."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def badge_of(session: Session, participant: Participant, *, now: datetime) -> Badge:
    """Give somebody's badge, issued now if there is none yet. Writes, so the caller's transaction must be a writing one."""
    found = queries.living_badge(session, participant.id)
    return found if found is not None else _issue(session, participant.id, now=now)


def reissue(session: Session, participant: Participant, *, actor: str, now: datetime) -> Badge:
    """Give somebody a badge with a new code. The old one stops opening the door at once."""
    _revoke(session, participant.id, now=now)
    badge = _issue(session, participant.id, now=now)
    record(
        session,
        "badge.reissued",
        actor=actor,
        congress_id=participant.congress_id,
        subject_kind="participant",
        subject_id=participant.id,
        now=now,
        details={"issue": badge.issue},
    )
    return badge


def revoke(session: Session, participant: Participant, *, actor: str, now: datetime) -> None:
    """Take somebody's badge back without a new one, because they gave their place away; nothing happens without a badge."""
    if not _revoke(session, participant.id, now=now):
        return
    record(
        session,
        "badge.revoked",
        actor=actor,
        congress_id=participant.congress_id,
        subject_kind="participant",
        subject_id=participant.id,
        now=now,
    )


@dataclass(frozen=True)
class Wording:
    """The language of the badges of a congress: the words for the roles, and for a forum of {number} and {title}.

    ``tables`` says the {numbers} of the thematic tables, round by round; ``colours`` are those of the roles, by their codes.
    """

    language: str
    roles: Mapping[str, str]
    forum: str
    tables: str = "{numbers}"
    sectors: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def head(self, congress: Congress) -> tuple[str, str]:
        """The title of a congress and its dates."""
        return in_language(congress.title, self.language), days(congress.starts_on, congress.ends_on, self.language)

    def days_of(self, iso_days: str) -> str:
        """Say on which days somebody comes: 'Mo, 8. · Di, 9.'; nothing for every day."""
        pattern = "EEE d." if self.language == "de" else "EEE d"
        return " · ".join(
            str(format_date(date.fromisoformat(day), pattern, locale=self.language))
            for day in iso_days.split(",")
            if day
        )


@dataclass(frozen=True)
class Unprintable:
    """A text of badges with letters that no typeface of ours can draw.

    One that a guest gave has their ``public_id``; what stands on the badges of many (a forum, a room, an own text) is told once.
    """

    shows: Shows
    text: str
    letters: str
    public_id: str = ""
    name: str = ""


def prepare(session: Session, participant_ids: Collection[int], *, now: datetime) -> None:
    """Issue the badges that some people lack, and note that all of theirs go to the printer *now*."""
    issue_missing(session, participant_ids, now=now)
    note_printed(session, participant_ids, now=now)


def issue_missing(session: Session, participant_ids: Collection[int], *, now: datetime) -> None:
    """Issue the badges that some people lack."""
    missing = queries.without_badge(session, participant_ids)
    if missing:
        issues = queries.last_issues(session, missing)
        rows = [_row(person, issue=issues.get(person, 0) + 1, now=now) for person in missing]
        session.execute(insert_new(session, Badge), rows)


def note_printed(session: Session, participant_ids: Collection[int], *, now: datetime) -> None:
    """Note that the badges of some people go to the printer *now*, and what they say."""
    queries.mark_printed(session, participant_ids, now=now)
    queries.keep_printed_texts(session, digests(session, participant_ids))


def renew(session: Session, participant_ids: Collection[int], *, now: datetime) -> int:
    """Give whoever of these has a printed badge a new code; the old ones stop opening the door at once. Tell how many."""
    printed = queries.with_printed_badge(session, participant_ids)
    if printed:
        living = Badge.participant_id.in_(printed), Badge.revoked_at.is_(None)
        revoking = update(Badge).where(*living).values(revoked_at=now)
        session.execute(revoking, execution_options={"synchronize_session": False})
        issue_missing(session, printed, now=now)
    return len(printed)


def changed(session: Session, participant_ids: Sequence[int], *, pause: Callable[[], None]) -> list[int]:
    """Pick those whose badge would say something else today than when it was printed, in the order given."""
    found: list[int] = []
    for start in range(0, len(participant_ids), CHUNK):
        chunk = participant_ids[start : start + CHUNK]
        before, today = queries.printed_texts(session, chunk), digests(session, chunk)
        pause()
        found += [person for person in chunk if person in before and before[person] != today.get(person)]
    return found


def digests(session: Session, participant_ids: Collection[int]) -> dict[int, str]:
    """Sum up what the badges of some people say, whatever their design and their code."""
    rows, routes = queries.texts_of_people(session, participant_ids), tables_of.routes(session, participant_ids)
    return {
        person: hashlib.sha256(repr(([tuple(row[1:]) for row in slots], routes.get(person, []))).encode()).hexdigest()[
            :16
        ]
        for person, slots in rows.items()
    }


def badges_for(
    session: Session,
    congress: Congress,
    participant_ids: Sequence[int],
    *,
    wording: Wording,
    pause: Callable[[], None],
    new_codes: NewCodes | None = None,
) -> Iterator[BadgeFace]:
    """Yield the faces of badges in the order given, in bounded memory; whoever has no badge is left out.

    *pause* is called between two chunks, so that the caller can close the read transaction: printing takes its time.
    *new_codes* gives the codes that some badges are going to have, by participant.
    """
    head = wording.head(congress)
    for start in range(0, len(participant_ids), CHUNK):
        chunk = participant_ids[start : start + CHUNK]
        rows = queries.texts(session, chunk)
        routes = tables_of.routes(session, chunk)
        codes = new_codes(session, chunk) if new_codes else {}
        pause()
        yield from (
            _face(rows[person], codes.get(person, rows[person][0].code), head, wording, tables=routes.get(person, []))
            for person in chunk
            if person in rows
        )


def faces_without_codes(
    session: Session, congress: Congress, participant_ids: Sequence[int], *, wording: Wording, code: str
) -> dict[int, BadgeFace]:
    """Give the badges of a few people by their ids, all with the same *code*, whether they have a badge yet or not."""
    head, routes = wording.head(congress), tables_of.routes(session, participant_ids)
    rows = queries.texts_of_people(session, participant_ids)
    return {person: _face(row, code, head, wording, tables=routes.get(person, [])) for person, row in rows.items()}


def unprintable(
    session: Session,
    congress: Congress,
    participant_ids: Sequence[int],
    design_of: Callable[[str], Design],
    *,
    wording: Wording,
    pause: Callable[[], None],
    limit: int = 50,
) -> list[Unprintable]:
    """Find the texts of badges that would show an empty box for a letter, at most *limit*; *design_of* a category says what is shown."""
    found: dict[Unprintable, None] = {}
    for start in range(0, len(participant_ids), CHUNK):
        chunk = participant_ids[start : start + CHUNK]
        faces = faces_without_codes(session, congress, chunk, wording=wording, code="")
        odd = {person: told for person, face in faces.items() if (told := _odd_texts(design_of(face.category), face))}
        public_ids = queries.public_ids(session, odd)
        pause()
        for person in chunk:
            for one in odd.get(person, ()):
                is_own = one.shows in OF_A_PERSON
                found[replace(one, public_id=public_ids[person], name=faces[person].name) if is_own else one] = None
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _odd_texts(design: Design, face: BadgeFace) -> list[Unprintable]:
    texts = dict.fromkeys(texts_of(design, face))
    if not missing_letters(" ".join(text for _, text in texts)):
        return []
    return [Unprintable(shows, text, letters) for shows, text in texts if (letters := missing_letters(text))]


def _face(
    rows: Sequence[Row[*tuple[Any, ...]]], code: str, head: tuple[str, str], wording: Wording, *, tables: Sequence[int]
) -> BadgeFace:  # Any: columns by name
    """Write a badge. Whoever has forums in several slots reads their numbers and rooms; the titles would not fit."""
    row, held = rows[0], sorted((one for one in rows if one.number is not None), key=lambda one: one.slot)
    words = [in_language(one.title, wording.language) if len(held) == 1 else one.room or "" for one in held]
    places = [
        wording.forum.format(number=one.number, title=word).rstrip(": ") for one, word in zip(held, words, strict=True)
    ]
    return BadgeFace(
        code=code,
        name=row.name,
        pronouns=row.pronouns,
        organisation=row.organisation,
        role=wording.roles.get(row.role, ""),
        forum=" · ".join(places),
        room=(held[0].room or "") if len(held) == 1 else "",
        congress=head[0],
        dates=head[1],
        tables=wording.tables.format(numbers="–".join(map(str, tables))) if tables else "",
        sector=wording.sectors.get(row.sector, ""),
        days=wording.days_of(row.days),
        category=row.role,
        role_colour=wording.colours.get(row.role, ""),
    )


def _revoke(session: Session, participant_id: int, *, now: datetime) -> bool:
    """Revoke the living badge; tell whether there was one."""
    living = Badge.participant_id == participant_id, Badge.revoked_at.is_(None)
    revoking = update(Badge).where(*living).values(revoked_at=now).returning(Badge.id)
    return session.scalar(revoking, execution_options={"synchronize_session": False}) is not None


def _issue(session: Session, participant_id: int, *, now: datetime) -> Badge:
    issue = queries.last_issues(session, [participant_id]).get(participant_id, 0) + 1
    row = _row(participant_id, issue=issue, now=now)
    # Whoever issues one at the same moment is left the first: the unique index lets only one badge live.
    session.execute(insert_new(session, Badge).values(row))
    badge = queries.living_badge(session, participant_id)
    if badge is None:
        raise RuntimeError(f"participant {participant_id} has no badge after one was issued")
    return badge


def _row(participant_id: int, *, issue: int, now: datetime) -> dict[str, object]:
    return {"participant_id": participant_id, "issue": issue, "issued_at": now} | drawn_code()


def drawn_code() -> dict[str, str]:
    """Draw a code that nobody can guess, and its key, as columns of a badge."""
    code = qr.new_code(secrets.token_bytes(qr.RANDOM_BYTES))
    return {"code": code, "code_key": key_of(code)}
