"""The plan of the market to take along: every hall with its stands and numbers, and who stands where, as a PDF for everybody."""

from flask import Blueprint, Response, request

from app.congress.queries import by_id
from app.db import reading
from app.errors import NotFound
from app.front import frame, page_cache
from app.front.booklet import remember_language
from app.front.standing import Standing
from app.web.guards import public
from app.web.languages import page_language
from badges.market import papers

blueprint = Blueprint("market_paper", __name__)
blueprint.after_request(remember_language)
SIZES = ("a4", "a3")


@blueprint.get("/<congress>/market/plan.pdf")
@public
def plan(congress: str) -> Response:
    """The published plan in the reader's language, made once for each state of the congress."""
    found, size = frame.standing_of(congress), request.args.get("paper", SIZES[0])
    if not found.has_market or size not in SIZES:
        raise NotFound
    key = (found.id, found.revision, page_language(), "market plan", size)
    response = page_cache.public_file(key, lambda: _written(found, size), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="market-{congress}-{size}.pdf"'
    return response


def _written(found: Standing, size: str) -> bytes:
    congress, language = by_id(reading(), found.id), page_language()
    if not papers.market_of_congress(reading(), congress, language).halls:
        raise NotFound
    # Dated by the congress, so that every process makes the same file.
    at = congress.changed_at
    return papers.written(papers.plan(size), reading(), congress, now=at, language=language).getvalue()
