"""The door of the projector: big type, forum by forum and vote by vote, behind a secret address."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.congress.models import Congress
from app.db import reading, transaction
from app.web import languages
from app.web.guards import public
from app.web.headers import keep_secret
from app.web.languages import page_language
from forums.recommendations import queries, words
from forums.recommendations.models import ReportBack
from forums.recommendations.service import plenary as service
from forums.recommendations.slides import MOST_LETTERS, slides

projector = Blueprint("projector", __name__, url_prefix="/<congress>/report-back/<screen>")
projector.after_request(keep_secret)
projector.after_request(languages.remember)


@projector.get("")
@public
def page(congress: str, screen: str) -> str:
    """The page for a projector; arrow keys and a click go on."""
    found, row = queries.report_back_by_public_id(reading(), congress, screen)
    return render_template("forums/recommendations/projector.html", screen=screen, **_values(found, row))


@projector.get("/slide")
@public
def slide(congress: str, screen: str) -> Response:
    """What is on, as a part of the page; asked every other second and mostly answered 304."""
    found, row = queries.report_back_by_public_id(reading(), congress, screen)
    session = reading()
    live = (queries.written_so_far(session, found.id), queries.cast_so_far(session, found.id))
    tag = ".".join(map(str, (row.version, found.revision, *live, page_language())))
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        text = render_template("forums/recommendations/slide.html", **_values(found, row))
        response = Response(text, mimetype="text/html")
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@projector.post("")
@public
def turn(congress: str, screen: str) -> BaseResponse:
    """Go one step forward or back."""
    found, _ = queries.report_back_by_public_id(reading(), congress, screen)
    by = -1 if request.form.get("way") == "back" else 1
    with transaction() as session:
        service.turn(session, found, by=by, last=len(slides(session, found)) - 1)
    return redirect(url_for(".page", congress=congress, screen=screen), 303)


def _values(congress: Congress, row: ReportBack) -> dict[str, object]:
    every = slides(reading(), congress)
    step = min(row.step, len(every) - 1)
    return {
        "congress": congress,
        "slide": every[step],
        "step": step,
        "last": len(every) - 1,
        "words": words,
        "most_letters": MOST_LETTERS,
    }
