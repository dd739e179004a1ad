"""What stands around every page of a congress: the ways through it, and the lines at its foot."""

from flask import current_app, render_template, url_for
from flask_babel import gettext

from app.congress.models import Congress
from app.db import reading
from app.front import page_cache, queries
from app.front.standing import Standing


def standing_of(slug: str) -> Standing:
    """Tell where a public congress stands; raises NotFound. Only its counters and revision are asked for each time."""
    known: dict[str, Standing] = current_app.extensions[page_cache.STANDINGS]
    congress_id, revision, free, waiting, quotas = queries.moving(slug)
    found = known.get(slug)
    if found is None or (found.id, found.revision) != (congress_id, revision):
        found = known[slug] = queries.standing(reading(), congress_id, revision=revision)
    return found.with_places(free=free, waiting=waiting, quotas=quotas)


def render(
    template: str, congress: Standing | Congress, *, has_forums: bool, can_register: bool, **values: object
) -> str:
    """Draw a page of *congress* with its ways and footer; values named ``has_…`` open further ways."""
    return render_template(
        template,
        congress=congress,
        places=_places(
            congress.slug,
            has_forums=has_forums,
            has_recommendations=bool(values.get("has_recommendations")),
            has_harvest=bool(values.get("has_harvest")),
            has_market=bool(values.get("has_market")),
            can_register=can_register,
        ),
        footer_links=_footer(congress.slug),
        **values,
    )


def _places(
    slug: str,
    *,
    has_forums: bool,
    has_recommendations: bool,
    has_harvest: bool,
    has_market: bool,
    can_register: bool,
) -> list[tuple[str, str]]:
    places = [(gettext("Programme"), url_for("front.programme", congress=slug))]
    if has_forums:
        places.append((gettext("Forums"), url_for("front.forums", congress=slug)))
    if has_recommendations:
        places.append((gettext("Recommendations"), url_for("recommendations.recommendations", congress=slug)))
    if has_market:
        places.append((gettext("Market"), url_for("market.market", congress=slug)))
    if has_harvest:
        places.append((gettext("Tables"), url_for("harvested.whole", congress=slug)))
    if can_register:
        places.append((gettext("Register"), url_for("registering.register", congress=slug)))
    return places


def _footer(slug: str) -> list[tuple[str, str]]:
    return [
        (gettext("Find my registration"), url_for("registering.link", congress=slug)),
        (gettext("Privacy notice"), url_for("front.privacy", congress=slug)),
        (gettext("All congresses"), url_for("front.congresses")),
    ]
