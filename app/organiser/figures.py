"""The figures of the overview, each as a finding and the rows beneath it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.i18n import long_day
from app.organiser import queries
from app.orm import in_language
from badges.checkin.models import Attendance
from forums.dialogue import queries as dialogue
from registration.participants import queries as participants
from registration.participants.models import Places
from registration.privacy import queries as privacy


@dataclass(frozen=True)
class Row:
    """A bar: what it stands for, how long it is, and the mark that it is measured against."""

    label: str
    value: int
    limit: int | None = None


@dataclass(frozen=True)
class Figures:
    """Everything the overview counts. Rows are in the order in which they shall be read."""

    places: Places
    present: int
    erased: Mapping[str, int]  # those whose data are gone, by the state they were in
    arrivals: Sequence[Row]
    forums: Sequence[Row]

    @property
    def confirmed(self) -> int:
        return self.places.confirmed + self.erased.get("confirmed", 0)

    @property
    def applications(self) -> int:
        return self.places.applied + self.places.reserved

    @property
    def gone(self) -> int:
        return (
            self.places.cancelled
            + self.places.lapsed
            + self.places.declined
            + sum(self.erased.values())
            - self.erased.get("confirmed", 0)
        )


def figures_of(session: Session, congress: Congress, *, language: str) -> Figures:
    """Count a congress for its overview: places, arrivals by day, demand for its forums."""
    attendance = session.get(Attendance, congress.id)
    came = sum(privacy.erased(session, congress.id, "present").values())
    return Figures(
        places=participants.places(session, congress.id),
        present=came + (attendance.present if attendance else 0),
        erased=privacy.erased(session, congress.id, "status"),
        arrivals=_by_day(queries.arrivals_by_day(session, congress.id), language),
        forums=_demand(session, congress, language),
    )


def _by_day(counts: Mapping[date, int], language: str) -> list[Row]:
    return [Row(long_day(day, language), number) for day, number in list(counts.items())[-14:]]


def _demand(session: Session, congress: Congress, language: str) -> list[Row]:
    """Count first wishes for each forum against its seats."""
    demand = dialogue.demand(session, congress.id)
    forums = [forum for forum in dialogue.forums(session, congress.id) if forum.cancelled_at is None]
    return [
        Row(
            f"{forum.number} · {in_language(forum.title, language)}",
            demand[forum.id].first if forum.id in demand else 0,
            forum.maximum,
        )
        for forum in forums
    ]
