"""Public pages, drawn once for each state of the congress and language, and handed out until something changes."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from flask import Response, current_app, request, session
from flask.sansio.app import App
from flask.sansio.blueprints import BlueprintSetupState

KEY = "reihum_pages"
STANDINGS = "reihum_standings"
LIMIT = 512
BEST = 9  # of gzip's levels: for pages that many readers get
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Page:
    """A drawn page, plain and packed. Packed ones hold no secret: their length may be seen on the wire."""

    body: bytes
    packed: bytes


class PageCache:
    """Keeps the pages that were asked for last, at most *limit*, for all threads of one application.

    The key names everything that shows on the page, so that nothing needs to be thrown away by hand.
    """

    def __init__(self, limit: int, edition: str) -> None:
        self.edition = edition
        self._limit = limit
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._lock, self._making = Lock(), Lock()

    def get(self, key: Hashable, draw: Callable[[], str], *, level: int = BEST) -> Page:
        """Return the page kept under *key*; draw it, outside the lock, when there is none."""
        known = self._known(key)
        if known is not None:
            return known
        body = draw().encode()
        return self._keep(key, Page(body, gzip.compress(body, level, mtime=0)))

    def get_file(self, key: Hashable, make: Callable[[], bytes]) -> Page:
        """The same for a file, which is long in the making and packed by itself: one at a time, or a crowd would make it as often."""
        with self._making:
            return self._known(key) or self._keep(key, Page(make(), b""))

    def _known(self, key: Hashable) -> Page | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def _keep(self, key: Hashable, page: Page) -> Page:
        with self._lock:
            self._pages[key] = page
            if len(self._pages) > self._limit:
                self._pages.popitem(last=False)
        return page

    def etag(self, key: Hashable) -> str:
        """Name the state that *key* stands for; another edition of our templates is another state."""
        return hashlib.sha256(f"{self.edition}{key!r}".encode()).hexdigest()[:20]


def install(state: BlueprintSetupState) -> None:
    """Give the application that mounts a blueprint its own cache."""
    state.app.extensions.setdefault(KEY, PageCache(LIMIT, _edition_of(*_folders(state.app))))
    state.app.extensions.setdefault(STANDINGS, {})  # by slug: one a congress


def pages() -> PageCache:
    cache: PageCache = current_app.extensions[KEY]
    return cache


def public_page(key: Hashable, draw: Callable[[], str], *, level: int = BEST) -> Response:
    """Answer with the page of *key*: 304 before anything is drawn, packed for whoever takes it."""
    etag = pages().etag(key)
    is_known = request.if_none_match.contains_weak(etag)
    response = (
        Response(status=NOT_MODIFIED)
        if is_known
        else _whole(pages().get(key, lambda: _for_everyone(draw), level=level))
    )
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Encoding")
    return response


def public_file(key: Hashable, make: Callable[[], bytes], *, mimetype: str) -> Response:
    """Answer with the file of *key*: 304 before anything is made."""
    etag = pages().etag(key)
    if request.if_none_match.contains_weak(etag):
        response = Response(status=NOT_MODIFIED)
    else:
        response = Response(pages().get_file(key, make).body, mimetype=mimetype)
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _for_everyone(draw: Callable[[], str]) -> str:
    """Draw a page for all, whoever asks first: what templates touch of this reader's session must not go out as a cookie."""
    try:
        return draw()
    finally:
        session.modified = False


def _whole(page: Page) -> Response:
    if request.accept_encodings.quality("gzip") <= 0:
        return Response(page.body, mimetype="text/html")
    response = Response(page.packed, mimetype="text/html")
    response.headers["Content-Encoding"] = "gzip"
    return response


def _folders(app: App) -> tuple[Path, Path, Path]:
    return Path(str(app.template_folder)), Path(app.root_path, "translations"), Path(str(app.static_folder), "built")


@cache
def _edition_of(templates: Path, translations: Path, sheets: Path) -> str:
    """Hash all templates and the style sheet, so that an upgrade of the house leaves no old page behind."""
    total = hashlib.sha256()
    for folder, kind in ((templates, "*.html"), (translations, "*.mo"), (sheets, "*.css")):
        for path in sorted(folder.rglob(kind)):
            total.update(path.read_bytes())
    return total.hexdigest()[:12]
