"""What the codes of the marketplace are called on pages, on paper and in the journal."""

from collections.abc import Sequence
from typing import Final

from babel import Locale
from flask_babel import lazy_gettext

from forums.marketplace.applications import LANGUAGES
from forums.marketplace.rules import Call, Power, State, Voice

# A shape of macros/status.html and a word for each state.
STATES: Final = {
    State.APPLIED: ("open", lazy_gettext("applied")),
    State.SHORTLISTED: ("note", lazy_gettext("shortlisted")),
    State.ACCEPTED: ("look", lazy_gettext("accepted, not yet confirmed")),
    State.CONFIRMED: ("done", lazy_gettext("confirmed")),
    State.WAITING: ("waiting", lazy_gettext("on the waiting list")),
    State.DECLINED: ("refused", lazy_gettext("declined")),
    State.WITHDRAWN: ("gone", lazy_gettext("withdrawn")),
}
DECISIONS: Final = {
    State.SHORTLISTED: lazy_gettext("Shortlist"),
    State.ACCEPTED: lazy_gettext("Accept"),
    State.WAITING: lazy_gettext("Put on the waiting list"),
    State.DECLINED: lazy_gettext("Decline the application"),
}
VOICES: Final = {
    Voice.YES: ("done", lazy_gettext("yes")),
    Voice.PERHAPS: ("waiting", lazy_gettext("perhaps")),
    Voice.NO: ("refused", lazy_gettext("no")),
}
POWERS: Final = {
    Power.NONE: lazy_gettext("no power"),
    Power.USUAL: lazy_gettext("power, 230 V"),
    Power.STRONG: lazy_gettext("three-phase power, 400 V"),
}
CALLS: Final = {
    Call.NONE: lazy_gettext("Nobody can apply yet: say from when on applications are taken."),
    Call.BEFORE: lazy_gettext("Nobody can apply yet; the call begins later."),
    Call.OPEN: lazy_gettext("Organisations can apply."),
    Call.CLOSED: lazy_gettext("The call is over; nobody can apply any more."),
}
FIELDS: Final = {
    "organisation": lazy_gettext("Organisation"),
    "website": lazy_gettext("Website"),
    "title": lazy_gettext("Title of the stand"),
    "description": lazy_gettext("What is to be seen there"),
    "topic": lazy_gettext("Main topic"),
    "further": lazy_gettext("Further topics"),
    "languages": lazy_gettext("Languages spoken at the stand"),
    "offers": lazy_gettext("What you offer to others"),
    "requests": lazy_gettext("What you look for"),
    "contact_name": lazy_gettext("Contact person"),
    "contact_email": lazy_gettext("E-mail"),
    "contact_phone": lazy_gettext("Telephone"),
    "language": lazy_gettext("Language of our mails"),
    "press_name": lazy_gettext("Contact for the press"),
    "press_email": lazy_gettext("E-mail for the press"),
    "press_phone": lazy_gettext("Telephone for the press"),
    "area": lazy_gettext("Area in square metres"),
    "tables": lazy_gettext("Tables"),
    "chairs": lazy_gettext("Chairs"),
    "power": lazy_gettext("Power"),
    "near": lazy_gettext("Please near"),
    "far": lazy_gettext("Please far from"),
    "access_needs": lazy_gettext("Access"),
    "remarks": lazy_gettext("Anything else"),
    "applications_from": lazy_gettext("Applications from"),
    "applications_until": lazy_gettext("Applications until"),
    "needs_wall": lazy_gettext("A wall behind the stand, for posters or a screen"),
    "is_loud": lazy_gettext("It gets loud at our stand: music, film, games"),
    "needs_light": lazy_gettext("Daylight or a bright place"),
    "is_press_public": lazy_gettext("This contact may be published"),
    "answers": lazy_gettext("Answers to your own questions"),
    "note": lazy_gettext("Note"),
    "priority": lazy_gettext("Priority"),
    "wishes": lazy_gettext("Near and far"),
    "logo": lazy_gettext("Picture"),
    "alt": lazy_gettext("The picture in words"),
    "rights": lazy_gettext("Whose picture it is"),
}
JOURNAL: Final = {
    "stand.applied": lazy_gettext("A stand applied"),
    "stand.added": lazy_gettext("The application of a stand was written down"),
    "stand.address-confirmed": lazy_gettext("A stand confirmed its address"),
    "stand.changed": lazy_gettext("What is said about a stand was changed"),
    "stand.logo-changed": lazy_gettext("A stand sent a picture"),
    "stand.logo-removed": lazy_gettext("The picture of a stand was removed"),
    "stand.reopened": lazy_gettext("A stand was put before the jury again"),
    "stand.shortlisted": lazy_gettext("A stand was shortlisted"),
    "stand.accepted": lazy_gettext("A stand was accepted"),
    "stand.confirmed": lazy_gettext("A stand confirmed that it comes"),
    "stand.waiting": lazy_gettext("A stand was put on the waiting list"),
    "stand.declined": lazy_gettext("A stand was declined"),
    "stand.withdrawn": lazy_gettext("A stand was withdrawn"),
    "stand.lapsed": lazy_gettext("The place of a stand lapsed: nobody confirmed it in time"),
    "stand.prolonged": lazy_gettext("A stand got more time to confirm"),
    "stand.staff-named": lazy_gettext("Somebody was named for a stand"),
    "stand.staff-taken-off": lazy_gettext("Somebody was taken off a stand"),
    "stand.link-renewed": lazy_gettext("A stand got a new link"),
    "stands.market-changed": lazy_gettext("The settings of the market were changed"),
    "stands.topic-changed": lazy_gettext("A topic of the market was added or changed"),
    "stands.topic-removed": lazy_gettext("A topic of the market was removed"),
    "stands.questions-changed": lazy_gettext("The market's own questions were changed"),
    "stands.juror-added": lazy_gettext("Somebody was asked into the jury of the market"),
    "stands.juror-removed": lazy_gettext("Somebody left the jury of the market"),
}


def language_names(language: str, codes: Sequence[str] = LANGUAGES) -> list[tuple[str, str]]:
    """Name languages in *language*, in its order: [(code, name), …]."""
    known = Locale.parse(language).languages
    return sorted(((code, str(known.get(code, code))) for code in codes), key=lambda pair: pair[1].casefold())
