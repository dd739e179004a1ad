"""What stands on somebody's own page: gathered once, decided here, so that the template only lays it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.front import agenda, links, own_answers, tickets, wishes, words
from app.front.agenda import Day, Entry, Reader
from app.front.invoice_papers import OwnInvoice, own_invoice
from app.front.links import config
from app.front.own_answers import OwnAnswer
from app.programme import queries as programme_of
from app.web.languages import page_language
from badges import qr
from badges.certificates import service as certificates
from forums.dialogue import queries as forums_of
from forums.dialogue import reasons
from forums.dialogue.layout import slots_of
from forums.dialogue.models import Forum, Seat
from forums.dialogue.presence import day_of, slots_missed
from forums.dialogue.rules import preferences_end
from forums.marketplace.visits.queries import has_public_market
from forums.recommendations import queries as recommendations_of
from forums.tables import queries as tables_of
from forums.tables.models import ThematicTable
from forums.tables.service import harvest
from registration.invitations import queries as invitations_of
from registration.participants import queries, service
from registration.participants.models import Participant
from registration.participants.rules import LIVING, Status
from registration.substitutes import queries as substitutes_of
from registration.substitutes.models import Substitution


@dataclass(frozen=True)
class HostedTable:
    """A table that somebody hosts, and the secret of its page."""

    table: ThematicTable
    secret: str


@dataclass(frozen=True, kw_only=True)
class OwnForum:
    """Where somebody sits, and why."""

    entry: Entry
    hint: str
    reasons: list[str]
    has_voice: bool  # whether its participants propose or support
    slot: int


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """Everything the page shows; None and empty where there is nothing to show."""

    status: Status
    state: tuple[str, str]  # a shape of macros/status.html and a word
    is_too_late: bool  # to confirm, although the registration has not lapsed yet
    position: int | None  # on the waiting list
    code: Markup  # the ticket's symbol as SVG
    next: Entry | None  # where to go now, on a day of the congress
    forums: list[OwnForum]  # slot by slot
    can_choose_forum: bool  # sits nowhere although places are told
    missed_days: list[str]  # on which forums meet, and they are not there
    tables: list[Entry]  # round by round, as published
    hosted: list[HostedTable]  # tables they look after, with the page for it
    missed_tables: str  # the day of the tables, if they are not there then
    can_wish_tables: bool
    can_choose_tables: bool  # round by round, in a World Café
    can_vote: bool  # the plenary is asked at the moment
    has_market: bool  # whose stands everybody sees
    follows: bool | None  # whether they are told of the recommendations; None where there is no log
    is_assigned: bool  # whether the congress has told its forums
    wishes: list[list[str]]  # by slot
    uncounted: str  # of which wishes nothing comes, since they do not come on that day
    wishes_until: datetime | None
    can_wish: bool
    days: list[Day]
    calendar: str
    can_hand_over: bool
    own_days: list[str]  # on which they come, in words; none if on all
    reason: str  # why an application was declined
    substitute: Substitution | None  # the colleague who was asked to come instead
    invoice: OwnInvoice | None  # what it costs them
    has_certificate: bool  # may fetch a certificate of attendance
    answers: Sequence[OwnAnswer]  # to the questions of the form

    @property
    def webcal(self) -> str:
        """The address that opens a calendar program."""
        return "webcal" + self.calendar[self.calendar.index("://") :]


def gather(session: Session, participant: Participant, *, token: str, now: datetime) -> OwnPage:
    """Read what the page of *participant* shows."""
    congress = participant.congress
    language = page_language()
    reader = Reader(slug=congress.slug, zone=congress.zone, language=language, now=now)
    status = Status(participant.status)
    is_living = status in LIVING
    forums = forums_of.forums(session, congress.id) if is_living else []
    seats = _seats(session, participant) if status is Status.CONFIRMED else []
    counting, lost = _wishes(session, participant, forums, language)
    missed = _slots_missed(participant, forums, seats)
    stops = _stops(session, participant, reader) if status is Status.CONFIRMED else []
    missed_tables = "" if stops or not is_living else _missed_tables(session, participant, language)
    may_sit = is_living and not missed_tables
    days = _days(session, participant, seats, stops, reader) if status is Status.CONFIRMED else []
    end = _wishes_end(congress)
    return OwnPage(
        status=status,
        state=_state(status),
        is_too_late=participant.deadline is not None and participant.deadline <= now,
        position=queries.waiting_position(session, participant) if status is Status.WAITING else None,
        code=_code(session, participant, now=now) if status is Status.CONFIRMED else Markup(),
        next=agenda.next_entry(days, now),
        forums=_own_forums(session, seats, forums, reader) if seats else [],
        can_choose_forum=len(seats) < len({*slots_of(forums)} - missed) and _is_told(participant),
        missed_days=_missed_days(forums, missed, participant.congress.zone, language),
        tables=stops,
        hosted=_hosted(session, participant) if status is Status.CONFIRMED else [],
        missed_tables=missed_tables,
        can_wish_tables=may_sit and _asks_for_tables(session, participant.congress_id) and not stops,
        can_choose_tables=status is Status.CONFIRMED and may_sit and _is_cafe(session, participant.congress_id),
        can_vote=status is Status.CONFIRMED and recommendations_of.has_open_ballot(session, congress.id),
        has_market=status is Status.CONFIRMED and has_public_market(session, congress.id),
        follows=_follows(session, participant) if status is Status.CONFIRMED else None,
        is_assigned=congress.assignment_published_at is not None,
        wishes=counting,
        uncounted=lost,
        wishes_until=end,
        can_wish=is_living and congress.wishes > 0 and bool(forums) and (end is None or now < end),
        days=days,
        calendar=_calendar(participant),
        own_days=[i18n.long_day(date.fromisoformat(day), language) for day in participant.day_list],
        reason=_reason(session, participant) if status is Status.DECLINED else "",
        can_hand_over=status is Status.CONFIRMED and congress.allows_substitutes,
        substitute=_substitute(session, participant) if status is Status.CONFIRMED else None,
        invoice=own_invoice(session, participant, now=now),
        has_certificate=certificates.is_available(session, participant, now=now),
        answers=own_answers.shown(session, participant, token=token) if is_living else [],
    )


def _wishes_end(congress: Congress) -> datetime | None:
    return preferences_end(
        preferences_until=congress.preferences_until, registration_closes_at=congress.registration_closes_at
    )


def _state(status: Status) -> tuple[str, str]:
    shape, word = words.STATES[status]
    return shape, str(word)


def _slots_missed(participant: Participant, forums: Sequence[Forum], seats: Sequence[Seat]) -> set[int]:
    """Name the slots whose day is none of theirs; where they were given a seat all the same, they are there."""
    held = [forum for forum in forums if forum.cancelled_at is None]
    missed = slots_missed(held, participant.day_list, zone=participant.congress.zone) if participant.days else set()
    return missed - {seat.slot for seat in seats}


def _missed_days(forums: Sequence[Forum], missed: set[int], zone: str, language: str) -> list[str]:
    days = sorted({day_of(forum, zone) for forum in forums if forum.slot in missed and forum.cancelled_at is None})
    return [i18n.long_day(date.fromisoformat(day), language) for day in days]


def _is_told(participant: Participant) -> bool:
    return participant.status == Status.CONFIRMED and participant.congress.assignment_published_at is not None


def _seats(session: Session, participant: Participant) -> Sequence[Seat]:
    """Find the published seats; nobody learns of a draft."""
    return forums_of.seats_of(session, participant.id) if participant.congress.assignment_published_at else []


def _stops(session: Session, participant: Participant, reader: Reader) -> list[Entry]:
    route = tables_of.route(session, participant.id)
    left = tables_of.handed_on(session, [table.id for _, table in route]) if route else []
    return agenda.stops(route, reader, handed_on=left)


def _days(
    session: Session, participant: Participant, seats: Sequence[Seat], stops: Sequence[Entry], reader: Reader
) -> list[Day]:
    sessions = programme_of.sessions(session, participant.congress_id)
    return agenda.personal(sessions, [seat.forum for seat in seats], reader, stops=stops)


def _hosted(session: Session, participant: Participant) -> list[HostedTable]:
    tables = tables_of.hosted_by(session, participant.id)
    return [HostedTable(one, harvest.link_of(one, secret=config().secret_key)) for one in tables]


def _missed_tables(session: Session, participant: Participant, language: str) -> str:
    """Name the day of the tables, if it is none of theirs."""
    day = tables_of.day_of_rounds(session, participant.congress_id) if participant.days else ""
    return i18n.long_day(date.fromisoformat(day), language) if day and day not in participant.day_list else ""


def _asks_for_tables(session: Session, congress_id: int) -> bool:
    setting = tables_of.setting(session, congress_id)
    return setting is not None and setting.wishes > 0 and tables_of.published(session, congress_id) is None


def _is_cafe(session: Session, congress_id: int) -> bool:
    published = tables_of.published(session, congress_id)
    return published is not None and published.is_cafe


def _follows(session: Session, participant: Participant) -> bool | None:
    has_log = recommendations_of.end_of_log(session, participant.congress_id) is not None
    return recommendations_of.is_following(session, participant.id) if has_log else None


def _own_forums(session: Session, seats: Sequence[Seat], forums: Sequence[Forum], reader: Reader) -> list[OwnForum]:
    setting = recommendations_of.setting(session, seats[0].forum.congress_id)
    return [
        OwnForum(
            has_voice=bool(setting and (setting.lets_propose or setting.lets_support)),
            entry=agenda.forum_entry(seat.forum, reader),
            hint=seat.forum.room.hint if seat.forum.room else "",
            reasons=reasons.sentences(seat.reason, forums),
            slot=seat.slot,
        )
        for seat in seats
    ]


def _wishes(
    session: Session, participant: Participant, forums: Sequence[Forum], language: str
) -> tuple[list[list[str]], str]:
    """List the wishes that count, by slot, and say which do not."""
    wished, zone = wishes.wished(session, participant, forums), participant.congress.zone
    lost = wishes.uncounted(wished, participant.day_list, zone=zone)
    by_slot = dict[int, list[str]]()
    for forum in (forum for forum in wished if forum not in lost):
        by_slot.setdefault(forum.slot, []).append(agenda.forum_title(forum, language))
    told = words.uncounted(wishes.titles(lost, zone)) if lost else ""
    return [titles for _, titles in sorted(by_slot.items())], told


def _code(session: Session, participant: Participant, *, now: datetime) -> Markup:
    badge = tickets.badge(session, participant, now=now)
    title = gettext("Ticket of %(name)s: code for the entrance", name=participant.name)
    return Markup(qr.svg(badge.code, title=title))  # noqa: S704 -- the writer escapes the title; the rest is numbers


def _reason(session: Session, participant: Participant) -> str:
    decision = invitations_of.decision(session, participant.id)
    return decision.reason if decision else ""


def _substitute(session: Session, participant: Participant) -> Substitution | None:
    return substitutes_of.of_participant(session, participant.id)


def _calendar(participant: Participant) -> str:
    token = service.feed_of(participant, secret=config().secret_key)
    return links.absolute("calendar.personal", congress=participant.congress.slug, token=token)
