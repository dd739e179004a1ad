"""What the mails to the contact of a group say: how it stands, and what to do. Called with the contact's language in force."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from app import clock, i18n
from app.front import letters, links, words
from app.front.letters import Letter
from app.front.links import config
from app.orm import in_language
from app.web.languages import page_language
from registration.participants.models import Participant, Party
from registration.participants.rules import Status
from registration.participants.service import party_link_of
from registration.parties.rules import GroupStanding, standing_of


def standing(party: Party, members: Sequence[Participant]) -> Letter:
    """Tell the contact how the group stands; the same letter after every step, so that the newest one is right."""
    stands = standing_of(members, now=clock.now())
    counted = [(str(words.STATES[state][1]), str(number)) for state, number in stands.number_by_state.items()]
    return Letter(
        subject=_subject(party, stands),
        paragraphs=_opening(party, stands),
        facts=[*letters.facts_of(party.congress), *counted],
        action=(gettext("Confirm the group") if stands.to_confirm else gettext("To my group"), page_of(party)),
        ending=[
            gettext(
                "On the group's page you name people later, give places to others, or cancel. Please keep the link to yourself."
            ),
            *([] if any(member.confirmed_at for member in members) else [_about_strangers()]),
        ],
    )


def page_of(party: Party) -> str:
    """Give the secret address of the contact's page."""
    token = party_link_of(party.public_id, secret=config().secret_key)
    return links.absolute("group.page", congress=party.congress.slug, group_link=token)


def why(party: Party) -> str:
    """Say why the contact gets this mail."""
    words = gettext(
        "You get this mail because this address was given for the contact of a group at %(congress)s.",
        congress=_title(party),
    )
    return str(words)


def _subject(party: Party, stands: GroupStanding) -> str:
    if not stands.to_confirm:
        return str(gettext("Your group: %(congress)s", congress=_title(party)))
    if stands.number_by_state[Status.OFFERED]:
        return str(gettext("Places have come free for your group: %(congress)s", congress=_title(party)))
    return str(gettext("Please confirm your group: %(congress)s", congress=_title(party)))


def _opening(party: Party, stands: GroupStanding) -> list[str]:
    told = []
    if stands.to_confirm:
        until = i18n.moment(stands.until, party.congress.zone, page_language()) if stands.until else ""
        told.append(
            ngettext(
                "%(num)s place is kept for your group until %(until)s. Please confirm it by the link below.",
                "%(num)s places are kept for your group until %(until)s. Please confirm them by the link below.",
                stands.to_confirm,
                until=until,
            )
        )
    if waiting := stands.number_by_state[Status.WAITING]:
        told.append(
            ngettext(
                "%(num)s person of your group is on the waiting list. We write as soon as a place is free.",
                "%(num)s people of your group are on the waiting list. We write as soon as places are free.",
                waiting,
            )
        )
    if applied := stands.number_by_state[Status.APPLIED] + stands.number_by_state[Status.RESERVED]:
        told.append(
            ngettext(
                "The organisers decide about %(num)s application; you get their answer by mail.",
                "The organisers decide about %(num)s applications; you get their answer by mail.",
                applied,
            )
        )
    return told or [gettext("Something has changed for your group. This is how it stands now.")]


def _about_strangers() -> str:
    return str(gettext("If you did not register a group, you need do nothing: the registration lapses then."))


def _title(party: Party) -> str:
    return in_language(party.congress.title, page_language())
