"""`reihum badges SLUG -o FILE.pdf`."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from app import clock
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.errors import DomainError, NotFound
from badges import printing
from badges.layout import SHEET_OF_TEN, SHEETS
from badges.queries import Order, Selection


class NoSuchCongress(DomainError):
    code = "no-such-congress"
    status = 404
    message = "There is no congress called %(slug)s."


class TooManyLeftOut(DomainError):
    code = "too-many-left-out"
    message = "A page of %(sheet)s has %(capacity)s labels, so at most %(most)s can be left out."


class NoSuchFolder(DomainError):
    code = "no-such-folder"
    message = "There is no folder %(folder)s. Please create it, or choose another one with -o."


@click.command("badges")
@click.argument("slug")
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="PDF to write."
)
@click.option(
    "--sheet",
    type=click.Choice(list(SHEETS)),
    metavar="NAME",
    default=SHEET_OF_TEN.id,
    show_default=True,
    help=f"Labels, one of: {', '.join(SHEETS)}.",
)
@click.option("--new", "only_new", is_flag=True, help="Only those that have not been printed.")
@click.option(
    "--order",
    type=click.Choice([order.value for order in Order]),
    default="name",
    show_default=True,
    help="How the badges lie on the sheets.",
)
@click.option("--skip", type=click.IntRange(min=0), default=0, help="Labels of the first page to leave out.")
@with_appcontext
def badges(slug: str, path: Path, sheet: str, order: str, skip: int, *, only_new: bool) -> None:
    """Print the badges of all who are confirmed into a PDF.

    Example: reihum badges bbe-2027 -o badges.pdf --sheet avery-l7418
    """
    labels, now = SHEETS[sheet], clock.now()
    if skip >= labels.capacity:
        raise TooManyLeftOut(sheet=labels.name, capacity=labels.capacity, most=labels.capacity - 1)
    try:
        congress = by_slug(reading(), slug)
    except NotFound as fault:
        raise NoSuchCongress(slug=slug) from fault
    if not path.parent.is_dir():
        raise NoSuchFolder(folder=path.parent)
    wanted = Selection(only_new=only_new, order=Order(order))
    people = printing.send_to_printer(congress, wanted, begin=transaction, now=now)
    with _replacing(path) as file:
        tell = _Progress(len(people), now)
        done = printing.write_pdf(congress, people, labels, out=file, skip=skip, created=now, progress=tell)
    click.echo(f"{done} badges are in {path}.")


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Write beside *path* and move there at the end: what lies there is always whole."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class _Progress:
    """Tell on stderr, once a second and only if it takes longer, how far the printing is."""

    def __init__(self, total: int, started: datetime) -> None:
        self._total = total
        self._started = self._told = started

    def __call__(self, done: int) -> None:
        now = clock.now()
        if (now - self._told).total_seconds() >= 1:
            self._told = now
            left = (now - self._started).total_seconds() * (self._total - done) / done
            click.echo(f"{done} of {self._total} badges, about {math.ceil(left)} seconds left", err=True)
