"""What the mails to a stand say, so that organisers read it before it goes. Called with the stand's language in force."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext

from app import i18n
from app.congress.models import Congress
from app.orm import in_language
from app.web.languages import page_language
from forums.marketplace.models import Stand
from forums.marketplace.rules import State
from forums.marketplace.service import telling


@dataclass(frozen=True)
class About:
    """What a mail says of the stand; of a preview, as it would be."""

    organisation: str
    reason: str
    confirm_until: datetime | None


@dataclass(frozen=True)
class Words:
    """The words of a mail, without its greeting and the facts; ``button`` leads to the stand's own page."""

    subject: str
    paragraphs: Sequence[str]
    button: str
    ending: Sequence[str] = ()


def about(stand: Stand) -> About:
    """Give what mails say of a stand as it is."""
    return About(stand.organisation, stand.reason, stand.confirm_until)


def address(stand: About, congress: Congress) -> Words:
    """Ask whether the application is meant."""
    return Words(
        gettext("Please confirm your application: %(congress)s", congress=_title(congress)),
        [
            gettext("We have got an application for a stand of %(organisation)s.", organisation=stand.organisation),
            gettext("It counts as soon as you confirm it by the link below, within seven days."),
        ],
        gettext("Confirm the application"),
        [gettext("If you did not apply, you need do nothing: the application is deleted then.")],
    )


def arrived(stand: About, congress: Congress) -> Words:
    """Say that the application counts."""
    return Words(
        gettext("Your application has arrived: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "Thank you for applying with %(organisation)s. A jury reads all applications; you hear from us as soon as it "
                "has decided.",
                organisation=stand.organisation,
            )
        ],
        gettext("Read or change the application"),
        [_about_the_link()],
    )


def accepted(stand: About, congress: Congress) -> Words:
    """Offer a place."""
    until = i18n.moment(stand.confirm_until, congress.zone, page_language()) if stand.confirm_until else ""
    return Words(
        gettext("Your stand is accepted: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "We are glad to have %(organisation)s with a stand at the market.", organisation=stand.organisation
            ),
            *_reason(stand),
            *([gettext("Please confirm until %(deadline)s that you come.", deadline=until)] if until else []),
            gettext("On the same page you name who is at the stand; everybody named gets a badge."),
        ],
        gettext("Confirm the stand"),
        [_about_the_link()],
    )


def confirmed(stand: About, congress: Congress) -> Words:
    """Say that the place is theirs."""
    return Words(
        gettext("Your stand is confirmed: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "Thank you: the stand of %(organisation)s is confirmed. Where it stands we tell you as soon as the plan is "
                "drawn.",
                organisation=stand.organisation,
            ),
            gettext("If you have not yet done so, please name who is at the stand, and send your logo."),
        ],
        gettext("To the page of your stand"),
        [_about_the_link()],
    )


def waiting(stand: About, congress: Congress) -> Words:
    """Say that they wait."""
    return Words(
        gettext("Your stand is on the waiting list: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "We would be glad to have %(organisation)s at the market, but at the moment all places are taken.",
                organisation=stand.organisation,
            ),
            *_reason(stand),
            gettext("As soon as a place comes free, whoever has waited longest gets it, and we write to you."),
        ],
        gettext("To the page of your stand"),
        [gettext("If you do not want to wait, please withdraw the application there.")],
    )


def declined(stand: About, congress: Congress) -> Words:
    """Say no, and why."""
    return Words(
        gettext("Your application for a stand: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "Thank you for your application. We are sorry that we cannot offer %(organisation)s a stand this time.",
                organisation=stand.organisation,
            ),
            *_reason(stand),
        ],
        gettext("Read the application"),
    )


def withdrawn(stand: About, congress: Congress) -> Words:
    """Confirm that they do not come."""
    return Words(
        gettext("Your stand is withdrawn: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "The stand of %(organisation)s is withdrawn. Thank you for telling us.", organisation=stand.organisation
            )
        ],
        gettext("Read the application"),
        [gettext("If this is a mistake, please write to the organisers.")],
    )


def due(stand: About, congress: Congress) -> Words:
    """Remind of the confirmation."""
    until = i18n.moment(stand.confirm_until, congress.zone, page_language()) if stand.confirm_until else ""
    return Words(
        gettext("Please confirm your stand: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "The stand of %(organisation)s is accepted, but not yet confirmed.", organisation=stand.organisation
            ),
            gettext(
                "Please confirm until %(deadline)s that you come, or withdraw it: others are waiting.", deadline=until
            ),
        ],
        gettext("Confirm the stand"),
    )


def lapsed(stand: About, congress: Congress) -> Words:
    """Say that the place went to others."""
    until = i18n.moment(stand.confirm_until, congress.zone, page_language()) if stand.confirm_until else ""
    return Words(
        gettext("The place of your stand has lapsed: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "We had asked you to confirm the stand of %(organisation)s until %(deadline)s, and have not heard from you. "
                "So its place goes to others who are waiting.",
                organisation=stand.organisation,
                deadline=until,
            )
        ],
        gettext("Read the application"),
        [gettext("If you would still like to come, please write to the organisers: they see whether a place is left.")],
    )


def link(stand: About, congress: Congress) -> Words:
    """Send the way to the page of the stand once more."""
    return Words(
        gettext("The link to your stand: %(congress)s", congress=_title(congress)),
        [
            gettext(
                "Somebody, probably you, asked for the link to the stand of %(organisation)s. Here it is.",
                organisation=stand.organisation,
            )
        ],
        gettext("To the page of your stand"),
        [_about_the_link()],
    )


Writer = Callable[[About, Congress], Words]
# Which words each kind of mail has, and in which states it still makes sense.
KINDS: Final[Mapping[str, tuple[Writer, frozenset[State]]]] = {
    telling.ADDRESS: (address, frozenset({State.APPLIED})),
    telling.ARRIVED: (arrived, frozenset({State.APPLIED, State.SHORTLISTED})),
    telling.LINK: (link, frozenset(State)),
    telling.DUE: (due, frozenset({State.ACCEPTED})),
    telling.LAPSED: (lapsed, frozenset({State.WITHDRAWN})),
    telling.MAILS[State.ACCEPTED]: (accepted, frozenset({State.ACCEPTED})),
    telling.MAILS[State.CONFIRMED]: (confirmed, frozenset({State.CONFIRMED})),
    telling.MAILS[State.WAITING]: (waiting, frozenset({State.WAITING})),
    telling.MAILS[State.DECLINED]: (declined, frozenset({State.DECLINED})),
    telling.MAILS[State.WITHDRAWN]: (withdrawn, frozenset({State.WITHDRAWN})),
}


def _title(congress: Congress) -> str:
    return in_language(congress.title, page_language())


def _reason(stand: About) -> list[str]:
    return [stand.reason] if stand.reason else []


def _about_the_link() -> str:
    return str(
        gettext(
            "By this link you read and change the application, name the people at the stand, or withdraw. "
            "Please pass it on only to those who shall be able to do so."
        )
    )
