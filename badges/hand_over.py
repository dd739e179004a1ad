"""The letter by which recommendations are handed over: what stands in the mail, and the same on paper."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from flask import current_app
from flask_babel import gettext

from app import i18n
from app.config import Config
from app.congress.models import Congress
from app.orm import in_language
from app.web.addresses import absolute
from app.web.languages import page_language
from badges.drawing import Letterhead
from badges.report import Block, Kind, Report, write_report
from forums.recommendations.models import Addressee, RecommendationAnswer
from forums.recommendations.service import handover


def paper_of(
    congress: Congress,
    addressee: Addressee,
    answers: Sequence[RecommendationAnswer],
    letterhead: Letterhead,
    *,
    now: datetime,
) -> bytes:
    """Write the letter to an addressee as PDF, in the language in force."""
    language, title = page_language(), in_language(congress.title, page_language())
    due = next((one.due_on for one in answers if one.due_on and not one.verdict), None)
    blocks = [
        Block(Kind.QUIET, ", ".join(congress.hosts)),
        Block(Kind.PARAGRAPH, addressee.name),
        Block(Kind.QUIET, i18n.long_day(handover.today_in(congress, now), language)),
        Block(Kind.SUBJECT, subject_of(congress)),
        *(Block(Kind.PARAGRAPH, text) for text in opening_of(congress)),
    ]
    for answer in answers:
        one = answer.recommendation
        blocks.append(Block(Kind.HEADING, f"{one.number}. {in_language(one.title, language)}"))
        blocks.append(Block(Kind.PARAGRAPH, in_language(one.text, language)))
    if due is not None:
        blocks.append(Block(Kind.PARAGRAPH, gettext("Please answer until %(day)s.", day=i18n.long_day(due, language))))
    # On a line of its own, to be typed off.
    where = "\n" + page_of(congress, addressee)
    words = gettext("You answer on this page; no account is needed: %(address)s", address=where)
    blocks += [Block(Kind.PARAGRAPH, words), Block(Kind.PARAGRAPH, congress.contact_name or ", ".join(congress.hosts))]
    out = BytesIO()
    days = i18n.days(congress.starts_on, congress.ends_on, language)
    report = Report(
        title=subject_of(congress),
        language=language,
        blocks=blocks,
        foot=f"{title}, {days}",
        page=gettext("Page {n}"),
        created=now,
        letterhead=letterhead,
    )
    write_report(report, out=out)
    return out.getvalue()


def page_of(congress: Congress, addressee: Addressee) -> str:
    """Give the secret address on which an addressee answers."""
    config: Config = current_app.extensions["reihum_config"]
    token = handover.link_of(addressee, secret=config.secret_key)
    return absolute("answers.page", congress=congress.slug, addressee=addressee.public_id, token=token)


def subject_of(congress: Congress) -> str:
    """Name the letter, in the language in force."""
    return str(gettext("Recommendations to you: %(congress)s", congress=in_language(congress.title, page_language())))


def opening_of(congress: Congress) -> list[str]:
    """Say hello, what it is about and what is asked."""
    title = in_language(congress.title, page_language())
    return [
        gettext("Hello,"),
        gettext("the congress “%(congress)s” has adopted recommendations that are addressed to you.", congress=title),
        gettext("We ask you for an answer: whether you take them up, what you will do, and by when."),
    ]
