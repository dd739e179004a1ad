"""A mail, ready to be sent."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr


@dataclass(frozen=True)
class Attachment:
    """A file in a mail; *media_type* such as ``text/calendar; method=PUBLISH``."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """What a renderer makes of an outbox row: plain text and HTML of the same meaning."""

    to: str
    language: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""

    def as_email(self, *, sender: str, message_id: str, sent_at: datetime) -> EmailMessage:
        """Build the MIME message. *message_id* comes from the outbox row, so that a resend is recognised as the same mail."""
        email = EmailMessage()
        email["From"], email["To"] = sender, self.to
        email["Subject"] = " ".join(self.subject.split())
        email["Date"] = format_datetime(sent_at)
        email["Message-ID"] = f"<{message_id}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
        email["Auto-Submitted"] = "auto-generated"
        if self.reply_to:
            email["Reply-To"] = self.reply_to
        email.set_content(self.text)
        email.add_alternative(self.html, subtype="html")
        for attachment in self.attachments:
            _attach(email, attachment)
        email["Content-Language"] = self.language  # last, since adding parts moves such headers into the first of them
        return email


def _attach(email: EmailMessage, attachment: Attachment) -> None:
    media_type, *parameters = (part.strip() for part in attachment.media_type.split(";"))
    main, _, sub = media_type.partition("/")
    email.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.filename)
    part = list(email.iter_attachments())[-1]
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        part.set_param(name, value)
