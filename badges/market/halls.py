"""One hall on paper of A4 to A0, to scale, as it is drawn: for those who mark the pitches on the ground."""

from datetime import datetime
from io import BytesIO

from flask_babel import force_locale, format_decimal, gettext
from PIL import Image
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.errors import DomainError
from app.orm import in_language
from badges.drawing import Logo
from badges.errors import FontsAreMissing
from badges.letterhead import letterhead_of
from badges.market.floor import (
    FixtureFace,
    Ground,
    HallFace,
    PitchFace,
    PlanPaper,
    Sheet,
    is_fitting,
    sheets_of,
    write_hall,
)
from badges.market.papers import language_of
from badges.typefaces import FontsMissing
from forums.marketplace.plan import queries
from forums.marketplace.plan.models import Hall
from forums.marketplace.plan.words import kinds
from forums.marketplace.visits.floors import shape_of

VOLTS = {1: "230 V", 2: "400 V"}
QUALITY = 82
_BAR_METRES = 5
_PALE = 0.5


class HallTooLarge(DomainError):
    """The hall does not lie whole on the paper at the scale asked for."""

    code = "hall-too-large"
    message = "At 1 : %(scale)s this hall does not fit on %(paper)s. Please choose larger paper or a smaller scale."


def written(
    session: Session, congress: Congress, hall: Hall, *, size: str, scale: int | None, now: datetime
) -> BytesIO:
    """Write a hall onto paper of a *size*, at the *scale* asked for or as large as fits. Raises HallTooLarge, FontsAreMissing."""
    out, language = BytesIO(), language_of(congress)
    with force_locale(language):
        face = _face(session, hall)
        sheet = _sheet(face, size, scale)
        bar = format_decimal(round(_BAR_METRES * 1000 / sheet.scale, 1))
        paper = PlanPaper(
            title=gettext("Plan of the hall"),
            congress=in_language(congress.title, language),
            dates=i18n.days(congress.starts_on, congress.ends_on, language),
            halls=[face],
            topics=[],
            index="",
            note=gettext("%(paper)s, to be printed at 100 %%: the bar is %(bar)s mm long", paper=size.upper(), bar=bar),
            scale=gettext("Scale 1 : {scale}"),
            language=language,
            created=now,
            letterhead=letterhead_of(session, congress.id),
        )
    try:
        write_hall(paper, sheet, out=out)
    except FontsMissing as fault:
        raise FontsAreMissing(fault=fault) from fault
    out.seek(0)
    return out


def _sheet(face: HallFace, size: str, scale: int | None) -> Sheet:
    largest, other = sheets_of(face, size)
    if scale is None:
        return largest
    for sheet in (largest, other):
        asked = Sheet(sheet.width, sheet.height, scale)
        if is_fitting(face, asked):
            return asked
    raise HallTooLarge(scale=scale, paper=size.upper())


def _face(session: Session, hall: Hall) -> HallFace:
    shape = shape_of(hall, {})
    power = {pitch.number: pitch.power for pitch in hall.pitches}
    pitches = (
        PitchFace(
            one.number,
            one.x,
            one.y,
            one.width,
            one.depth,
            name=" · ".join(filter(None, (f"{one.width:g} × {one.depth:g} m", VOLTS.get(power[one.number], "")))),
            turn=one.turn,
        )
        for one in shape.pitches
    )
    fixtures = tuple(FixtureFace(one.kind, one.points, one.name or kinds()[one.kind]) for one in shape.fixtures)
    return HallFace(shape.name, shape.width, shape.depth, tuple(pitches), fixtures, _ground(session, hall))


def _ground(session: Session, hall: Hall) -> Ground | None:
    """Read the picture behind a hall, half as strong; a drawing (SVG) stays on the screen."""
    known = queries.picture(session, hall.id)
    if known is None or known.type == "svg":
        return None
    _, content = queries.picture_content(session, hall.id)
    out = BytesIO()
    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as found:
        drawn = found.convert("RGBA")
    white = Image.new("RGBA", drawn.size, "white")
    pale = Image.blend(Image.alpha_composite(white, drawn), white, _PALE).convert("RGB")
    pale.save(out, "JPEG", quality=QUALITY)
    return Ground(Logo(out.getvalue(), pale.width, pale.height), known.x, known.y, known.width, known.depth)
