"""The ticket: the code for the entrance, on the screen and on paper."""

from datetime import datetime
from io import BytesIO

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import i18n
from app.db import reading, transaction
from app.front import agenda
from app.front.agenda import Reader
from app.orm import in_language
from app.web.languages import page_language
from badges import queries, service, ticket
from badges.label import BadgeFace
from badges.letterhead import letterhead_of
from badges.models import Badge
from forums.dialogue import queries as forums_of
from registration.participants.models import Participant
from registration.participants.rules import ParticipantRole
from registration.places import queries as places_of


def badge(session: Session, participant: Participant, *, now: datetime) -> Badge:
    """Find somebody's badge; the first look at the ticket issues it, in a transaction of its own."""
    found = queries.living_badge(session, participant.id)
    if found is not None:
        return found
    with transaction() as writing:
        return service.badge_of(writing, participant, now=now)


def as_pdf(participant: Participant, *, now: datetime) -> bytes:
    """Write the ticket as one page of A4, in the reader's language."""
    out = BytesIO()
    congress, language = participant.congress, page_language()
    dates = i18n.days(congress.starts_on, congress.ends_on, language)
    title = in_language(congress.title, language)
    face = BadgeFace(
        code=badge(reading(), participant, now=now).code,
        name=participant.name,
        pronouns=participant.pronouns,
        organisation=participant.organisation,
        role=_role(participant),
        congress=title,
        dates=dates,
    )
    ticket.write_ticket(
        face,
        out=out,
        rows=[(gettext("When"), dates), (gettext("Where"), _place(participant)), *_forum_rows(participant, now=now)],
        hint=gettext("Please have this page or the code on your phone ready at the entrance. The code is yours alone."),
        title=gettext("Ticket: %(congress)s", congress=title),
        language=language,
        created=now,
        letterhead=letterhead_of(reading(), congress.id),
    )
    return out.getvalue()


def _role(participant: Participant) -> str:
    if participant.role == ParticipantRole.PARTICIPANT:
        return ""
    return in_language(places_of.labels(reading(), participant.congress_id).get(participant.role, {}), page_language())


def _place(participant: Participant) -> str:
    return ", ".join(part for part in (participant.congress.venue, participant.congress.address) if part)


def _forum_rows(participant: Participant, *, now: datetime) -> list[tuple[str, str]]:
    congress = participant.congress
    seats = forums_of.seats_of(reading(), participant.id) if congress.assignment_published_at else []
    reader = Reader(slug=congress.slug, zone=congress.zone, language=page_language(), now=now)
    entries = [agenda.forum_entry(seat.forum, reader) for seat in seats]
    return [
        row
        for entry in entries
        for row in (
            (gettext("Your forum"), entry.title),
            (gettext("Time and room"), ", ".join(filter(None, (entry.time, entry.room)))),
        )
    ]
