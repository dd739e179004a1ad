"""The resolution of a congress on paper: what was adopted, for whom, with which votes."""

from io import BytesIO

from flask import Blueprint, Response, g
from flask_babel import gettext

from app import clock, i18n
from app.accounts.guards import needs
from app.accounts.models import Part
from app.congress.models import Congress
from app.db import reading
from app.errors import NotFound
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language
from app.web.languages import speaking
from badges.letterhead import letterhead_of
from badges.report import Block, Kind, Report, write_report
from forums.recommendations import queries
from forums.recommendations.models import Ballot, Recommendation
from forums.recommendations.rules import PUBLIC, AddresseeRole, Status
from forums.recommendations.words import ROLES, WAYS

bp = Blueprint("resolutions", __name__, url_prefix="/organise/<congress>/resolution")


@bp.get("/<language>.pdf")
@needs(Part.ORGANISER)
def resolution(congress: str, language: str) -> Response:
    """All that is adopted, as a tagged PDF in one of the languages of the pages."""
    if language not in PAGE_LANGUAGES:
        raise NotFound
    # First, since each question reads the recommendations anew, and only the one below with their answers.
    ballots = {one.recommendation_id: one for one in queries.ballots(reading(), g.congress.id) if one.closed_at}
    adopted = [
        one
        for one in queries.recommendations(reading(), [g.congress.id], statuses=PUBLIC)
        if one.status != Status.SUPERSEDED
    ]
    if not adopted:
        raise NotFound
    out = BytesIO()
    with speaking(language):
        write_report(_report(g.congress, adopted, ballots, language), out=out)
    response = Response(out.getvalue(), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="resolution-{congress}-{language}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _report(congress: Congress, adopted: list[Recommendation], ballots: dict[int, Ballot], language: str) -> Report:
    title, days = in_language(congress.title, language), i18n.days(congress.starts_on, congress.ends_on, language)
    end = queries.end_of_log(reading(), congress.id)
    place = ", ".join(part for part in (days, congress.venue) if part)
    blocks = [
        Block(Kind.QUIET, title),
        Block(Kind.TITLE, gettext("Recommendations of the congress")),
        Block(Kind.PARAGRAPH, place),
        Block(Kind.PARAGRAPH, gettext("The participants of the congress have adopted the following recommendations.")),
    ]
    if end is not None:
        words = gettext(
            "State of the log: entry %(number)s, number of the chain %(hash)s", number=end.length, hash=end.head
        )
        blocks.append(Block(Kind.QUIET, words))
    for one in adopted:
        blocks += _blocks(one, ballots.get(one.id), language)
    return Report(
        title=f"{gettext('Recommendations of the congress')}: {title}",
        language=language,
        blocks=blocks,
        foot=f"{title}, {days}",
        page=gettext("Page {n}"),
        created=clock.now(),
        letterhead=letterhead_of(reading(), congress.id),
    )


def _blocks(one: Recommendation, ballot: Ballot | None, language: str) -> list[Block]:
    told = [
        Block(Kind.HEADING, f"{one.number}. {in_language(one.title, language)}"),
        Block(Kind.PARAGRAPH, in_language(one.text, language)),
    ]
    names = "; ".join(f"{a.addressee.name} ({ROLES[AddresseeRole(a.addressee.role)]})" for a in one.answers)
    facts = [gettext("To: %(names)s", names=names)] if names else []
    if one.forum:
        facts.append(
            f"{gettext('Forum %(number)s', number=one.forum.number)}: {in_language(one.forum.title, language)}"
        )
    if one.table:
        facts.append(f"{gettext('Table')} {one.table.number}: {in_language(one.table.topic, language)}")
    if ballot is not None:
        counts = {"for_": ballot.in_favour, "against": ballot.against, "abstained": ballot.abstained}
        votes = gettext("%(for_)s for, %(against)s against, %(abstained)s abstained", **counts)
        facts.append(f"{votes} ({WAYS[ballot.way]})")  # type: ignore[index]  # a StrEnum's code
    return [*told, Block(Kind.QUIET, "\n".join(facts))]
