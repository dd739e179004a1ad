"""`reihum calendar …`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.calendar.views import calendars
from app.congress.queries import by_slug
from app.db import reading
from app.i18n import PAGE_LANGUAGES
from app.orm import in_language


@click.command("calendar")
@click.argument("slug")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    help="Instead of standard output.",
)
@click.option("--language", type=click.Choice(list(PAGE_LANGUAGES)), help="Instead of the congress' own.")
@with_appcontext
def write_calendar(slug: str, output: Path, language: str | None) -> None:
    """Write the calendar of a congress.

    Example: reihum calendar bbe-2017 -o bbe-2017.ics
    """
    congress = by_slug(reading(), slug)
    chosen = language or congress.default_language
    content = calendars().feed(
        reading(),
        congress,
        language=chosen,
        path="calendar.ics",
        name=in_language(congress.title, chosen),
        choice=lambda _entry: True,
    )
    with click.open_file(str(output), "wb") as file:
        file.write(content)
