"""Mail through a real SMTP server, which can also be busy or refuse."""

import ipaddress
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from post_office import PostOffice, free_port, post_office

from app.config import Config
from app.jobs.relay import GiveUp, TryLater
from app.mail.message import Attachment, Message
from app.mail.transport import Folder, Smtp, transport_of

MESSAGE = Message(
    to="Zoë ሰላም <zoe@example.org>",
    language="de",
    subject="Ihre Anmeldung\r\nBcc: everybody@example.org",
    text="Grüße, سلام\n",
    html="<p>Grüße, سلام</p>",
    attachments=(Attachment("kongress.ics", "text/calendar; method=PUBLISH", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),),
)
SENT = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def box():
    with post_office() as office:
        yield office


def email(message=MESSAGE):
    return message.as_email(sender="reihum <post@example.org>", message_id="abc", sent_at=SENT)


def test_a_mail_arrives_whole(box):
    transport_of(Config(smtp_url=box.url)).send(email())

    envelope = box.envelopes[0]
    arrived = message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.rcpt_tos == ["zoe@example.org"]
    assert arrived["Message-ID"] == "<abc@example.org>"
    assert arrived["Subject"] == "Ihre Anmeldung Bcc: everybody@example.org"
    assert arrived["Bcc"] is None
    assert arrived.get_body(("plain",)).get_content().strip() == "Grüße, سلام"
    assert arrived.get_body(("html",)).get_content().strip() == "<p>Grüße, سلام</p>"
    (calendar,) = arrived.iter_attachments()
    assert (calendar.get_content_type(), calendar["Content-Type"].params["method"]) == ("text/calendar", "PUBLISH")


@pytest.mark.parametrize(
    ("answer", "outcome", "words"),
    [
        ("451 4.7.1 Greylisted, zoe@example.org", TryLater, "the mail server answered 451 4.7.1"),
        ("550 5.1.1 No such user zoe@example.org", GiveUp, "the mail server answered 550 5.1.1"),
    ],
)
def test_a_busy_server_is_asked_again_and_a_refusal_is_final_and_neither_quotes_the_address(
    box, answer, outcome, words
):
    box.answer = answer

    with pytest.raises(outcome) as refused:
        transport_of(Config(smtp_url=box.url)).send(email())

    assert str(refused.value) == words


@pytest.fixture
def guarded_box():
    """A server that checks passwords; the right one is "right"."""
    office, port = PostOffice(), free_port()

    def check(server, session, envelope, mechanism, login):
        return AuthResult(success=login.password == b"right", handled=False)

    controller = Controller(office, hostname="127.0.0.1", port=port, authenticator=check, auth_require_tls=False)
    controller.start()
    office.url = f"smtp://post:{{}}@127.0.0.1:{port}"
    yield office
    controller.stop()


def test_the_password_of_the_address_opens_the_server(guarded_box):
    transport_of(Config(smtp_url=guarded_box.url.format("right"))).send(email())

    assert len(guarded_box.envelopes) == 1


def test_a_wrong_password_loses_no_mail(guarded_box):
    with pytest.raises(TryLater) as later:
        transport_of(Config(smtp_url=guarded_box.url.format("wrong"))).send(email())

    assert str(later.value) == "the mail server cannot be used (SMTPAuthenticationError)"


def test_an_address_with_letters_of_its_language_is_reached(box):
    transport_of(Config(smtp_url=box.url)).send(email(replace(MESSAGE, to="jörg@example.org")))

    assert box.envelopes[0].rcpt_tos == ["jörg@example.org"]


def test_a_server_that_knows_no_such_letters_is_not_asked_again():
    with post_office(PlainOffice()) as box, pytest.raises(GiveUp) as end:
        transport_of(Config(smtp_url=box.url)).send(email(replace(MESSAGE, to="jörg@example.org")))

    assert str(end.value) == "the mail server takes no addresses with letters beyond a to z"


class PlainOffice(PostOffice):
    """Says nothing of SMTPUTF8."""

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 -- aiosmtpd's name
        session.host_name = hostname
        return [line for line in responses if "SMTPUTF8" not in line]


def test_a_server_that_is_away_is_asked_again():
    with pytest.raises(TryLater):
        transport_of(Config(smtp_url="smtp://127.0.0.1:9")).send(email())


def test_without_a_server_mails_become_files_and_a_resend_overwrites(tmp_path):
    folder = Folder(tmp_path / "mail")

    folder.send(email())
    folder.send(email(replace(MESSAGE, text="again")))

    (file,) = (tmp_path / "mail").iterdir()
    assert (
        message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("plain",)).get_content().strip()
        == "again"
    )


def test_an_address_with_letters_of_its_language_becomes_a_file_too(tmp_path):
    Folder(tmp_path).send(email(replace(MESSAGE, to="jörg@example.org")))

    (file,) = tmp_path.iterdir()
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "jörg@example.org"


@pytest.fixture
def identity(tmp_path):
    """The certificate of a server at 127.0.0.1 that vouches for itself, with its key, in a file."""
    key, name, now = ec.generate_private_key(ec.SECP256R1()), x509.Name([]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, kinds = serialization.Encoding.PEM, serialization
    path = tmp_path / "server.pem"
    secret = key.private_bytes(pem, kinds.PrivateFormat.PKCS8, kinds.NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(pem))
    return path


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mails_leave_encrypted_and_only_to_a_server_that_is_vouched_for(scheme, identity, monkeypatch):
    office, port = PostOffice(), free_port()
    own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    own.load_cert_chain(identity)
    encrypted = {"ssl_context": own} if scheme == "smtps" else {"tls_context": own, "require_starttls": True}
    controller = Controller(office, hostname="127.0.0.1", port=port, **encrypted)
    monkeypatch.setenv("SSL_CERT_FILE", str(identity))  # while it starts, it asks itself whether it answers
    controller.start()
    try:
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(TryLater) as stranger:
            Smtp(f"{scheme}://127.0.0.1:{port}").send(email())
        monkeypatch.setenv("SSL_CERT_FILE", str(identity))
        server = Smtp(f"{scheme}://127.0.0.1:{port}")
        server.send(email())
        server.send(email())
    finally:
        controller.stop()

    assert str(stranger.value) == "the mail server cannot be used (SSLCertVerificationError)"
    assert [envelope.rcpt_tos for envelope in office.envelopes] == [["zoe@example.org"]] * 2
