"""What the mails say: each letter once, for its plain text and its HTML alike. Called with the recipient's language in force."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from flask_babel import gettext

from app import i18n
from app.congress.models import Congress
from app.front import agenda, links
from app.front.links import config
from app.orm import in_language
from app.web.languages import page_language
from forums.dialogue import reasons
from forums.dialogue.models import Forum, Seat
from registration.participants.models import Participant
from registration.participants.service import link_of


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail without its envelope: paragraphs before and after the one thing to do, and facts as (term, answer)."""

    subject: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]] = field(default=())
    action: tuple[str, str] = ("", "")  # label and address
    ending: Sequence[str] = field(default=())


def confirm(person: Participant) -> Letter:
    """Ask whether the registration is meant."""
    return Letter(
        subject=gettext("Please confirm your registration: %(congress)s", congress=title_of(person)),
        paragraphs=[
            gettext("Thank you for your registration. Please confirm it by the link below."),
            gettext("Your place is kept until %(deadline)s.", deadline=_deadline(person)),
        ],
        facts=what(person),
        action=(gettext("Confirm registration"), page_of(person)),
        ending=[
            _about_the_link(),
            gettext("If you did not register yourself, you need do nothing: the registration lapses then."),
        ],
    )


def confirmed(person: Participant) -> Letter:
    """Say that the place is theirs."""
    return Letter(
        subject=gettext("Your place is confirmed: %(congress)s", congress=title_of(person)),
        paragraphs=[
            *([_registered_by(person)] if person.party is not None else []),
            gettext("Your registration is confirmed. We look forward to seeing you."),
            gettext(
                "Your ticket is on your own page, for the screen and to print. "
                "The file attached puts the congress into your calendar."
            ),
        ],
        facts=what(person),
        action=(gettext("My ticket"), page_of(person)),
        ending=[_about_the_link()],
    )


def _registered_by(person: Participant) -> str:
    """Say who registered somebody of a group, who may hear of it now."""
    who = person.party.contact_name if person.party is not None else ""
    return str(gettext("%(name)s has registered you with a group.", name=who or gettext("Your contact")))


def waiting(person: Participant) -> Letter:
    """Say that they wait, and what happens next."""
    return Letter(
        subject=gettext("You are on the waiting list: %(congress)s", congress=title_of(person)),
        paragraphs=[
            gettext("All places are taken at the moment; you are on the waiting list."),
            gettext("As soon as a place is free for you, we write to you. Your own page shows your place on the list."),
        ],
        facts=what(person),
        action=(gettext("My page"), page_of(person)),
        ending=[_about_the_link(), gettext("If you did not register yourself, please cancel on this page.")],
    )


def offer(person: Participant) -> Letter:
    """Offer a place that has come free."""
    return Letter(
        subject=gettext("A place has come free for you: %(congress)s", congress=title_of(person)),
        paragraphs=[
            gettext("A place has come free, and it is your turn."),
            gettext(
                "It is kept for you until %(deadline)s. After that the next one is asked.", deadline=_deadline(person)
            ),
        ],
        facts=what(person),
        action=(gettext("Take the place"), page_of(person)),
        ending=[gettext("If you cannot come any more, please cancel on the same page; somebody else will be glad.")],
    )


def cancelled(person: Participant) -> Letter:
    """Confirm that they do not come."""
    return Letter(
        subject=gettext("Your registration is cancelled: %(congress)s", congress=title_of(person)),
        paragraphs=[
            gettext(
                "Your registration is cancelled. Your ticket is no longer valid, and your calendar shows the congress as cancelled."
            )
        ],
        facts=what(person),
        action=(gettext("To the congress"), _home(person)),
        ending=[gettext("If this is a mistake, please register again.")],
    )


def lapsed(person: Participant) -> Letter:
    """Say that the time has passed."""
    return Letter(
        subject=gettext("Your registration has lapsed: %(congress)s", congress=title_of(person)),
        paragraphs=[gettext("We had no answer from you in time, so your place went to somebody else.")],
        facts=what(person),
        action=(gettext("To the congress"), _home(person)),
        ending=[gettext("If you want to come, please register again.")],
    )


def link(person: Participant) -> Letter:
    """Send the way to the own page once more."""
    deadline = (
        [gettext("Please confirm there until %(deadline)s.", deadline=_deadline(person))] if person.deadline else []
    )
    return Letter(
        subject=gettext("The link to your page: %(congress)s", congress=title_of(person)),
        paragraphs=[gettext("Somebody, probably you, asked for the link to your page. Here it is."), *deadline],
        facts=what(person),
        action=(gettext("My page"), page_of(person)),
        ending=[_about_the_link()],
    )


def seat(person: Participant, taken: Sequence[Seat], forums: Sequence[Forum], *, is_moved: bool) -> Letter:
    """Tell somebody their forum, or that of each slot, and why it is this one."""
    titles = " · ".join(agenda.forum_title(one.forum, page_language()) for one in taken)
    if len(taken) > 1:
        changed = gettext("Your forums have changed; you sit here now:")
        subject = gettext("Your forums: %(forums)s", forums=titles)
    else:
        changed = gettext("Your forum has changed; you sit here now:")
        subject = gettext("Your forum: %(forum)s", forum=titles)
    return Letter(
        subject=subject,
        paragraphs=[changed if is_moved else gettext("The forums are assigned; you sit here:")],
        facts=[fact for one in taken for fact in _about_seat(person, one, forums)],
        action=(gettext("My page"), page_of(person)),
    )


def _about_seat(person: Participant, taken: Seat, forums: Sequence[Forum]) -> list[tuple[str, str]]:
    forum = taken.forum
    facts = [
        (gettext("Forum"), agenda.forum_title(forum, page_language())),
        (gettext("When"), _when(person, forum)),
        (gettext("Room"), agenda.room_name(forum.room)),
        (gettext("Moderation"), ", ".join(moderator.name for moderator in forum.moderators)),
        (gettext("Why this forum"), " ".join(reasons.sentences(taken.reason, forums))),
    ]
    return [(term, answer) for term, answer in facts if answer]


def no_seat(person: Participant) -> Letter:
    """Tell somebody that they have lost their forum for now."""
    return Letter(
        subject=gettext("Your forum has changed: %(congress)s", congress=title_of(person)),
        paragraphs=[
            gettext("The assignment of the forums has changed, and at the moment you have a place in none of them."),
            gettext("Please ask the organisers; they know which forums have room."),
        ],
        facts=what(person),
        action=(gettext("My page"), page_of(person)),
    )


def why(person: Participant) -> str:
    """Say why somebody gets this mail."""
    words = gettext(
        "You get this mail because this address was given at the registration for %(congress)s.",
        congress=title_of(person),
    )
    return str(words)


def page_of(person: Participant) -> str:
    """Give the secret address of somebody's page."""
    token = link_of(person, secret=config().secret_key)
    return links.absolute("personal.page", congress=person.congress.slug, token=token)


def _home(person: Participant) -> str:
    return links.absolute("front.congress", congress=person.congress.slug)


def what(person: Participant) -> list[tuple[str, str]]:
    """Say which congress it is about, when and where."""
    return facts_of(person.congress)


def facts_of(congress: Congress) -> list[tuple[str, str]]:
    """Say the same of a congress to somebody who is no participant."""
    place = ", ".join(part for part in (congress.venue, congress.address) if part)
    days = i18n.days(congress.starts_on, congress.ends_on, page_language())
    return [
        (gettext("Congress"), in_language(congress.title, page_language())),
        (gettext("When"), days),
        *([(gettext("Where"), place)] if place else []),
    ]


def _about_the_link() -> str:
    return str(
        gettext(
            "By this link you change your wishes and answers, or cancel. Please keep it to yourself; no password is needed."
        )
    )


def title_of(person: Participant) -> str:
    """Name the congress in the language in force."""
    return in_language(person.congress.title, page_language())


def _deadline(person: Participant) -> str:
    return i18n.moment(person.deadline, person.congress.zone, page_language()) if person.deadline else ""


def _when(person: Participant, forum: Forum) -> str:
    zone, language = person.congress.zone, page_language()
    day = i18n.long_day(forum.starts_at.astimezone(ZoneInfo(zone)).date(), language)
    return f"{day}, {i18n.clock_time(forum.starts_at, zone, language)}–{i18n.clock_time(forum.ends_at, zone, language)}"
