"""From a choice of badges to a PDF, for the page and for the command: what both doors do."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.db import end_reading, reading
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


def send_to_printer(
    congress: Congress,
    wanted: Selection,
    *,
    begin: Callable[[], AbstractContextManager[Session]],
    now: datetime,
) -> Sequence[int]:
    """Issue what badges are missing and note that all go to the printer *now*; return whose, in order.

    Done in pieces, each in a transaction that *begin* opens: whoever scans or registers meanwhile waits for no more than one
    of them. Raises NothingToPrint.
    """
    people = queries.holders(reading(), congress.id, wanted)
    if not people:
        raise NothingToPrint
    for start in range(0, len(people), service.CHUNK):
        with begin() as session:
            service.prepare(session, people[start : start + service.CHUNK], now=now)
    return people


def write_pdf(
    congress: Congress,
    people: Sequence[int],
    sheet: Sheet,
    *,
    out: BinaryIO,
    skip: int,
    created: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the badges of *people* onto *sheet*, moved as the printer needs it; return how many there were. Raises FontsAreMissing."""
    right, down = sheets_of.shift(reading(), congress.id, sheet.id)
    wording = wording_of(congress)
    with force_locale(wording.language):
        title = gettext("Badges: %(congress)s", congress=in_language(congress.title, wording.language))
        looks = looks_of(reading(), congress.id, sheet, code_word=gettext("Code of the badge"))
    faces = service.badges_for(reading(), congress, people, wording=wording, pause=end_reading)
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
