"""Write an organiser's digest."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext
from sqlalchemy.orm import Session

from app import i18n
from app.accounts.models import Account, Part
from app.accounts.service import may
from app.congress.models import Congress
from app.digests import queries, service, words
from app.feature import MailRenderer
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.addresses import absolute
from app.web.languages import speaking


def daily(session: Session, job: Job) -> Message | None:
    """Tell an organiser what happened; nothing to somebody who is none any more, or does not want it any more."""
    account = session.get(Account, int(job.payload["account"]))
    congress = session.get(Congress, job.congress_id)
    if account is None or congress is None or not account.active or not may(account, congress.id, Part.ORGANISER):
        return None
    if queries.digest_of(session, account_id=account.id, congress_id=congress.id) is None:
        return None
    since, until = (datetime.fromisoformat(str(job.payload[name])) for name in ("since", "until"))
    happened = service.what_happened(session, congress, since=since, until=until)
    with speaking(i18n.spoken_language(account.language)):
        return _message(account, congress, words.lines(happened), since=since) if happened else None


def _message(account: Account, congress: Congress, lines: list[tuple[str, int]], *, since: datetime) -> Message:
    language = i18n.spoken_language(account.language)
    title = in_language(congress.title, language)
    values = {
        "title": title,
        "opening": gettext("Since %(since)s this happened:", since=i18n.moment(since, congress.zone, language)),
        "lines": lines,
        "label": gettext("To the congress"),
        "address": absolute("organiser.overview", congress=congress.slug),
        "why": gettext(
            "You get this mail because you asked for a daily summary. You end it on this page: %(address)s",
            address=absolute("digests.digest", congress=congress.slug),
        ),
    }
    return Message(
        to=account.email,
        language=language,
        subject=str(gettext("What has happened: %(congress)s", congress=title)),
        text=render_template("mail/digest.txt", **values),
        html=render_template("mail/digest.html", language=language, sender_name=title, **values),
    )


MAILS: dict[str, MailRenderer] = {service.DAILY: daily}
