"""`reihum recommendations …`."""

import click
from flask.cli import with_appcontext

from app.congress.queries import by_slug
from app.db import reading
from forums.recommendations import errors, queries
from forums.recommendations.chain import KINDS
from forums.recommendations.service.log import verify


@click.group("recommendations")
def recommendations_group() -> None:
    """Look after the recommendations log."""


@recommendations_group.command("verify")
@click.argument("slug")
@click.option("--expect", default="", help="A hash from a resolution or a letter that has to be in the log.")
@with_appcontext
def verify_log(slug: str, *, expect: str) -> None:
    """Check that no entry of a congress's log was changed, removed or moved.

    Example: reihum recommendations verify bbe-2017
    """
    congress = by_slug(reading(), slug)
    found = verify(reading(), congress.id, expected=expect.strip().lower())
    if found:
        lines = "\n".join(f"{fault.number}: {KINDS[fault.kind]}" for fault in found)
        raise errors.LogBroken(lines=lines)
    end = queries.end_of_log(reading(), congress.id)
    click.echo(f"{end.length if end else 0} entries, all in order. Last hash: {end.head if end else '(none)'}")
