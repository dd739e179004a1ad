"""`reihum user …` and `reihum key …`."""

import click
from flask.cli import with_appcontext
from flask_security import hash_password

from app import clock
from app.accounts import service
from app.accounts.models import Part
from app.congress.queries import by_slug
from app.db import transaction

OPERATOR = "operator"


@click.group("user")
def user_group() -> None:
    """Manage who may log in."""


@user_group.command("add")
@click.argument("email")
@click.option("--name", default="", help="Name shown to colleagues.")
@click.option("--congress", "slug", help="Give a part in this congress.")
@click.option("--role", type=click.Choice([part.value for part in Part]), default="organiser", show_default=True)
@click.option("--no-needs", is_flag=True, help="May not read access needs, interpreting and food.")
@click.option("--administrator", is_flag=True, help="May set up congresses and people.")
@click.password_option(help="Asked for if not given.")
@with_appcontext
def add_user(
    email: str, name: str, slug: str | None, role: str, *, no_needs: bool, administrator: bool, password: str
) -> None:
    """Create an account, or change its name, password and part.

    Example: reihum user add anna@example.org --congress bbe-2027 --role organiser
    """
    if len(password) < service.SHORTEST_PASSWORD:
        raise service.WeakPassword(shortest=service.SHORTEST_PASSWORD)
    with transaction() as session:
        account = service.create_account(
            session,
            email=email.strip().lower(),
            name=name,
            password_hash=hash_password(password),
            is_administrator=administrator,
        )
        if slug:
            service.grant(
                session,
                account,
                by_slug(session, slug),
                Part(role),
                sees_needs=False if no_needs else None,
                actor=OPERATOR,
                now=clock.now(),
            )
    click.echo(f"{email} may log in now.")


@click.group("key")
def key_group() -> None:
    """Manage keys for machines."""


@key_group.command("add")
@click.option("--congress", "slug", required=True, help="The congress that the key is for.")
@click.option("--role", type=click.Choice([part.value for part in Part]), required=True)
@click.option("--label", default="", help="What the key is for.")
@with_appcontext
def add_key(slug: str, role: str, label: str) -> None:
    """Create an API key and print it, this once.

    Example: reihum key add --congress bbe-2027 --role gate --label "scanner at the east door"
    """
    with transaction() as session:
        key = service.create_key(
            session, by_slug(session, slug), Part(role), label=label, actor=OPERATOR, now=clock.now()
        )
    click.echo(key)
