"""The verbs of the picture behind a plan."""

import hashlib
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.congress import queries as congress_queries
from app.journal.service import record
from forums.marketplace.plan import queries
from forums.marketplace.plan.geometry import Rect
from forums.marketplace.plan.models import Hall, HallPicture
from forums.marketplace.plan.pictures import Picture


def lay_picture(session: Session, hall: Hall, picture: Picture, *, actor: str, now: datetime) -> None:
    """Lay a picture behind a hall, in place of an earlier one: as wide as the hall, to be put right by place_picture."""
    session.execute(delete(HallPicture).where(HallPicture.hall_id == hall.id))
    version = hashlib.sha256(picture.content).hexdigest()[:16]
    session.add(
        HallPicture(
            hall_id=hall.id,
            type=picture.type,
            wide=picture.width,
            high=picture.height,
            x=0.0,
            y=0.0,
            width=hall.width_m,
            version=version,
            content=picture.content,
        )
    )
    _note(session, hall, actor=actor, now=now)


def place_picture(session: Session, hall: Hall, at: Rect, *, actor: str, now: datetime) -> None:
    """Say where the picture lies and how wide it is in metres; its height follows."""
    found = queries.picture(session, hall.id)
    if found is not None:
        found.x, found.y, found.width = at.x, at.y, at.width
        _note(session, hall, actor=actor, now=now)


def remove_picture(session: Session, hall: Hall, *, actor: str, now: datetime) -> None:
    """Take the picture away; twice is no error."""
    session.execute(delete(HallPicture).where(HallPicture.hall_id == hall.id))
    _note(session, hall, actor=actor, now=now)


def _note(session: Session, hall: Hall, *, actor: str, now: datetime) -> None:
    session.flush()  # the revision below is an UPDATE past the session
    congress_queries.raise_revision(session, hall.congress_id, now=now)
    record(
        session,
        "hall.picture",
        actor=actor,
        congress_id=hall.congress_id,
        subject_kind="hall",
        subject_id=hall.id,
        now=now,
        details={"hall": hall.name},
    )
