"""`reihum bounce`: what a mail server pipes to us."""

import sys

import click
from flask.cli import with_appcontext

from app import clock
from app.db import transaction
from app.mail.bounces import MOST_BYTES, report_of
from app.mailings import service


@click.command("bounce")
@with_appcontext
def bounce() -> None:
    """Read a mail on standard input, and note if it reports that one of ours came back.

    Any mail server can pipe to it; other mails change nothing, and it always ends well, so that nothing is sent back.

    Example: reihum bounce < message.eml
    """
    report = report_of(sys.stdin.buffer.read(MOST_BYTES))
    if report is None:
        click.echo("This is no report on a mail of ours; nothing is noted.")
        return
    with transaction() as session:
        noted = service.take_back(session, report, now=clock.now())
    click.echo("Noted: the mail came back." if noted else "Nothing is noted.")
