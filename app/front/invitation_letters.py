"""The mails about invitations and applications."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from app import i18n
from app.congress.models import Congress
from app.feature import MailRenderer
from app.front import letters, links
from app.front.letters import Letter
from app.front.links import config
from app.front.mails import addressed, language_of, message_of, recipient_of, renderer
from app.jobs.models import Job
from app.mail.message import Message
from app.orm import in_language
from app.web.languages import page_language, speaking
from registration.invitations import queries, service
from registration.invitations.models import Invitation
from registration.invitations.rules import in_groups
from registration.participants.models import Participant
from registration.participants.rules import Status


def invited(session: Session, job: Job) -> Message | None:
    """Invite one person, or remind them; nothing once they answered or the invitation was revoked."""
    found = _living(session, job)
    if found is None or found.declined_at or queries.uses(session, found.id):
        return None
    with speaking(found.language):
        return _addressed(found, _invitation(found))


def seats(session: Session, job: Job) -> Message | None:
    """Give a contact the way to the seats of their organisation."""
    found = _living(session, job)
    if found is None or not found.contact_digest:
        return None
    with speaking(found.language):
        return _addressed(found, _seats(found))


def declined(session: Session, job: Job) -> Message | None:
    """Tell an applicant that they cannot come, with the organisers' reason."""
    person = recipient_of(session, job)
    if person is None or person.status != Status.DECLINED:
        return None
    decision = queries.decision(session, person.id)
    with speaking(language_of(person)):
        return message_of(person, _declined(person, decision.reason if decision else ""))


def _living(session: Session, job: Job) -> Invitation | None:
    found = queries.by_public_id(session, job.payload["invitation"])
    return None if found is None or found.revoked_at or not found.email else found


def _addressed(found: Invitation, letter: Letter) -> Message:
    why = gettext(
        "You get this mail because the organisers of %(congress)s invite you.", congress=_title(found.congress)
    )
    return addressed(found.email, letter, name=found.name, congress=found.congress, why=why, language=found.language)


def _invitation(found: Invitation) -> Letter:
    code = in_groups(service.code_of(found, secret=config().secret_key))
    place = {"congress": found.congress.slug, "code": code}
    title = _title(found.congress)
    is_reminder = found.reminded_at is not None
    return Letter(
        subject=gettext("A reminder of your invitation: %(congress)s", congress=title)
        if is_reminder
        else gettext("You are invited: %(congress)s", congress=title),
        paragraphs=[
            gettext("Some days ago we invited you; perhaps you have not had the time to answer.")
            if is_reminder
            else gettext("You are invited to our congress. By the link below you register; it is meant for you alone."),
            *_until(found),
        ],
        facts=letters.facts_of(found.congress),
        action=(gettext("Register"), links.absolute("invited.register", **place)),
        ending=[
            gettext(
                "If you cannot come, please tell us here, and we do not remind you: %(link)s",
                link=links.absolute("invited.decline_question", **place),
            )
        ],
    )


def _seats(found: Invitation) -> Letter:
    token = service.contact_link_of(found, secret=config().secret_key)
    title = _title(found.congress)
    return Letter(
        subject=gettext("Seats for %(organisation)s: %(congress)s", organisation=found.label, congress=title),
        paragraphs=[
            gettext("Your organisation has %(seats)s seats at our congress.", seats=found.most_uses),
            gettext(
                "On your page you find the link to hand on to your colleagues, who has registered by it, and how many seats are left."
            ),
            *_until(found),
        ],
        facts=letters.facts_of(found.congress),
        action=(
            gettext("Seats of my organisation"),
            links.absolute("invited.seats", congress=found.congress.slug, token=token),
        ),
        ending=[gettext("Please keep the address of this page to yourself: it shows the names of those who come.")],
    )


def _until(found: Invitation) -> list[str]:
    if found.expires_at is None:
        return []
    until = i18n.moment(found.expires_at, found.congress.zone, page_language())
    return [gettext("The link is valid until %(until)s.", until=until)]


def _applied(person: Participant) -> Letter:
    return Letter(
        subject=gettext("Your application has arrived: %(congress)s", congress=_title(person.congress)),
        paragraphs=[
            gettext("Thank you for your application. The organisers decide, and you get their answer by mail."),
            gettext("By the link below you can change your answers and wishes until then, or withdraw."),
        ],
        facts=letters.what(person),
        action=(gettext("My page"), letters.page_of(person)),
        ending=[gettext("If you did not apply yourself, please withdraw on this page.")],
    )


def _approved(person: Participant) -> Letter:
    deadline = i18n.moment(person.deadline, person.congress.zone, page_language()) if person.deadline else ""
    return Letter(
        subject=gettext("Your application is approved: %(congress)s", congress=_title(person.congress)),
        paragraphs=[
            gettext("Your application is approved, and a place is kept for you. Please confirm that you come."),
            gettext("Your place is kept until %(deadline)s.", deadline=deadline),
        ],
        facts=letters.what(person),
        action=(gettext("Confirm registration"), letters.page_of(person)),
        ending=[gettext("If you cannot come any more, please cancel on the same page; somebody else will be glad.")],
    )


def _declined(person: Participant, reason: str) -> Letter:
    return Letter(
        subject=gettext("About your application: %(congress)s", congress=_title(person.congress)),
        paragraphs=[
            gettext("Thank you for your application. We are sorry that we cannot offer you a place this time."),
            *([gettext("The organisers write: %(reason)s", reason=reason)] if reason else []),
        ],
        facts=letters.what(person),
    )


def _title(congress: Congress) -> str:
    return in_language(congress.title, page_language())


MAILS: dict[str, MailRenderer] = {
    "registration.invited": invited,
    "registration.seats": seats,
    "registration.applied": renderer(_applied, Status.APPLIED, Status.RESERVED),
    "registration.approved": renderer(_approved, Status.PENDING),
    "registration.declined": declined,
}
