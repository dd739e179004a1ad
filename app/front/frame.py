"""What stands around every page of a congress: the ways through it, and the lines at its foot."""

from flask import render_template, url_for
from flask_babel import gettext

from app.congress.models import Congress
from app.front.standing import Standing


def render(
    template: str, congress: Standing | Congress, *, has_forums: bool, can_register: bool, **values: object
) -> str:
    """Draw a page of *congress* with its ways and footer."""
    return render_template(
        template,
        congress=congress,
        places=_places(congress.slug, has_forums=has_forums, can_register=can_register),
        footer_links=_footer(congress.slug),
        **values,
    )


def _places(slug: str, *, has_forums: bool, can_register: bool) -> list[tuple[str, str]]:
    places = [(gettext("Programme"), url_for("front.programme", congress=slug))]
    if has_forums:
        places.append((gettext("Forums"), url_for("front.forums", congress=slug)))
    if can_register:
        places.append((gettext("Register"), url_for("registering.register", congress=slug)))
    return places


def _footer(slug: str) -> list[tuple[str, str]]:
    return [
        (gettext("Find my registration"), url_for("registering.link", congress=slug)),
        (gettext("Privacy notice"), url_for("front.privacy", congress=slug)),
        (gettext("All congresses"), url_for("front.congresses")),
    ]
