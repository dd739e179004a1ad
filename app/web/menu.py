"""The organisers' menu of one congress, in the order of its life."""

from dataclasses import dataclass
from typing import Final

from flask import current_app, g, request, url_for
from flask_babel import gettext

from app.feature import MenuEntry

# The order of a congress's life; the template names the groups.
GROUPS: Final = ("overview", "set-up", "register", "assign", "print", "door", "record", "after")


@dataclass(frozen=True)
class MenuLine:
    """A line as the template shows it."""

    label: str
    href: str
    current: bool
    group: str


def menu() -> list[MenuLine]:
    """List the lines for the congress of this request; none outside a congress."""
    congress = g.get("congress")
    if congress is None:
        return []
    entries: list[MenuEntry] = current_app.extensions["reihum_menu"]
    lines = []
    for group in GROUPS:
        for entry in (entry for entry in entries if entry.group == group):
            href = url_for(entry.endpoint, congress=congress.slug)
            here = request.script_root + request.path
            current = here == href or here.startswith(f"{href}/")
            lines.append(MenuLine(str(gettext(entry.label)), href, current, group))
    return lines
