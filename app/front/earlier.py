"""Recommendations as guests' pages list them, and what became of those of the edition before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from app.congress.models import Congress
from app.db import reading
from forums.recommendations import queries, standing
from forums.recommendations.models import Recommendation
from forums.recommendations.rules import PUBLIC


@dataclass(frozen=True)
class Listed:
    """A recommendation as it stands in the list, with the congress it is of."""

    found: Recommendation
    congress: Congress
    is_overdue: bool

    @property
    def href(self) -> str:
        return address_of(self.found, self.congress)


def listed(congress: Congress, *, today: date) -> list[Listed]:
    """List the public recommendations of a congress and of the others of its series, latest congress first."""
    editions = {one.id: one for one in queries.series(reading(), congress)}
    found = queries.recommendations(reading(), list(editions), statuses=PUBLIC)
    lines = [Listed(one, editions[one.congress_id], is_overdue(one, today)) for one in found]
    return sorted(lines, key=lambda line: (-line.congress.starts_on.toordinal(), line.congress.id, line.found.number))


def earlier_record(congress: Congress, *, today: date) -> tuple[Congress, standing.Record, list[Listed]] | None:
    """Tell what became of the recommendations of the edition before this congress; None where there are none."""
    lines = [line for line in listed(congress, today=today) if line.congress.starts_on < congress.starts_on]
    if not lines:
        return None
    latest = lines[0].congress
    mine = [line for line in lines if line.congress.id == latest.id]
    return latest, record_of([line.found for line in mine], today), mine


def address_of(found: Recommendation, congress: Congress) -> str:
    return url_for("recommendations.recommendation", congress=congress.slug, recommendation=found.public_id)


def is_overdue(found: Recommendation, today: date) -> bool:
    return any(standing.is_overdue(answer, status=found.status, today=today) for answer in found.answers)


def record_of(found: Sequence[Recommendation], today: date) -> standing.Record:
    return standing.record(((one.status, one.answers) for one in found), today=today)
