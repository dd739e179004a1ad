"""The composition root: the only module that knows all rooms."""

import hashlib
import secrets
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, g, url_for
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from app import models  # noqa: F401 -- every table first: a query built at import asks for all that its tables refer to
from app.accounts.feature import ACCOUNTS
from app.accounts.security import init_security
from app.api.spec import init_api
from app.calendar.feature import CALENDAR
from app.calendar.views import calendars
from app.config import Config
from app.congress.feature import CONGRESS
from app.congress.look.feature import LOOK
from app.db import init_database
from app.digests.feature import DIGESTS
from app.feature import Feature
from app.front.feature import FRONT
from app.i18n import PAGE_LANGUAGES, direction_of
from app.jobs.relay import Relay
from app.mail.jobs import send
from app.mail.outbox import MAIL_JOB
from app.mailings.feature import MAILINGS
from app.organiser.feature import ORGANISER
from app.programme.feature import PROGRAMME
from app.web import addresses, headers, languages
from app.web.formats import FILTERS
from app.web.limits import init_limits
from app.web.menu import menu
from app.web.problem import init_problems
from app.web.sessions import Sessions
from badges.arrivals.feature import ARRIVALS
from badges.certificates.feature import CERTIFICATES
from badges.checkin.feature import CHECKIN
from badges.designs.feature import DESIGNS
from badges.door_answers.feature import DOOR_ANSWERS
from badges.door_prints.feature import DOOR_PRINTS
from badges.feature import BADGES
from badges.forums.feature import FORUM_PAPERS
from badges.gates.feature import GATES
from badges.kiosks.feature import KIOSKS
from badges.market.feature import MARKET_PAPERS
from badges.prints.feature import PRINTS
from badges.sheets.feature import SHEETS
from badges.tables.feature import TABLE_PAPERS
from badges.voting.feature import VOTING
from badges.walk_ins.feature import WALK_INS
from forums.dialogue.feature import DIALOGUE
from forums.marketplace.feature import MARKETPLACE
from forums.marketplace.placing.feature import PLACING
from forums.marketplace.plan.feature import HALL_PLAN
from forums.marketplace.visits.feature import VISITS
from forums.recommendations.feature import RECOMMENDATIONS
from forums.tables.feature import TABLES
from registration.doubles.feature import DOUBLES
from registration.exchange.feature import EXCHANGE
from registration.fees.feature import FEES
from registration.fields.feature import FIELDS
from registration.invitations.feature import INVITATIONS
from registration.organisations.feature import ORGANISATIONS
from registration.participants.feature import PARTICIPANTS
from registration.parties.feature import PARTIES
from registration.places.feature import PLACES
from registration.privacy.feature import PRIVACY
from registration.substitutes.feature import SUBSTITUTES

HERE = Path(__file__).parent
BUILT_IN: tuple[Feature, ...] = (
    ACCOUNTS,
    CALENDAR,
    DIGESTS,
    FRONT,
    BADGES,
    DESIGNS,
    PRINTS,
    SHEETS,
    CHECKIN,
    GATES,
    KIOSKS,
    ARRIVALS,
    CERTIFICATES,
    WALK_INS,
    VOTING,
    DOOR_ANSWERS,
    DOOR_PRINTS,
    FORUM_PAPERS,
    TABLE_PAPERS,
    MARKET_PAPERS,
    CONGRESS,
    LOOK,
    ORGANISER,
    DIALOGUE,
    TABLES,
    RECOMMENDATIONS,
    MARKETPLACE,
    HALL_PLAN,
    PLACING,
    VISITS,
    PROGRAMME,
    FIELDS,
    ORGANISATIONS,
    FEES,
    PARTICIPANTS,
    PARTIES,
    PLACES,
    PRIVACY,
    INVITATIONS,
    SUBSTITUTES,
    MAILINGS,
    EXCHANGE,
    DOUBLES,
)
MAX_UPLOAD_BYTES = 8 * 1024 * 1024


def create_app(config: Config) -> Flask:
    """Build the application: one instance a process, from nothing but *config*."""
    config.instance_path.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("app", static_folder=str(HERE / "static"), template_folder=str(_templates()))
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_production,
        SESSION_COOKIE_NAME="reihum",
        REMEMBER_COOKIE_SECURE=config.is_production,
        REMEMBER_COOKIE_SAMESITE="Lax",
        # Personal pages send no Referer, since their address is a secret; the token alone proves where a form came from.
        WTF_CSRF_SSL_STRICT=False,
        # In the open, a forged name of the host would stand in the addresses of our pages.
        TRUSTED_HOSTS=[str(urlsplit(config.base_url).hostname)] if config.is_production else None,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
    )
    app.session_interface = Sessions(app)
    app.extensions["reihum_config"] = config
    init_database(app, config.database, threads=int(config.threads))
    Babel(app, locale_selector=languages.page_language, default_translation_directories=str(HERE / "translations"))
    csrf = CSRFProtect(app)
    init_limits(app, config)
    init_security(app, config)
    init_problems(app)
    app.extensions["reihum_congress_calendar"] = calendars  # mails attach what only that room can write
    _mount(app, features())
    init_api(app)
    _exempt_api(app, csrf)
    _dress(app)
    _wrap(app, config)
    return app


@lru_cache(maxsize=1)
def features() -> tuple[Feature, ...]:
    """List what the rooms bring, and what strangers' packages bring by the entry point ``reihum.features``."""
    return (*BUILT_IN, *(entry.load() for entry in entry_points(group="reihum.features")))


def relay_of(app: Flask) -> Relay:
    """Build the relay that runs this application's jobs and routines."""
    jobs = {MAIL_JOB: send} | {kind: run for feature in features() for kind, run in feature.jobs.items()}
    return Relay(app, jobs=jobs, routines=[routine for feature in features() for routine in feature.routines])


def _templates() -> Path:
    """Find the templates: packed into the package in a wheel, beside it in a checkout."""
    packed = HERE / "templates"
    return packed if packed.is_dir() else HERE.parent / "templates"


def _mount(app: Flask, rooms: tuple[Feature, ...]) -> None:
    for room in rooms:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)
    app.extensions["reihum_mails"] = {kind: render for room in rooms for kind, render in room.mails.items()}
    app.extensions["reihum_journal"] = {action: words for room in rooms for action, words in room.journal.items()}
    app.extensions["reihum_personal"] = [held for room in rooms for held in room.personal]
    app.extensions["reihum_menu"] = sorted(
        (entry for room in rooms for entry in room.menu), key=lambda entry: entry.order
    )


def _exempt_api(app: Flask, csrf: CSRFProtect) -> None:
    """Let machines with a key in: for a login, app.accounts.guards.api_needs asks for the token itself."""
    for name, blueprint in app.blueprints.items():
        if name == "api" or name.endswith("_api"):
            csrf.exempt(blueprint)


def _dress(app: Flask) -> None:
    """Give every template what it needs, and every answer its headers."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(asset=_asset, languages=list(PAGE_LANGUAGES.items()))
    app.context_processor(_context)
    app.before_request(_name_request)
    app.before_request(addresses.refuse_nul)
    app.after_request(headers.harden)


def _context() -> dict[str, object]:
    language = languages.page_language()
    return {"locale": language, "text_direction": direction_of(language), "menu": menu(), "congress": g.get("congress")}


def _name_request() -> None:
    g.request_id = secrets.token_hex(6)


def _asset(filename: str) -> str:
    """Give the address of a static file, with a hash of its content, so that browsers may keep it for good."""
    return url_for("static", filename=filename, v=_hash_of(HERE / "static" / filename))


@lru_cache(maxsize=512)
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "missing"


def _wrap(app: Flask, config: Config) -> None:
    """Serve static files compressed and for good, and believe as many proxies as the configuration names."""
    static = WhiteNoise(app.wsgi_app, max_age=31536000, add_headers_function=_static_headers)
    static.add_files(str(HERE / "static"), prefix="static/")
    app.wsgi_app = static  # type: ignore[method-assign]  # Flask's documented way to add a WSGI layer
    if count := int(config.proxies):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # as above


def _static_headers(response_headers: Response, path: str, _url: str) -> None:
    if path.endswith(".js"):  # modules import each other without a hash in the address, so each load asks anew
        response_headers["Cache-Control"] = "no-cache"  # type: ignore[index]  # as below
    response_headers["X-Content-Type-Options"] = "nosniff"  # type: ignore[index]  # WhiteNoise hands over a mapping of headers
    response_headers["Content-Security-Policy"] = headers.GATE_POLICY  # type: ignore[index]  # for workers; pages have their own
