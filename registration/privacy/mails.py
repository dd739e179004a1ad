"""Write to organisers what goes soon."""

from flask import render_template
from flask_babel import gettext
from sqlalchemy.orm import Session

from app import clock, i18n
from app.accounts.models import Account, Part
from app.accounts.service import may
from app.congress.models import Congress
from app.feature import MailRenderer
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.addresses import absolute
from app.web.languages import speaking
from registration.privacy import retention
from registration.privacy.words import going_in_words


def falls_due(session: Session, job: Job) -> Message | None:
    """Tell an organiser what goes soon; nothing to somebody who is none any more, or if it has gone by now."""
    account = session.get(Account, int(job.payload["account"]))
    congress = session.get(Congress, job.congress_id)
    if account is None or congress is None or not account.active or not may(account, congress.id, Part.ORGANISER):
        return None
    found = retention.going(session, congress, now=clock.now())
    with speaking(i18n.spoken_language(account.language)):
        return _message(account, congress, found) if found else None


def _message(account: Account, congress: Congress, found: list[retention.Going]) -> Message:
    language = i18n.spoken_language(account.language)
    title = in_language(congress.title, language)
    values = {
        "title": title,
        "opening": gettext("This goes by itself and for good. Export what you need before, or keep it longer."),
        "lines": [(going_in_words(going, language), i18n.long_day(going.day, language)) for going in found],
        "label": gettext("To privacy"),
        "address": absolute("privacy.overview", congress=congress.slug),
        "why": gettext("You get this mail because you organise this congress."),
    }
    return Message(
        to=account.email,
        language=language,
        subject=str(gettext("Data are erased soon: %(congress)s", congress=title)),
        text=render_template("mail/digest.txt", **values),
        html=render_template("mail/digest.html", language=language, sender_name=title, **values),
    )


MAILS: dict[str, MailRenderer] = {retention.FALLS_DUE: falls_due}
