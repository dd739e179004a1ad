"""What an organiser does next with a congress: one or two sentences on its overview, each with the way there."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from app.congress.models import Congress
from app.congress.rules import Phase
from app.i18n import long_day
from app.web.languages import page_language
from forums.dialogue.rules import preferences_end
from forums.marketplace.queries import number_to_judge
from registration.privacy import queries as privacy_queries
from registration.privacy import retention


@dataclass(frozen=True)
class Step:
    """A sentence and the endpoint that it leads to (with the congress' slug as ``congress``)."""

    text: str
    endpoint: str


def next_steps(congress: Congress, phase: Phase, *, has_forums: bool, is_complete: bool, now: datetime) -> list[Step]:
    """Say what comes next; the most urgent step first."""
    if phase is Phase.PREPARING:
        text = (
            gettext("Everything needed is there: let the public see the congress.")
            if is_complete
            else gettext("See what is missing before the public may see the congress.")
        )
        return [Step(text, "publication.publication")]
    if phase is Phase.ANNOUNCED and congress.registration_opens_at is None:
        return [Step(gettext("Say when registration begins and ends."), "deadlines.deadlines")]
    if phase is Phase.RUNNING:
        return [Step(gettext("Open the check-in on the phones at the door."), "checkin.gate")]
    if phase is Phase.OVER:
        return [Step(gettext("See who came."), "organiser_participants.participants")]
    steps = [_forums(congress, now)] if has_forums and congress.wishes else []
    if phase is Phase.CLOSED:
        steps.append(Step(gettext("Print the badges."), "badges.choose"))
    return steps or [Step(gettext("Watch who registers."), "organiser_participants.participants")]


def privacy_steps(session: Session, congress: Congress, *, now: datetime) -> list[Step]:
    """Say what the law asks next: wishes to be erased, and people whose time is nearly over."""
    steps = []
    if asked := len(privacy_queries.requests(session, congress.id)):
        text = ngettext("One guest asks to be erased.", "%(num)s guests ask to be erased.", asked)
        steps.append(Step(str(text), "privacy.overview"))
    due = retention.due(session, congress)
    if due.day is not None and due.is_near(now=now):
        day = long_day(due.day, page_language())
        text = gettext("Everybody is erased on %(day)s. Export what you need before.", day=day)
        steps.append(Step(str(text), "privacy.overview"))
    return steps


def market_steps(session: Session, congress: Congress) -> list[Step]:
    """Say what stands at the market ask next; nothing where nobody applies."""
    if not (waiting := number_to_judge(session, congress.id)):
        return []
    text = ngettext(
        "One application for a stand waits for a decision.",
        "%(num)s applications for stands wait for a decision.",
        waiting,
    )
    return [Step(str(text), "stands_organiser.stands")]


def _forums(congress: Congress, now: datetime) -> Step:
    end = preferences_end(
        preferences_until=congress.preferences_until, registration_closes_at=congress.registration_closes_at
    )
    if congress.assignment_published_at:
        return Step(gettext("The forums are published. Place newcomers in them."), "assignment_organiser.assignment")
    if end is not None and end <= now:
        return Step(
            gettext("The time for wishes is over: assign the forums and publish them."),
            "assignment_organiser.assignment",
        )
    return Step(
        gettext("Guests give their wishes. A draft may already show how the forums will fill."),
        "assignment_organiser.assignment",
    )
