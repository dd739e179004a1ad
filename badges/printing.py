"""From a choice of badges to a PDF, for the page and for the command: what both doors do."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.db import end_reading, reading
from app.journal.service import record
from app.orm import in_language
from badges import queries, service
from badges.designs.looks import looks_of
from badges.errors import FontsAreMissing, NothingToPrint
from badges.layout import Sheet, shifted
from badges.pdf import write_badges
from badges.queries import Selection
from badges.sheets import queries as sheets_of
from badges.typefaces import FontsMissing
from badges.words import wording_of

Begin = Callable[[], AbstractContextManager[Session]]


def send_to_printer(
    congress: Congress,
    wanted: Selection,
    *,
    begin: Begin,
    now: datetime,
    renews: bool = False,
) -> Sequence[int]:
    """Issue what badges are missing and note that all go to the printer *now*; return whose, in order.

    With *renews*, whoever has a printed badge gets a new code. Raises NothingToPrint.
    """
    people = chosen(congress, wanted)
    for start in range(0, len(people), service.CHUNK):
        piece = people[start : start + service.CHUNK]
        # Each piece in a transaction of its own: whoever scans or registers meanwhile waits for no more than one of them.
        with begin() as session:
            if renews and (count := service.renew(session, piece, now=now)):
                note_renewed(session, congress, number=count, now=now)
            service.prepare(session, piece, now=now)
    return people


def note_renewed(session: Session, congress: Congress, *, number: int, now: datetime) -> None:
    """Write into the journal that so many badges got new codes with a print."""
    record(
        session,
        "badges.renewed",
        actor="system",
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
        details={"number": number},
    )


def chosen(congress: Congress, wanted: Selection) -> Sequence[int]:
    """List the ids of those whose badges are wanted, in the order of the sheets; raises NothingToPrint."""
    people = found(congress, wanted)
    if not people:
        raise NothingToPrint
    return people


def found(congress: Congress, wanted: Selection) -> Sequence[int]:
    """List the same; nobody is no error."""
    people = queries.holders(reading(), congress.id, wanted)
    return service.changed(reading(), people, pause=end_reading) if wanted.only_changed else people


def write_pdf(
    congress: Congress,
    people: Sequence[int],
    sheet: Sheet,
    *,
    out: BinaryIO,
    skip: int,
    created: datetime,
    progress: Callable[[int], None] | None = None,
    new_codes: service.NewCodes | None = None,
) -> int:
    """Write the badges of *people* onto *sheet*, moved as the printer needs it; return how many there were. Raises FontsAreMissing."""
    right, down = sheets_of.shift(reading(), congress.id, sheet.id)
    wording = wording_of(congress)
    with force_locale(wording.language):
        title = gettext("Badges: %(congress)s", congress=in_language(congress.title, wording.language))
        looks = looks_of(reading(), congress.id, sheet, code_word=gettext("Code of the badge"))
    faces = service.badges_for(reading(), congress, people, wording=wording, pause=end_reading, new_codes=new_codes)
    try:
        return write_badges(
            faces,
            shifted(sheet, right=right, down=down),
            out=out,
            title=title,
            language=wording.language,
            created=created,
            looks=looks,
            skip=skip,
            progress=progress,
        )
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
