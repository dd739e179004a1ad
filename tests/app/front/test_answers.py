"""From the letter to the public log: an addressee answers without an account."""

import re
from datetime import timedelta
from io import BytesIO

from builders import SECRET, make_participant, make_recommendation
from form_reading import fields_of
from pypdf import PdfReader

from app import clock
from forums.recommendations import queries
from forums.recommendations.rules import AddresseeRequest, Status
from forums.recommendations.service import handover
from forums.recommendations.service.recommendations import add_addressee
from registration.participants.service import link_of


def test_an_addressee_answers_by_the_link_of_the_letter(
    app, client, writing, open_congress, organiser_of, mails, token_of
):
    congress = open_congress()
    with writing() as session:
        funder = add_addressee(session, congress, AddresseeRequest("Fonds <b>", "funder", "fonds@example.org", "en"))
        one = make_recommendation(
            session, congress, Status.DISCUSSED, Status.ADOPTED, title="Drei Jahre", addressees=[funder.public_id]
        )
        guest = make_participant(
            session, congress, now=clock.now(), name="Follower", email="follower@example.org", language="en"
        )
    client.get("/?lang=en")
    own = f"/spring/my/{link_of(guest, secret=SECRET)}"
    csrf = {"csrf_token": token_of(client, own)}
    assert client.post(f"{own}/forum/follow", data=csrf | {"follow": "yes"}).status_code == 303
    browser, base = organiser_of(congress), "/organise/spring/hand-over"
    form = fields_of(browser.get(base).text) | {"recommendations": one.public_id}
    assert browser.post(base, data=form | {"due_on": "2001-01-01"}).status_code == 422
    due = (clock.now() + timedelta(days=60)).date().isoformat()
    assert browser.post(base, data=form | {"due_on": due}).status_code == 303

    letter = next(mail for mail in mails() if mail["To"] == "fonds@example.org")
    [attached] = letter.iter_attachments()
    paper = "".join(page.extract_text() for page in PdfReader(BytesIO(attached.get_content())).pages)
    assert "Drei Jahre" in paper
    with app.app_context():
        from app.db import reading

        page = f"/spring/answers/{funder.public_id}/{handover.link_of(funder, secret=SECRET)}"
        [answer] = queries.answers_of(reading(), funder.id)
    assert page in letter.get_body(("plain",)).get_content()
    assert b"%PDF" in browser.get(f"{base}/{funder.public_id}.pdf").data[:8]

    def send(**fields: str) -> object:
        return client.post(page, data=csrf | {f"answer-{answer.public_id}": "yes"} | fields)

    assert client.get(f"/spring/answers/{funder.public_id}/nobody").status_code == 404
    refused = send(verdict="in_part", commitment="Bleibt stehen", deadline="soon")
    assert refused.status_code == 422
    assert "Bleibt stehen" in refused.text
    assert send(verdict="accepted", commitment="<i>Zwei</i> Stellen", deadline=due).status_code == 303
    assert send(step="report", text="Eine", percent="many").status_code == 422
    assert send(step="plan", title="", due_on="2001-01-01").status_code == 422
    assert send(step="plan", title="Erste <b>Stelle</b>", due_on=due).status_code == 303
    assert "Erste &lt;b&gt;Stelle" in client.get(f"/spring/recommendations/{one.public_id}").text
    tasks = client.get("/spring/recommendations.ics").text
    assert (tasks.count("BEGIN:VTODO"), "Erste <b>Stelle" in tasks) == (3, True)
    [milestone] = re.findall(r'name="milestone" value="(\w+)"', client.get(page).text)
    assert send(step="reach", milestone=milestone).status_code == 303
    assert client.get("/spring/recommendations.json").json[0]["answers"][0]["milestones"][0]["reached_on"]
    assert send(step="report", text="Eine", percent="50", evidence="https://example.org/a").status_code == 303
    shown = client.get(f"/spring/recommendations/{one.public_id}").text
    assert "&lt;i&gt;Zwei&lt;/i&gt; Stellen" in shown
    assert "50 per cent done" in shown
    news = [mail["Subject"] for mail in mails() if mail["To"] == "follower@example.org"]
    assert [subject for subject in news if subject.startswith("What became of it")] != []
    assert "50" in browser.get(base).text
    assert browser.post(f"{base}/{funder.public_id}/renew", data=form).status_code == 303
    assert client.get(page).status_code == 404
