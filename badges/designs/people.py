"""Whom a preview shows: those whose badges are the hardest."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from app.congress.models import Congress
from badges import qr
from badges.designs import queries
from badges.label import BadgeFace
from badges.service import Wording, faces_without_codes

NO_CODE: Final = qr.new_code(bytes(qr.RANDOM_BYTES))
"""A code that is nobody's: a preview opens no door."""

_RIGHT_TO_LEFT = {"R", "AL"}
_INVENTED = (
    BadgeFace(
        NO_CODE, "Maximiliane Freifrau von Schwarzenberg-Lichtenstein", "sie/ihr", "Freiwilligenagentur Musterstadt"
    ),
    BadgeFace(NO_CODE, "عبدالرحمن الحسيني", "", "Flüchtlingsrat Brandenburg e. V."),
    BadgeFace(NO_CODE, "Jo Li", "", ""),
)


def shown(session: Session, congress: Congress, wording: Wording) -> list[tuple[str, BadgeFace]]:
    """Give the badges of a preview, each with why it is shown; invented ones as long as nobody is confirmed."""
    rows = queries.longest_first(session, congress.id)
    if not rows:
        return [("invented", _at(congress, face, wording)) for face in _INVENTED]
    chosen: dict[int, str] = {rows[0].id: "longest"}
    turned = next((row.id for row in rows if _is_right_to_left(row.name)), None)
    wishing = queries.most_wishes(session, congress.id)
    longest = max(rows, key=lambda row: row.organisation).id
    for person, why in ((turned, "right-to-left"), (longest, "organisation"), (wishing, "wishes")):
        if person is not None:
            chosen.setdefault(person, why)
    faces = faces_without_codes(session, congress, list(chosen), wording=wording, code=NO_CODE)
    return [(why, faces[person]) for person, why in chosen.items() if person in faces]


def _at(congress: Congress, face: BadgeFace, wording: Wording) -> BadgeFace:
    codes: Sequence[str] = list(wording.roles)
    code = codes[0] if codes else ""
    role, colour = wording.roles.get(code, ""), wording.colours.get(code, "")
    title, dates = wording.head(congress)
    forum, tables = wording.forum.format(number=3, title="…"), wording.tables.format(numbers="5–2–7")
    return replace(
        face,
        role=role,
        role_colour=colour,
        category=code,
        congress=title,
        dates=dates,
        forum=forum,
        room="…",
        tables=tables,
    )


def _is_right_to_left(name: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in name)
