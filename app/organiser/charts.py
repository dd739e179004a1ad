"""The figures page: registrations over time, who registered, and how many come through to the door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.i18n import long_day
from app.organiser import queries
from app.organiser.figures import Row
from app.web.languages import page_language
from badges.checkin.models import Attendance
from registration.fields.queries import plan
from registration.fields.words import list_words
from registration.participants import queries as participants
from registration.privacy import queries as privacy

MOST_POINTS = 120  # more days than that are drawn by week
WEEK = timedelta(days=7)
WIDTH, HEIGHT = 600, 160


@dataclass(frozen=True)
class Point:
    """What came in a day (or the week that begins with it), and how many there were by its end."""

    day: date
    new: int
    total: int


@dataclass(frozen=True)
class Curve:
    """Registrations over time: a finding, the points, and a line for an SVG of WIDTH × HEIGHT."""

    caption: str
    points: Sequence[Point]
    is_weekly: bool

    @property
    def line(self) -> str:
        most = self.points[-1].total
        step = WIDTH / max(len(self.points) - 1, 1)
        return " ".join(
            f"{place * step:.1f},{HEIGHT - HEIGHT * p.total / most:.1f}" for place, p in enumerate(self.points)
        )


@dataclass(frozen=True)
class Bars:
    """A chart of bars: its finding, what its rows are, and the rows."""

    title: str
    caption: str
    heading: str
    rows: Sequence[Row]


def curve_of(counts: Mapping[date, int]) -> tuple[list[Point], bool]:
    """Add up *counts* by day, days without any too; by week where there are many days. Return the points, and whether weeks."""
    first, last = min(counts), max(counts)
    is_weekly = (last - first).days >= MOST_POINTS
    step = WEEK if is_weekly else timedelta(days=1)
    start = first - timedelta(days=first.weekday()) if is_weekly else first
    points, total = [], 0
    while start <= last:
        new = sum(counts.get(start + timedelta(days=ahead), 0) for ahead in range(step.days))
        total += new
        points.append(Point(start, new, total))
        start += step
    return points, is_weekly


def registrations(session: Session, congress: Congress, *, language: str) -> Curve | None:
    """Draw registrations over time, whatever became of them; None before the first."""
    counts = _by_day_with_erased(session, congress)
    if not counts:
        return None
    points, is_weekly = curve_of(counts)
    busiest = max(counts, key=lambda day: counts[day])
    number = sum(counts.values())
    caption = ngettext(
        "%(num)d registration; the most on one day, %(most)d, on %(day)s",
        "%(num)d registrations; the most on one day, %(most)d, on %(day)s",
        number,
        most=counts[busiest],
        day=long_day(busiest, language),
    )
    return Curve(str(caption), points, is_weekly)


def _by_day_with_erased(session: Session, congress: Congress) -> dict[date, int]:
    counts = {day.isoformat(): number for day, number in queries.registrations_by_day(session, congress.id).items()}
    whole = privacy.with_erased(session, congress.id, "registered", counts)
    return {date.fromisoformat(day): number for day, number in sorted(whole.items())}


def bars_of(session: Session, congress: Congress) -> list[Bars]:
    """Draw who registered, by what they told, and the way from the form to the door."""
    return [chart for chart in (_funnel(session, congress), *_shares(session, congress)) if chart.rows]


def _funnel(session: Session, congress: Congress) -> Bars:
    """Count by steps: nobody is in a later one who is not in the one before."""
    places = participants.places(session, congress.id)
    attendance = session.get(Attendance, congress.id)
    sent, ever = queries.sent_and_confirmed(session, congress.id)
    gone = {kind: privacy.erased(session, congress.id, kind) for kind in ("status", "ever", "present")}
    sent, ever = sent + sum(gone["status"].values()), ever + sum(gone["ever"].values())
    present = attendance.present if attendance else 0
    rows = [
        Row(gettext("Form sent"), sent),
        Row(gettext("Confirmed from the mail"), ever),
        Row(gettext("Still confirmed"), places.confirmed + gone["status"].get("confirmed", 0)),
        Row(gettext("Checked in"), present + sum(gone["present"].values())),
    ]
    share = round(100 * ever / sent) if sent else 0
    caption = gettext(
        "%(ever)d of %(sent)d forms sent were confirmed (%(share)d %%)", ever=ever, sent=sent, share=share
    )
    return Bars(gettext("From the form to the door"), caption, gettext("Step"), rows if sent else [])


def _shares(session: Session, congress: Congress) -> list[Bars]:
    organisations = [Row(name, number) for name, number in queries.largest_organisations(session, congress.id)]
    form, language = plan(session, congress.id), page_language()
    words: list[tuple[str, str, str, Mapping[str, object]]] = [
        ("sector", gettext("Sectors"), gettext("Sector"), list_words(form, "sector", language)),
        ("level", gettext("Levels"), gettext("Level"), list_words(form, "level", language)),
        ("role", gettext("Categories"), gettext("Category"), list_words(form, "role", language)),
    ]
    charts = []
    for column, title, heading, names in words:
        counts = privacy.with_erased(session, congress.id, column, participants.tally(session, congress.id, column))
        rows, caption = _share(counts, names)
        charts.append(Bars(title, caption, heading, rows))
    if organisations:
        caption = gettext("Most come from %(name)s", name=organisations[0].label)
        charts.append(Bars(gettext("Organisations"), caption, gettext("Organisation"), organisations))
    return charts


def _share(counts: Mapping[str, int], names: Mapping[str, object]) -> tuple[list[Row], str]:
    """Name the rows of *counts* and say which is largest; no rows where nobody said anything."""
    labels = {code: str(names.get(code, code)) for code in (*names, *sorted(counts.keys() - names.keys() - {""}))}
    said = [Row(label, counts[code]) for code, label in labels.items() if code in counts]
    if not said:
        return [], ""
    largest = max(said, key=lambda row: row.value)
    caption = gettext(
        "%(number)d of %(all)d: %(name)s", number=largest.value, all=sum(counts.values()), name=largest.label
    )
    unsaid = [Row(gettext("not said"), counts[""])] if "" in counts else []
    return [*said, *unsaid], caption
