"""Certificates for guests: by download and by mail, and the public page that says whether one is genuine."""

from io import BytesIO

from flask import Blueprint, Response, redirect, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from app import clock, i18n
from app.congress.queries import by_slug
from app.db import reading, transaction
from app.feature import MailRenderer
from app.front import frame, letters
from app.front.bearers import bearer
from app.front.errors import DeadLink
from app.front.letters import Letter
from app.front.links import absolute
from app.front.mails import message_of, recipient_of
from app.front.personal import dead_link, keep_secret
from app.jobs.models import Job
from app.mail.message import Attachment, Message
from app.web.guards import public
from app.web.languages import page_language, speaking
from badges.certificates import queries, service
from badges.certificates.errors import NotIssued
from badges.certificates.models import Certificate
from badges.certificates.paper import CertificatePaper, write_certificate
from badges.certificates.words import hours
from badges.letterhead import letterhead_of

own_blueprint = Blueprint("own_certificate", __name__, url_prefix="/<congress>/my/<token>")
own_blueprint.after_request(keep_secret)
own_blueprint.register_error_handler(DeadLink, dead_link)
blueprint = Blueprint("certificate_check", __name__)
blueprint.after_request(keep_secret)


@own_blueprint.post("/certificate")
@public
def issue(congress: str, token: str) -> BaseResponse:
    """Issue the guest's certificate, or the one that they have if it would say the same."""
    person = bearer(congress, token)
    with transaction() as session:
        service.give(session, person, language=page_language(), say_hours=hours, now=clock.now())
    return redirect(url_for(".own_pdf", congress=congress, token=token), 303)


@own_blueprint.get("/certificate.pdf")
@public
def own_pdf(congress: str, token: str) -> Response:
    """The guest's certificate as it was issued."""
    person = bearer(congress, token)
    found = queries.living(reading(), person.id, page_language())
    if found is None:
        raise NotIssued
    response = Response(as_pdf(reading(), found, congress), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{congress}.pdf"'
    return response


@blueprint.get("/<congress>/certificates/<code>")
@public
def check(congress: str, code: str) -> str:
    """Say whether a certificate is genuine, and show of it what is printed on it."""
    found = by_slug(reading(), congress)
    certificate = queries.by_public_id(reading(), found.id, code.lower())
    return frame.render(
        "app/front/certificate.html", found, has_forums=bool(found.wishes), can_register=False, certificate=certificate
    )


def as_pdf(session: Session, found: Certificate, slug: str) -> bytes:
    """Write a certificate in its language."""
    printed, out = found.printed, BytesIO()
    with speaking(found.language):
        day = i18n.long_day(found.issued_at.date(), found.language)
        paper = CertificatePaper(
            hosts=printed.get("hosts", ""),
            heading=gettext("Certificate of attendance"),
            name=printed["name"],
            took_part=gettext("took part in"),
            congress=printed["congress"],
            when_and_where=", ".join(filter(None, (printed["dates"], printed["place"]))),
            extent=(gettext("Attended"), printed["extent"]),
            body=printed["body"],
            issued=gettext("Issued on %(day)s", day=day),
            signed_by=printed["signed_by"],
            check=absolute("certificate_check.check", congress=slug, code=found.public_id),
            check_hint=gettext("Made by machine, valid without signature. Whether it is genuine is told here:"),
            language=found.language,
            created=found.issued_at,
        )
        write_certificate(paper, out=out, letterhead=letterhead_of(session, found.congress_id))
    return out.getvalue()


def send(session: Session, job: Job) -> Message | None:
    """Send a certificate to whom it is for; nothing once a newer one replaced it."""
    person = recipient_of(session, job)
    found = queries.certificate(session, job.payload["certificate"])
    if person is None or found is None or found.replaced_at is not None:
        return None
    with speaking(found.language):
        letter = Letter(
            subject=gettext("Your certificate of attendance: %(congress)s", congress=letters.title_of(person)),
            paragraphs=[gettext("Thank you for having been there. Your certificate of attendance is attached.")],
            action=(gettext("My page"), letters.page_of(person)),
        )
        content = as_pdf(session, found, person.congress.slug)
        name = f"certificate-{person.congress.slug}.pdf"
        return message_of(person, letter, (Attachment(name, "application/pdf", content),))


MAILS: dict[str, MailRenderer] = {service.LETTER: send}
