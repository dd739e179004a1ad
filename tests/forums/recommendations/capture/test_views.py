"""The moderators' page behind its link, with and without script."""

import re

from builders import SECRET, make_congress, make_forum

from forums.recommendations import queries
from forums.recommendations.service.capture import link_of


def test_moderators_write_down_and_a_renewed_link_shuts_the_old_one_out(app, client, writing, organiser_of, token_of):
    with writing() as session:
        congress = make_congress(session)
        forum = make_forum(session, congress)
    base = f"/{congress.slug}/capture/{forum.public_id}"
    here = f"{base}/{link_of(forum, None, secret=SECRET)}"
    csrf = {"csrf_token": token_of(client, f"{here}?lang=en")}

    assert client.get(f"{base}/nobody").status_code == 404
    assert client.post(here, data=csrf | {"step": "add", "text": " ", "kind": "need"}).status_code == 422
    added = client.post(here, data=csrf | {"step": "add", "text": "<b>Räume</b> fehlen", "kind": "need", "key": "1"})
    assert added.status_code == 303
    twice = [
        client.post(f"{here}/entries", data={"step": "add", "text": "Zwei", "key": "2"}, headers={"X-CSRFToken": token})
        for token in (csrf["csrf_token"], csrf["csrf_token"], "forged")
    ]
    assert [answer.status_code for answer in twice] == [200, 200, 400]
    notes = client.get(f"{here}/notes")
    assert notes.text.count("Zwei</span>") == 1
    assert "&lt;b&gt;Räume" in notes.text
    again = {"If-None-Match": notes.headers["ETag"]}
    assert client.get(f"{here}/notes", headers=again).status_code == 304
    with app.app_context():
        from app.db import reading

        [note, _] = queries.captured(reading(), [forum.id])

    def send(step: str, version: int, **more: str) -> str:
        fields = csrf | {"step": step, "note": note.public_id, "version": str(version)} | more
        return client.post(here, data=fields, follow_redirects=True).text

    send("change", 1, text="Räume fehlen abends", key="3")
    assert "Two people wrote" in send("change", 1, text="Große Räume fehlen", key="4")
    assert client.get(f"{here}/notes", headers=again).status_code == 200
    assert "Bring it back" in send("remove", 2)
    assert "Bring it back" not in send("bring-back", 2)

    browser = organiser_of(congress)
    organise = f"/organise/{congress.slug}/capture"
    form = {"csrf_token": token_of(browser, f"{organise}?lang=en")}
    page = browser.get(organise).text
    assert here in page
    assert "Große Räume fehlen" in browser.get(f"{organise}/capture.md").text
    made = browser.post(f"{organise}/{forum.public_id}/{note.public_id}", data=form)
    assert "Räume fehlen abends" in browser.get(made.headers["Location"]).text
    asked = form | {"lets_propose": "yes", "prompt-need-en": "What is missing?\nFor whom?"}
    assert browser.post(organise, data=form | {"prompt-need-en": "A\n" * 9}).status_code == 422
    assert browser.post(organise, data=asked).status_code == 303
    assert all(f"Needs: {words}" in client.get(here).text for words in ("What is missing?", "For whom?"))
    _, second = re.findall(r'value="(need:\w+)"', client.get(here).text)
    told = csrf | {"step": "add", "text": "For parents", "kind": second, "key": "9"}
    assert client.post(here, data=told).status_code == 303
    assert ": For whom?\n\n- For parents" in browser.get(f"{organise}/capture.md").text
    assert browser.post(f"{organise}/{forum.public_id}/renew", data=form).status_code == 303
    assert client.get(here).status_code == 404
