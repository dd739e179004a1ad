"""Who of those whom the tables count on is not there: said on every page where it can still be mended."""

from dataclasses import dataclass
from datetime import date

from flask import g
from flask_babel import gettext

from app.db import reading
from app.web.formats import long_day
from forums.tables import queries
from forums.tables.coming import queries as coming
from forums.tables.models import TablePlan, ThematicTable
from registration.participants.rules import Status


@dataclass(frozen=True)
class MissingHost:
    """A table and why somebody who is to host it will not be there, in words."""

    table: ThematicTable
    words: str


def missing_hosts() -> list[MissingHost]:
    """List the hosts and co-hosts who will not be there."""
    day = day_in_words()
    return [
        MissingHost(
            table,
            gettext("%(name)s does not come on %(day)s.", name=person.name, day=day)
            if person.status == Status.CONFIRMED
            else gettext("%(name)s has no confirmed place (any more).", name=person.name),
        )
        for table, person in coming.hosts_away(reading(), g.congress.id)
    ]


def day_in_words() -> str:
    """Name the day of the rounds; "" as long as there are none."""
    day = queries.day_of_rounds(reading(), g.congress.id)
    return long_day(date.fromisoformat(day)) if day else ""


def count_away() -> int:
    """Count who would take part but comes on other days."""
    setting = queries.setting(reading(), g.congress.id)
    return coming.count_away(reading(), g.congress.id, setting.audience if setting else {})


def changes_since(plan: TablePlan) -> tuple[int, int]:
    """Tell of the published plan how many of those who were planned do not come any more, and how many who come have no place."""
    if plan.status != "published" or plan.is_cafe:
        return 0, 0
    session = reading()
    setting = queries.setting(session, g.congress.id)
    people = {row.id for row in queries.people(session, g.congress.id, setting.audience if setting else {})}
    seated = queries.routes_by_id(session, plan.id).keys()
    gone = plan.result.get("people", len(seated)) - len(seated & people)
    return max(0, gone), len(people - seated - queries.absent(session, g.congress.id))
