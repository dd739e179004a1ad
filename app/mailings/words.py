"""What the codes of mailings, and of all mails of the house, are called on pages."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext, lazy_gettext

from app.mailings.rules import NONE, OTHER_LANGUAGES, MailingStatus, Placeholder

# A shape of macros/status.html and a word for each state.
STATES: Final = {
    MailingStatus.DRAFT: ("open", lazy_gettext("draft")),
    MailingStatus.SCHEDULED: ("waiting", lazy_gettext("scheduled")),
    MailingStatus.SENDING: ("waiting", lazy_gettext("going out")),
    MailingStatus.PAUSED: ("look", lazy_gettext("paused")),
    MailingStatus.STOPPED: ("gone", lazy_gettext("ended for good")),
}
SENT: Final = ("done", lazy_gettext("sent"))
PLACEHOLDERS: Final = {
    Placeholder.NAME: lazy_gettext("name of the recipient"),
    Placeholder.ORGANISATION: lazy_gettext("organisation of the recipient"),
    Placeholder.CONGRESS: lazy_gettext("title of the congress"),
    Placeholder.DAYS: lazy_gettext("days of the congress"),
    Placeholder.VENUE: lazy_gettext("venue and its address"),
    Placeholder.CONTACT: lazy_gettext("e-mail of the contact"),
    Placeholder.LINK: lazy_gettext("personal page; a button, if it stands alone in its line"),
    Placeholder.FORUM: lazy_gettext("forum in which the recipient sits"),
    Placeholder.ROOM: lazy_gettext("room of this forum"),
    Placeholder.TIME: lazy_gettext("day and time of this forum"),
}
LANGUAGES: Final = {
    "de": lazy_gettext("German"),
    "en": lazy_gettext("English"),
    OTHER_LANGUAGES: lazy_gettext("other languages"),
}
SEATS: Final = {NONE: lazy_gettext("no forum yet")}
NOT_SAID: Final = lazy_gettext("not said")
ANSWERED: Final = lazy_gettext("answered")
NOT_ANSWERED: Final = lazy_gettext("not answered")
WISHES: Final = {NONE: lazy_gettext("no wishes")}


def named_seats(forums: Mapping[str, str]) -> dict[str, str]:
    """Say in a list of conditions where somebody sits; *forums* are names by public id."""
    return {code: str(gettext("in %(forum)s", forum=name)) for code, name in forums.items()} | {NONE: str(SEATS[NONE])}


def named_wishes(forums: Mapping[str, str]) -> dict[str, str]:
    """Say in the same way what somebody wishes for."""
    told = {code: str(gettext("wishes for %(forum)s", forum=name)) for code, name in forums.items()}
    return told | {NONE: str(WISHES[NONE])}


ANSWERS: Final = {"yes": lazy_gettext("yes"), "no": lazy_gettext("no")}
CLAIMS: Final = {
    "photo": {"yes": lazy_gettext("agrees to photos"), "no": lazy_gettext("does not agree to photos")},
    "inside": {"yes": lazy_gettext("checked in"), "no": lazy_gettext("not checked in")},
    "returned": {"yes": lazy_gettext("mails came back"), "no": lazy_gettext("no mail came back")},
}
# What each kind of mail is about, as organisers read it beside somebody's name.
MAILS: Final = {
    "certificates.letter": lazy_gettext("Certificate of attendance"),
    "registration.confirm": lazy_gettext("Please confirm the registration"),
    "registration.confirmed": lazy_gettext("The place is confirmed"),
    "registration.waiting": lazy_gettext("On the waiting list"),
    "registration.offer": lazy_gettext("A place has come free"),
    "registration.cancelled": lazy_gettext("The registration is cancelled"),
    "registration.lapsed": lazy_gettext("The registration has lapsed"),
    "registration.link": lazy_gettext("The link to the personal page"),
    "registration.substitute-asked": lazy_gettext("A colleague is asked to take the place"),
    "registration.substitute-declined": lazy_gettext("The colleague does not take the place"),
    "registration.took-over": lazy_gettext("The place of a colleague taken over"),
    "party.standing": lazy_gettext("How a group stands, to its contact"),
    "registration.handed-over": lazy_gettext("The place handed over to a colleague"),
    "registration.invited": lazy_gettext("Invitation"),
    "registration.seats": lazy_gettext("Seats for an organisation"),
    "registration.applied": lazy_gettext("Application arrived"),
    "registration.approved": lazy_gettext("Application approved"),
    "registration.declined": lazy_gettext("Application declined"),
    "forums.seat-changed": lazy_gettext("The forum is new or has changed"),
    "forums.tables-changed": lazy_gettext("The way through the tables is new or has changed"),
    "forums.stand-placed": lazy_gettext("The pitch of a stand is new or has changed"),
    "forums.stand-lapsed": lazy_gettext("The place of a stand has lapsed"),
    "forums.stand-card": lazy_gettext("The card of a stand"),
    "forums.stand-contact-taken-back": lazy_gettext("To a stand: somebody took their details back"),
    "forums.moderator-list": lazy_gettext("Who comes to a forum, for its moderator"),
    "forums.recommendations-handed-over": lazy_gettext("Recommendations handed over"),
    "forums.answer-due": lazy_gettext("Reminder of recommendations without an answer"),
    "forums.promise-due": lazy_gettext("Reminder of a promise"),
    "forums.milestone-due": lazy_gettext("Reminder of milestones"),
    "forums.recommendation-progress": lazy_gettext("What became of a recommendation"),
    "forums.stand-address": lazy_gettext("Please confirm the application for a stand"),
    "forums.stand-applied": lazy_gettext("The application for a stand has arrived"),
    "forums.stand-link": lazy_gettext("The link to the page of a stand"),
    "forums.stand-accepted": lazy_gettext("A stand is accepted"),
    "forums.stand-confirmed": lazy_gettext("A stand is confirmed"),
    "forums.stand-waiting": lazy_gettext("A stand is on the waiting list"),
    "forums.stand-declined": lazy_gettext("A stand is declined"),
    "forums.stand-withdrawn": lazy_gettext("A stand is withdrawn"),
    "forums.stand-confirm-due": lazy_gettext("Reminder to confirm a stand"),
    "forums.jury-invited": lazy_gettext("Asked into the jury of the market"),
    "mailings.copy": lazy_gettext("Mailing"),
    "mailings.to-contact": lazy_gettext("Mailing, to the contact of a group"),
    "digests.daily": lazy_gettext("Daily summary"),
    "mailings.test": lazy_gettext("Test of a mailing"),
    "privacy.falls-due": lazy_gettext("Data are erased soon"),
    "fees.invoice": lazy_gettext("Invoice"),
    "fees.reminder": lazy_gettext("Reminder of the invoice"),
    "fees.receipt": lazy_gettext("Receipt"),
}
JOURNAL: Final = {
    "mailing.begun": lazy_gettext("Mailing begun"),
    "mailing.changed": lazy_gettext("Mailing changed"),
    "mailing.removed": lazy_gettext("Draft of a mailing thrown away"),
    "mailing.scheduled": lazy_gettext("Mailing scheduled"),
    "mailing.unscheduled": lazy_gettext("Mailing made a draft again"),
    "mailing.sent": lazy_gettext("Mailing sent: %(people)s"),
    "mailing.paused": lazy_gettext("Mailing paused"),
    "mailing.resumed": lazy_gettext("Mailing resumed"),
    "mailing.stopped": lazy_gettext("Mailing ended for good"),
    "mailing.retried": lazy_gettext("Undelivered copies of a mailing tried again: %(people)s"),
    "mail.retried": lazy_gettext("Undelivered mails tried again: %(mails)s"),
}
