"""From the projector to a printed resolution, through the doors."""

from io import BytesIO

from builders import NOON, SECRET, make_congress, make_forum, make_participant, make_recommendation
from pypdf import PdfReader

from app.db import reading
from forums.recommendations import queries
from forums.recommendations.rules import Status
from forums.recommendations.service.capture import add_note
from registration.participants.service import link_of


def test_the_plenary_sees_votes_and_takes_the_resolution_home(app, client, writing, organiser_of, token_of):
    with writing() as session:
        congress = make_congress(session)
        forum = make_forum(session, congress)
        add_note(session, forum, kind="need", text="<i>Räume</i> am Abend", key="1", now=NOON)
        guest = make_participant(session, congress)
        one = make_recommendation(session, congress, title="Räume öffnen <b>abends</b>", forum=forum)
    browser, base = organiser_of(congress), f"/organise/{congress.slug}/plenary"
    form = {"csrf_token": token_of(browser, f"{base}?lang=en")}

    def send(path: str, **fields: str) -> int:
        return browser.post(f"{base}/{path}", data=form | fields).status_code

    assert send("screen", way="open") == 303
    with app.app_context():
        screen = queries.report_back(reading(), congress.id).public_id
    shown = f"/{congress.slug}/report-back/{screen}"
    csrf = {"csrf_token": token_of(client, f"{shown}?lang=en")}
    assert client.post(shown, data=csrf | {"way": "on"}).status_code == 303
    slide = client.get(f"{shown}/slide")
    assert "&lt;i&gt;Räume&lt;/i&gt; am Abend" in slide.text
    known = {"If-None-Match": slide.headers["ETag"]}
    assert client.get(f"{shown}/slide", headers=known).status_code == 304

    assert send(f"ballots/{one.public_id}", way="secret") == 303
    assert client.get(f"{shown}/slide", headers=known).status_code == 200
    mine = f"/{congress.slug}/my/{link_of(guest, secret=SECRET)}"
    assert f"{mine}/votes" in client.get(mine).text
    with app.app_context():
        [ballot] = queries.ballots(reading(), congress.id)
    address, csrf = f"{mine}/votes", csrf | {f"ballot-{ballot.public_id}": "yes"}
    assert client.post(address, data=csrf | {"choice": "maybe"}).status_code == 422
    assert "is counted" in client.post(address, data=csrf | {"choice": "in_favour"}, follow_redirects=True).text
    again = client.post(address, data=csrf | {"choice": "against"}, follow_redirects=True)
    assert "counted already" in again.text
    assert send(f"close/{ballot.public_id}", in_favour="12", against="3") == 303
    with app.app_context():
        [found] = queries.recommendations(reading(), [congress.id])
        [counted] = queries.ballots(reading(), congress.id)
    assert found.status == Status.ADOPTED
    assert (counted.in_favour, counted.against, counted.abstained) == (13, 3, 0)
    assert "13 dafür, 3 dagegen" in browser.get(base).text
    assert "am Abend" in browser.get(f"{base}/speech").text

    for language, words in {"de": "13 dafür", "en": "13 for"}.items():
        paper = browser.get(f"/organise/{congress.slug}/resolution/{language}.pdf")
        pdf = PdfReader(BytesIO(paper.data))
        text = " ".join(page.extract_text() for page in pdf.pages)
        assert words in text
        assert "<b>abends</b>" in text
        assert (pdf.trailer["/Root"]["/Lang"], pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]) == (language, True)
    assert browser.get(f"/organise/{congress.slug}/resolution/fr.pdf").status_code == 404
