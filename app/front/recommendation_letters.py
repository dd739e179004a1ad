"""The mails after the congress: to addressees, with the letter as PDF, and to participants who want to know."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import clock, i18n
from app.congress.models import Congress
from app.congress.queries import by_id
from app.feature import MailRenderer
from app.front import letters
from app.front.letters import Letter
from app.front.links import absolute
from app.front.mails import addressed, language_of, message_of, recipient_of
from app.jobs.models import Job
from app.mail.message import Attachment, Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from badges.hand_over import opening_of, page_of, paper_of, subject_of
from badges.letterhead import letterhead_of
from forums.recommendations import queries
from forums.recommendations.models import Addressee, RecommendationAnswer
from forums.recommendations.rules import PUBLIC, Status
from forums.recommendations.service import handover
from forums.recommendations.standing import SETTLED, open_milestones
from forums.recommendations.words import STATES
from registration.participants.rules import Status as ParticipantStatus


def handed_over(session: Session, job: Job) -> Message | None:
    """Hand recommendations over, with the letter attached."""
    addressee, congress, answers = _recipient(session, job)
    if addressee is None or not answers:
        return None
    with speaking(addressee.language):
        paper = paper_of(congress, addressee, answers, letterhead_of(session, congress.id), now=clock.now())
        attached = Attachment(f"{congress.slug}.pdf", "application/pdf", paper)
        return _to(addressee, congress, _handed_over(congress, answers), (attached,))


def answer_due(session: Session, job: Job) -> Message | None:
    """Remind of recommendations without an answer; nothing once all are answered."""
    addressee, congress, answers = _recipient(session, job)
    waiting = [one for one in answers if not one.verdict and one.recommendation.status != Status.SUPERSEDED]
    if addressee is None or not waiting:
        return None
    with speaking(addressee.language):
        return _to(addressee, congress, _answer_due(congress, waiting))


def promise_due(session: Session, job: Job) -> Message | None:
    """Remind of a promise; nothing once it is kept."""
    addressee, congress, answers = _recipient(session, job)
    found = next((one for one in answers if one.id == job.payload["answer"]), None)
    if addressee is None or found is None or handover.due_of(found)[1] is None:
        return None
    with speaking(addressee.language):
        return _to(addressee, congress, _promise_due(congress, found))


def milestone_due(session: Session, job: Job) -> Message | None:
    """Remind of the milestones of a promise; nothing once all are reached, or the promise is kept."""
    addressee, congress, answers = _recipient(session, job)
    found = next((one for one in answers if one.id == job.payload["answer"]), None)
    if addressee is None or found is None or found.recommendation.status in SETTLED or not open_milestones(found):
        return None
    with speaking(addressee.language):
        return _to(addressee, congress, _milestone_due(congress, found))


def progress(session: Session, job: Job) -> Message | None:
    """Tell a participant what became of a recommendation, as it stands by now."""
    person = recipient_of(session, job)
    if person is None or person.status != ParticipantStatus.CONFIRMED or not queries.is_following(session, person.id):
        return None
    one = queries.recommendation(session, person.congress_id, str(job.payload["recommendation"]))
    if one.status not in PUBLIC:
        return None
    with speaking(language_of(person)):
        title = in_language(one.title, page_language())
        address = absolute(
            "recommendations.recommendation", congress=person.congress.slug, recommendation=one.public_id
        )
        letter = Letter(
            subject=gettext("What became of it: %(title)s", title=title),
            paragraphs=[gettext("There is news of a recommendation of your congress.")],
            facts=[(gettext("Recommendation"), title), (gettext("State"), str(STATES[Status(one.status)][1]))],
            action=(gettext("Read on"), address),
            ending=[
                gettext(
                    "You asked to be told; you end it on your own page: %(address)s", address=letters.page_of(person)
                )
            ],
        )
        return message_of(person, letter)


def _recipient(session: Session, job: Job) -> tuple[Addressee | None, Congress, list[RecommendationAnswer]]:
    congress = by_id(session, int(job.congress_id or 0))
    addressee = queries.addressee_by_id(session, int(job.payload["addressee"]))
    if addressee is None or not addressee.email:
        return None, congress, []
    return addressee, congress, list(queries.answers_of(session, addressee.id))


def _to(addressee: Addressee, congress: Congress, letter: Letter, attached: tuple[Attachment, ...] = ()) -> Message:
    why = gettext(
        "You get this mail because the congress has addressed recommendations to %(name)s.", name=addressee.name
    )
    letter = Letter(
        subject=letter.subject,
        paragraphs=letter.paragraphs,
        facts=letter.facts,
        action=(letter.action[0], page_of(congress, addressee)),
        ending=letter.ending,
    )
    return addressed(
        addressee.email,
        letter,
        name="",
        congress=congress,
        why=str(why),
        language=addressee.language,
        attachments=attached,
    )


def _handed_over(congress: Congress, answers: list[RecommendationAnswer]) -> Letter:
    return Letter(
        subject=subject_of(congress),
        paragraphs=[text[0].upper() + text[1:] for text in opening_of(congress)[1:]],
        facts=_facts(answers),
        action=(gettext("Read and answer"), ""),
        ending=[gettext("Your answers stand in the public log of the congress. Please keep the link to yourself.")],
    )


def _answer_due(congress: Congress, waiting: list[RecommendationAnswer]) -> Letter:
    title = in_language(congress.title, page_language())
    return Letter(
        subject=gettext("Your answer is asked for: %(congress)s", congress=title),
        paragraphs=[gettext("These recommendations of the congress are still without your answer:")],
        facts=_facts(waiting),
        action=(gettext("Read and answer"), ""),
    )


def _promise_due(congress: Congress, found: RecommendationAnswer) -> Letter:
    title = in_language(congress.title, page_language())
    promised = (gettext("Your promise"), found.commitment)
    return Letter(
        subject=gettext("What you promised: %(congress)s", congress=title),
        paragraphs=[gettext("You have taken up a recommendation of the congress. Please tell how far it is.")],
        facts=[*_facts([found], by_deadline=True), *([promised] if found.commitment else [])],
        action=(gettext("Report what was done"), ""),
    )


def _milestone_due(congress: Congress, found: RecommendationAnswer) -> Letter:
    language = page_language()
    left = [one for one in found.milestones if one.reached_on is None]
    days = [(i18n.long_day(one.due_on, language), one.title) for one in left]
    return Letter(
        subject=gettext("Your next milestones: %(congress)s", congress=in_language(congress.title, language)),
        paragraphs=[gettext("You have planned milestones for a recommendation of the congress. These are still open:")],
        facts=[*_facts([found], by_deadline=True), *days],
        action=(gettext("Report what was done"), ""),
    )


def _facts(answers: list[RecommendationAnswer], *, by_deadline: bool = False) -> list[tuple[str, str]]:
    language = page_language()
    facts = []
    for one in answers:
        due = one.deadline if by_deadline else one.due_on
        until = f" ({gettext('until %(day)s', day=i18n.long_day(due, language))})" if due else ""
        facts.append((str(one.recommendation.number), f"{in_language(one.recommendation.title, language)}{until}"))
    return facts


MAILS: dict[str, MailRenderer] = {
    handover.HANDED_OVER: handed_over,
    handover.ANSWER_DUE: answer_due,
    handover.PROMISE_DUE: promise_due,
    handover.MILESTONE_DUE: milestone_due,
    handover.PROGRESS: progress,
}
