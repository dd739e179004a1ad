"""What the organisers' pages on invitations share."""

from flask import current_app, g, render_template, url_for
from flask_babel import gettext

from app.config import Config
from app.db import reading
from app.orm import in_language
from app.web.languages import page_language
from registration.invitations.words import STATES
from registration.places import queries as places_of


def secret() -> str:
    """Give what codes and links are derived from."""
    return _config().secret_key


def site() -> str:
    """Give the public address of this installation."""
    return _config().public_url


def categories() -> list[tuple[str, str]]:
    """List the categories of the congress for a form, those by invitation too."""
    found = places_of.categories(reading(), g.congress.id)
    return [(category.code, in_language(category.label, page_language())) for category in found]


def render(template: str, here: str, **values: object) -> str:
    """Draw one of the pages, with the ways to the others."""
    tabs = [
        ("codes", gettext("Codes"), url_for("invitations.invitations", congress=g.congress.slug)),
        ("addresses", gettext("By address"), url_for("invitations.addresses", congress=g.congress.slug)),
        (
            "organisations",
            gettext("Seats of organisations"),
            url_for("invitations.organisations", congress=g.congress.slug),
        ),
    ]
    options = [{"label": label, "href": href, "current": name == here} for name, label, href in tabs]
    return render_template(template, tabs=options, states=STATES, category_words=dict(categories()), **values)


def _config() -> Config:
    config: Config = current_app.extensions["reihum_config"]
    return config
