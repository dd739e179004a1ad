"""The verbs of designs: begin one, change it, drop it; its pictures; the colours of the categories."""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.journal.service import record
from app.typed import has_traps, normal
from badges.design import Design, Element, as_json, faults
from badges.designs import errors, queries
from badges.designs.models import BadgeColours, BadgeDesign, BadgePicture

LONGEST_NAME = 80
MOST_PICTURES = 20
WIDEST_PICTURE, MOST_PIXELS = 1200, 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
SAME_SIZE_MM = 0.6


@dataclass(frozen=True)
class DesignRequest:
    """What an organiser wants of a design."""

    name: str
    elements: Sequence[Element]
    categories: Sequence[str] = ()
    is_used: bool = False


def begin(
    session: Session,
    congress: Congress,
    request: DesignRequest,
    *,
    width: float,
    height: float,
    actor: str,
    now: datetime,
) -> BadgeDesign:
    """Add a design for sides of this size in mm; raises as ``change`` does."""
    row = BadgeDesign(congress_id=congress.id, width=width, height=height, categories=[], elements=[], name="")
    _write(session, congress, row, request, now=now)
    session.add(row)
    session.flush()  # the door names it by its public id
    _note(session, congress, row, "badge.design-added", actor=actor, now=now)
    return row


def change(
    session: Session, congress: Congress, row: BadgeDesign, request: DesignRequest, *, actor: str, now: datetime
) -> None:
    """Write a design anew. Raises NoDesignName, DesignNameTaken; in use also CannotBePrinted and AlreadyDesigned."""
    _write(session, congress, row, request, now=now)
    _note(session, congress, row, "badge.design-changed", actor=actor, now=now)


def remove(session: Session, congress: Congress, row: BadgeDesign, *, actor: str, now: datetime) -> None:
    """Drop a design; its badges look as usual from now on."""
    _note(session, congress, row, "badge.design-removed", actor=actor, now=now)
    session.delete(row)


def add_picture(session: Session, congress: Congress, *, name: str, content: bytes) -> BadgePicture:
    """Keep a picture: decoded, turned upright, made small, laid on white. Raises NoPicture, TooManyPictures."""
    if len(queries.pictures(session, congress.id)) >= MOST_PICTURES:
        raise errors.TooManyPictures(field="file", most=MOST_PICTURES)
    width, height, written = _as_png(content)
    visible = "".join(letter for letter in normal(name) if letter.isprintable())[:100] or "–"
    row = BadgePicture(congress_id=congress.id, name=visible, width=width, height=height, content=written)
    session.add(row)
    return row


def remove_picture(session: Session, congress: Congress, row: BadgePicture) -> None:
    """Drop a picture; raises PictureInUse while a design shows it."""
    for design in queries.designs(session, congress.id):
        if any(element.picture == row.public_id for element in design.as_design.elements):
            raise errors.PictureInUse(name=design.name)
    session.delete(row)


def colour(session: Session, congress: Congress, colours: Mapping[str, str]) -> None:
    """Remember the colours of categories by their codes; what is no colour is left out."""
    kept = {code: chosen for code, chosen in colours.items() if _COLOUR.fullmatch(chosen)}
    found = session.get(BadgeColours, congress.id)
    if found is None:
        found = BadgeColours(congress_id=congress.id, colours=kept)
        session.add(found)
    found.colours = kept


def _write(session: Session, congress: Congress, row: BadgeDesign, request: DesignRequest, *, now: datetime) -> None:
    others = [other for other in queries.designs(session, congress.id) if other.public_id != row.public_id]
    name = " ".join(normal(request.name).split())
    if not name or len(name) > LONGEST_NAME or has_traps(name):
        raise errors.NoDesignName(field="name", longest=LONGEST_NAME)
    if any(other.name == name for other in others):
        raise errors.DesignNameTaken(field="name")
    if request.is_used:
        if faults(Design(row.width, row.height, tuple(request.elements))):
            raise errors.CannotBePrinted(field="is_used")
        _check_alone(row, request, others)
    row.name, row.is_used, row.changed_at = name, request.is_used, now
    row.categories, row.elements = list(request.categories), as_json(request.elements)


def _check_alone(row: BadgeDesign, request: DesignRequest, others: Sequence[BadgeDesign]) -> None:
    for other in others:
        same_size = max(abs(other.width - row.width), abs(other.height - row.height)) <= SAME_SIZE_MM
        same_people = set(other.categories) & set(request.categories) or not (other.categories or request.categories)
        if other.is_used and same_size and same_people:
            raise errors.AlreadyDesigned(field="is_used", name=other.name)


def _as_png(content: bytes) -> tuple[int, int, bytes]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
                if sent.width * sent.height > MOST_PIXELS:
                    raise errors.NoPicture(field="file")
                upright = ImageOps.exif_transpose(sent).convert("RGBA")
    except (
        OSError,
        SyntaxError,
        ValueError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as fault:
        raise errors.NoPicture(field="file") from fault
    upright.thumbnail((WIDEST_PICTURE, WIDEST_PICTURE))
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "PNG", optimize=True)
    return ground.width, ground.height, out.getvalue()


def _note(session: Session, congress: Congress, row: BadgeDesign, action: str, *, actor: str, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="badge_design",
        subject_id=row.id,
        now=now,
        details={"name": row.name},
    )
