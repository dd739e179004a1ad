"""Every select on halls and pitches."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from app.errors import NotFound
from forums.marketplace.plan.models import Hall, HallPicture, HallVersion, Pitch


def halls(session: Session, congress_id: int) -> Sequence[Hall]:
    """List the halls of a congress with all that is in them."""
    query = select(Hall).where(Hall.congress_id == congress_id).order_by(Hall.name)
    return session.scalars(query.options(selectinload(Hall.pitches), selectinload(Hall.fixtures))).all()


def hall(session: Session, congress_id: int, public_id: str) -> Hall:
    """Find a hall of this congress with all that is in it; raises NotFound."""
    query = select(Hall).where(Hall.congress_id == congress_id, Hall.public_id == public_id)
    found = session.scalar(query.options(selectinload(Hall.pitches), selectinload(Hall.fixtures)))
    if found is None:
        raise NotFound
    return found


def hall_by_name(session: Session, congress_id: int, name: str) -> Hall | None:
    return session.scalar(select(Hall).where(Hall.congress_id == congress_id, Hall.name == name))


def picture(session: Session, hall_id: int) -> HallPicture | None:
    """Give what is known of the picture behind a hall, without its content."""
    return session.get(HallPicture, hall_id)


def pictures(session: Session, congress_id: int) -> dict[int, HallPicture]:
    """Give the same of all halls, by the id of the hall."""
    query = select(HallPicture).join(Hall, Hall.id == HallPicture.hall_id).where(Hall.congress_id == congress_id)
    return {found.hall_id: found for found in session.scalars(query)}


def picture_content(session: Session, hall_id: int) -> tuple[str, bytes]:
    """Give the type and the content of the picture behind a hall; raises NotFound."""
    query = select(HallPicture).where(HallPicture.hall_id == hall_id).options(undefer(HallPicture.content))
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found.type, found.content


def pitches(session: Session, congress_id: int) -> Sequence[Pitch]:
    """List all pitches of a congress with their halls, hall by hall in the order of the plan."""
    query = select(Pitch).join(Pitch.hall).where(Pitch.congress_id == congress_id)
    return session.scalars(query.options(joinedload(Pitch.hall)).order_by(Hall.name, Pitch.position)).unique().all()


def numbers_elsewhere(session: Session, congress_id: int, hall_id: int | None) -> set[str]:
    """Collect the numbers of pitches in the other halls."""
    query = select(Pitch.number).where(Pitch.congress_id == congress_id)
    return set(session.scalars(query if hall_id is None else query.where(Pitch.hall_id != hall_id)))


def last_version(session: Session, hall_id: int) -> HallVersion | None:
    """Find the version before the last step."""
    query = select(HallVersion).where(HallVersion.hall_id == hall_id).order_by(HallVersion.step.desc()).limit(1)
    return session.scalar(query)


def last_step(session: Session, hall_id: int) -> int:
    return session.scalar(select(func.max(HallVersion.step)).where(HallVersion.hall_id == hall_id)) or 0
