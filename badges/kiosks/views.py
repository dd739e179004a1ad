"""The page of a kiosk. As that of a gate it holds no data, so that the device may keep it."""

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from app.congress.rules import SLUG
from app.errors import NotFound
from app.i18n import PAGE_LANGUAGES
from app.web.guards import public
from badges.checkin.words import phrases
from badges.gates.words import phrases_of_gates
from badges.kiosks.words import phrases_of_kiosk

bp = Blueprint("kiosks", __name__, url_prefix="/gate")


@bp.get("/<congress>/kiosk")
@public
def kiosk(congress: str) -> Response:
    """Show the kiosk. It knows nothing of the congress but its address, whether there is one or not."""
    if not SLUG.fullmatch(congress):
        raise NotFound
    words = phrases() | phrases_of_gates() | phrases_of_kiosk()
    page = render_template("badges/kiosks/kiosk.html", slug=congress, phrases=words, tongues=PAGE_LANGUAGES.items())
    response: Response = current_app.make_response(page)
    response.cache_control.no_cache = True
    return response
