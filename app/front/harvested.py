"""What the thematic tables brought, for everybody, once the organisers have made it public: a document, and a page a table."""

from flask import Blueprint, Response, g, send_file
from flask_babel import gettext

from app import clock
from app.congress.queries import by_id
from app.db import reading
from app.errors import NotFound
from app.front import frame, page_cache
from app.front.standing import Standing
from app.orm import in_language
from app.web import languages
from app.web.guards import public
from app.web.languages import page_language
from badges.tables import papers
from forums.tables import document, queries
from forums.tables.document import TableHarvest
from forums.tables.markdown import markdown

blueprint = Blueprint("harvested", __name__, url_prefix="/<congress>/harvest")


@blueprint.after_request
def remember_language(response: Response) -> Response:
    """Keep a language chosen by ?lang=."""
    languages.remember(response)
    if "Set-Cookie" in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("")
@public
def whole(congress: str) -> Response:
    """The whole document."""
    standing = _standing(congress)
    return page_cache.public_page(_key(standing, ""), lambda: _draw(standing, _pages(standing), ""))


@blueprint.get("/<table>")
@public
def table(congress: str, table: str) -> Response:
    """One page a table."""
    standing = _standing(congress)
    found = _page(standing, table)
    return page_cache.public_page(_key(standing, table), lambda: _draw(standing, [found], table))


@blueprint.get("/<table>/photos/<photo>")
@public
def photo(congress: str, table: str, photo: str) -> Response:
    shown = next((one for one in _page(_standing(congress), table).photos if one.public_id == photo), None)
    if shown is None:
        raise NotFound
    response = Response(shown.content, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-cache"  # it may be taken back
    response.add_etag()
    return response


@blueprint.get("/harvest.md")
@public
def as_markdown(congress: str) -> Response:
    standing = _standing(congress)
    language = page_language()
    text = markdown(in_language(standing.title, language), _pages(standing), language=language)
    response = Response(text, mimetype="text/markdown")
    response.headers["Content-Disposition"] = f'attachment; filename="harvest-{congress}.md"'
    return response


@blueprint.get("/harvest.pdf")
@public
def as_pdf(congress: str) -> Response:
    found = by_id(reading(), _standing(congress).id)
    file = papers.written(papers.settled_harvest, reading(), found, now=clock.now())
    return send_file(file, "application/pdf", download_name=f"harvest-{congress}.pdf", max_age=0)


def _standing(slug: str) -> Standing:
    """Tell where a public congress stands; raises NotFound as long as its harvest is not public."""
    standing = frame.standing_of(slug)
    if not standing.has_harvest:
        raise NotFound
    g.congress_id = standing.id
    return standing


def _key(standing: Standing, table: str) -> tuple[object, ...]:
    return standing.id, standing.revision, f"harvest/{table}", page_language()


def _pages(standing: Standing) -> list[TableHarvest]:
    return document.settled(document.harvest_of(reading(), standing.id))


def _page(standing: Standing, public_id: str) -> TableHarvest:
    found = next((page for page in _pages(standing) if page.table.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _draw(standing: Standing, pages: list[TableHarvest], table: str) -> str:
    now = clock.now()
    return frame.render(
        "app/front/harvest.html",
        standing,
        has_forums=standing.has_forums,
        has_harvest=True,
        can_register=standing.takes_registrations(now),
        pages=pages,
        table=table,
        tables=queries.tables(reading(), standing.id),
        title=gettext("What the tables brought"),
    )
