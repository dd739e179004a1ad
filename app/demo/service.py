"""Load the example congresses, and tell where to look at them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.models import Account, Part
from app.accounts.queries import account_by_email
from app.accounts.service import create_account, grant
from app.config import Config
from app.congress.models import Congress
from app.congress.queries import all_congresses
from app.demo import (
    arrivals,
    catalogue,
    errors,
    guests,
    markets,
    places,
    queries,
    questions,
    recommendations,
    stage,
    tables,
)
from app.demo.people import people
from app.demo.seats import publish_seats
from app.jobs.models import Job
from app.journal.service import SYSTEM
from registration.participants.rules import Status
from registration.participants.service import link_of

# Who may log in, with passwords that everybody may know: address, name, password, part (None: administrator).
LOGINS = (
    ("admin@example.org", "Verwaltung (Beispiel)", "demo-admin-2027", None),
    ("organise@example.org", "Kongressbüro (Beispiel)", "demo-organise-2027", Part.ORGANISER),
    ("gate@example.org", "Einlass (Beispiel)", "demo-gate-2027", Part.GATE),
)


def check_allowed(config: Config) -> None:
    """Refuse the examples in production; raises NotInProduction."""
    if config.is_production:
        raise errors.NotInProduction


def load(
    session: Session,
    *,
    secret: str,
    now: datetime,
    slugs: Sequence[str] = catalogue.SLUGS,
    say: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Load those of *slugs*, all examples if not told, that are not there yet and return them; *say* gets a line for each.

    Nobody gets a mail. *secret* derives the guests' links, as at registration. One that is there stays as it is, whatever became
    of it.
    """
    known = {congress.slug for congress in all_congresses(session)}
    loaded = [slug for slug in slugs if slug not in known]
    for slug in loaded:
        say(_load_one(session, slug, secret=secret, now=now))
    return loaded


def clear(session: Session) -> None:
    """Remove the example congresses with all that hangs on them, and the example logins, so that loading begins anew."""
    session.execute(delete(Congress).where(Congress.slug.in_(catalogue.SLUGS)))
    session.execute(delete(Account).where(Account.email.in_([email for email, *_ in LOGINS])))
    session.expire_all()


def open_logins(session: Session, config: Config, *, hash_password: Callable[[str], str], now: datetime) -> None:
    """Create the example logins that are not there yet, for every example congress; raises NotInProduction."""
    check_allowed(config)
    examples = [congress for congress in all_congresses(session) if congress.slug in catalogue.SLUGS]
    for email, name, password, part in LOGINS:
        if account_by_email(session, email) is not None:
            continue
        account = create_account(
            session, email=email, name=name, password_hash=hash_password(password), is_administrator=part is None
        )
        if part is not None:
            for congress in examples:
                grant(session, account, congress, part, actor=SYSTEM, now=now)


def demo_addresses(session: Session, config: Config) -> list[str]:
    """Write the lines that tell where to look and with which logins; raises NotInProduction."""
    check_allowed(config)
    site = config.public_url
    lines = [
        f"Congresses       {site}/",
        f"Public page      {site}/bbe-2027/",
        f"Register         {site}/bbe-2027/register",
        f"Organise         {site}/organise/",
        f"At the door      {site}/gate/bbe-2017/",
    ]
    guest = queries.example_guest(session, "bbe-2017")
    if guest is not None:
        lines.append(f"A guest's page   {site}/bbe-2017/my/{link_of(guest, secret=config.secret_key)}")
    return [*lines, *(f"Log in as        {email}  {password}" for email, _, password, _ in LOGINS)]


def _load_one(session: Session, slug: str, *, secret: str, now: datetime) -> str:
    entry = catalogue.read(slug)
    congress, forums = stage.set_stage(session, entry, now=now)
    questions.ask(session, congress, now=now)
    invented = people(entry, now=now)
    places.set_categories(session, congress, entry)
    ids = guests.bring(session, congress, invented, forums, secret=secret)
    places.set_quotas(session, congress, entry, now=now)
    questions.answer(session, congress, ids, now=now)
    if entry.assignment is not None:
        publish_seats(session, congress, entry.assignment)
    tables.lay_tables(session, congress, entry)
    if entry.people.attended:
        confirmed = [
            (number, participant_id)
            for number, (participant_id, guest) in enumerate(zip(ids, invented, strict=True), 1)
            if guest.status is Status.CONFIRMED
        ]
        codes = arrivals.issue_badges(session, congress, confirmed, secret=secret)
        arrivals.let_in(session, congress, entry, list(codes.values()))
    recommendations.fill_log(session, congress)
    markets.open_market(session, congress)
    # Whatever the verbs above wanted to mail or to calculate belongs to the past.
    session.execute(delete(Job).where(Job.congress_id == congress.id))
    return f"{slug}: {len(invented)} registrations, {len(forums)} forums"
