"""A certificate from the organisers' page to whoever checks it."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from builders import SECRET, make_congress, make_participant, make_session
from pypdf import PdfReader

from app import clock
from app.front.certificates import send
from app.jobs.models import Job
from badges import service as badges
from badges.certificates.models import Certificate
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from registration.participants import queries as participants
from registration.participants.service import link_of

PAGE = "/organise/autumn/certificates"


def text_of(pdf):
    return PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_a_guest_who_was_there_gets_a_certificate_that_anybody_can_check(writing, organiser_of, client, token_of, app):
    now = clock.now()
    today = now.date()
    with writing() as session:
        congress = make_congress(session, slug="autumn", starts_on=today, ends_on=today, zone="UTC")
        start = now.replace(hour=0, minute=0, second=0, microsecond=0)
        make_session(session, congress, starts_at=start, ends_at=start + timedelta(hours=2))
        ada, ben = (make_participant(session, congress, name=name, language="en") for name in ("Ada Öztürk", "Ben"))
        code = badges.badge_of(session, ada, now=now).code
        scan = ScanRequest(str(uuid4()), 0, code, start, "East")
        checkin.record_scans(session, congress, device="d", scans=[scan], actor="user:1", now=now)
        links = [f"/autumn/my/{link_of(person, secret=SECRET)}" for person in (ada, ben)]
    office = organiser_of(congress)
    office.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def certify(basis):
        data = {"csrf_token": token_of(office, PAGE), "basis": basis, "is_open": "yes", "signed_by": "Dr. Clara Amt"}
        assert office.post(PAGE, data=data | {"body_en": "Four points."}).status_code == 303

    def issue(link):
        data = {"csrf_token": token_of(client, "/autumn/register")}
        return client.post(f"{link}/certificate", data=data, headers={"Accept-Language": "en"})

    def numbers():
        with writing() as session:
            return session.query(Certificate).count()

    pdf = f"{links[0]}/certificate.pdf"
    assert "/certificate" not in client.get(links[0]).text
    assert issue(links[0]).status_code == 409
    certify("days")
    assert f"{links[0]}/certificate" in client.get(links[0]).text
    assert (client.get(pdf).status_code, numbers()) == (409, 0)  # looking issues nothing
    assert issue(links[1]).status_code == 409  # was not there
    assert [issue(links[0]).location for _ in range(2)] == [pdf] * 2
    first = text_of(client.get(pdf, headers={"Accept-Language": "en"}).data)
    assert numbers() == 1
    assert all(word in first for word in ("Ada Öztürk", "Four points.", "Dr. Clara Amt", str(today.year)))
    address = re.search(r"/autumn/certificates/\w{16}", first).group()
    checked = client.get(address, headers={"Accept-Language": "en"})
    assert (checked.status_code, "Ada Öztürk" in checked.text, "genuine" in checked.text) == (200, True, True)
    assert not any(secret in checked.text for secret in (ada.email, ada.public_id))
    assert "noindex" in checked.headers["X-Robots-Tag"]
    assert client.get(address[:-1] + "x").status_code == 404

    # By hours it says something else, so it replaces the first; by mail it comes once.
    certify("hours")
    for sent in ("One certificate is on its way.", "0 certificates are on their way."):
        posted = office.post(f"{PAGE}/mail", data={"csrf_token": token_of(office, PAGE)}, follow_redirects=True)
        assert sent in posted.text
    replaced = client.get(address, headers={"Accept-Language": "en"}).text
    assert ("replaced" in replaced, "Ada" in replaced) == (True, False)
    with writing() as session, app.test_request_context():
        [job] = [job for job in session.query(Job) if (job.payload or {}).get("certificate")]
        mail = send(session, job)
        assert (mail.to, [file.filename for file in mail.attachments]) == (ada.email, ["certificate-autumn.pdf"])
        assert "2 hours of the programme" in text_of(mail.attachments[0].content)
        assert participants.by_id(session, ada.id) is not None
