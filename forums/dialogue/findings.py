"""What the draft's pictures show and find, in words. Reads drafts, writes rows for macros/charts.html."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext

from app.orm import in_language
from forums.dialogue import words
from forums.dialogue.drafts import Column, Organisation
from forums.dialogue.models import Forum
from forums.dialogue.queries import Demand

ChartRow = dict[str, Any]  # Any: what a macro of macros/charts.html takes


def wishes_rows(histogram: Mapping[str, Any]) -> list[ChartRow]:  # Any: JSON
    """Make a bar for each rank, and for those who got none of their wishes, wished for nothing, or got no place."""
    rows = [{"label": words.wish(rank), "value": number} for rank, number in enumerate(histogram["ranks"], 1)]
    others = (
        (gettext("none of their wishes"), histogram["unranked"]),
        (gettext("a forum, without having wished"), histogram["no_wish"]),
        (gettext("no place"), histogram["unplaced"]),
    )
    return rows + [{"label": str(label), "value": number} for label, number in others]


def wishes_finding(histogram: Mapping[str, Any]) -> str:  # Any: JSON
    """Say what is worst in a histogram."""
    if histogram["unplaced"]:
        return str(ngettext("%(num)s person has no place", "%(num)s people have no place", histogram["unplaced"]))
    if histogram["unranked"]:
        return str(
            ngettext(
                "%(num)s person sits where they did not wish to",
                "%(num)s people sit where they did not wish to",
                histogram["unranked"],
            )
        )
    worst = max((rank for rank, number in enumerate(histogram["ranks"], 1) if number), default=0)
    if worst == 0:
        return str(gettext("Nobody wished for anything"))
    if worst == 1:
        return str(gettext("Everybody has their 1st wish"))
    return str(gettext("Nobody got less than their %(rank)s wish", rank=words.ordinal(worst)))


def forum_rows(columns: Sequence[Column]) -> list[ChartRow]:
    """Make a bar for each forum, a segment for each of the sectors that parts names."""
    shown = len(_sectors(columns))
    return [
        {"label": _label(column.forum), "values": list(column.by_sector[:shown]), "limit": column.span[1]}
        for column in columns
        if column.forum is not None
    ]


def parts(columns: Sequence[Column]) -> list[dict[str, str]]:
    """Name the segments of forum_rows, in the order of sectors."""
    letters = words.sector_letters()
    named = words.sectors()
    return [{"letter": letters[sector], "label": named[sector]} for sector in _sectors(columns)]


def forums_finding(columns: Sequence[Column]) -> str:
    """Say whether every forum is within its bounds."""
    outside = [column.forum for column in columns if column.forum is not None and column.is_outside_bounds]
    if not outside:
        return str(gettext("Every forum has its minimum and none is overfull"))
    names = ", ".join(words.name_of(forum) for forum in outside)
    return str(
        ngettext(
            "Outside its minimum or maximum: %(names)s",
            "Outside their minimum or maximum: %(names)s",
            len(outside),
            names=names,
        )
    )


def organisations_finding(organisations: Sequence[Organisation]) -> str:
    """Say which organisation crowds one forum most."""
    first = organisations[0]
    return str(
        gettext(
            "The largest group of one organisation in one forum: %(most)s of %(people)s from %(name)s",
            most=first.most,
            people=first.people,
            name=first.name,
        )
    )


def levels(result: Mapping[str, Any]) -> list[tuple[str, int, int | None]]:  # Any: JSON
    """List (what counted, people, best possible) in order of weight; an unknown bound is None."""
    is_proven = result["status"] == "optimal"
    bounds: Mapping[str, int] = dict(result.get("bound") or ())
    return [
        (words.level(name), people, people if is_proven else bounds.get(name)) for name, people in result["objective"]
    ]


def demand_rows(forums: Sequence[Forum], demand: Mapping[int, Demand]) -> list[ChartRow]:
    """Make a bar of first wishes for each forum that takes place, with its places as limit."""
    return [
        {"label": _label(forum), "value": demand.get(forum.id, Demand()).first, "limit": forum.maximum}
        for forum in forums
        if forum.cancelled_at is None
    ]


def demand_finding(forums: Sequence[Forum], demand: Mapping[int, Demand], language: str) -> str:
    """Say which forum is wanted most, measured by its places."""
    wanted = [forum for forum in forums if forum.cancelled_at is None and forum.id in demand]
    if not wanted:
        return str(gettext("Nobody has wished for a forum yet"))
    most = max(wanted, key=lambda forum: demand[forum.id].first / forum.maximum)
    return str(
        gettext(
            "%(forum)s, “%(title)s”, has %(first)s first wishes for %(places)s places",
            forum=words.name_of(most),
            title=in_language(most.title, language),
            first=demand[most.id].first,
            places=most.maximum,
        )
    )


def _label(forum: Forum) -> str:
    return words.name_of(forum).replace(" ", "\N{NO-BREAK SPACE}")


def _sectors(columns: Sequence[Column]) -> Sequence[str]:
    """Leave out those without a sector, who come last, where there are none."""
    order = tuple(words.sectors())
    return order if any(column.by_sector[-1] for column in columns) else order[:-1]
