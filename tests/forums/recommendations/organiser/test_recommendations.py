"""The organisers' pages of the log, from an empty list to a checked chain."""

from builders import make_congress, make_forum

from forums.recommendations import queries
from forums.recommendations.service.log import verify


def test_an_organiser_writes_changes_and_steps_on(app, writing, organiser_of):
    with writing() as session:
        congress = make_congress(session)
        forum = make_forum(session, congress, number=3)
    browser = organiser_of(congress)
    base = f"/organise/{congress.slug}"

    def send(path: str, **fields: object) -> object:
        return browser.post(f"{base}/{path}", data={"csrf_token": token} | fields)

    token = browser.get(f"{base}/recommendations/new").text.split('name="csrf_token" value="')[1].split('"')[0]
    assert send("addressees", name="Stiftung Beispiel", role="funder", email="amt@example.org").status_code == 303
    assert send("addressees", name="Stiftung  Beispiel", role="funder").status_code == 422
    with app.app_context():
        from app.db import reading

        [addressee] = queries.addressees(reading(), congress.id)
        public_id = addressee.public_id
    empty = send("recommendations/new", **{"title-de": "", "text-de": "Bleibt stehen"})
    assert empty.status_code == 422
    assert "Bleibt stehen" in empty.text

    wording = {"title-de": "Fördert <b>zwei</b> Jahre", "text-de": "<script>alert(1)</script> Text", "theme": "Geld"}
    more = {"forum": forum.public_id, "priority": "3", "addressees": [public_id]}
    made = send("recommendations/new", **wording, **more)
    page = made.headers["Location"]
    path = page.removeprefix(f"{base}/")
    longer = wording | {"title-de": "Fördert <b>fünf</b> Jahre"}
    assert send(f"{path}/change", version="1", **longer, **more).status_code == 303
    late = send(f"{path}/change", version="1", **wording | {"title-de": "Von jemand anderem"}, **more)
    assert late.status_code == 422
    assert "Von jemand anderem" in late.text
    assert "fünf" in late.text
    assert send(f"{path}/step", status="done").status_code == 409
    for step in ("discussed", "adopted", "handed_over"):
        assert send(f"{path}/step", status=step).status_code == 303

    shown = browser.get(page).text
    assert "<del>zwei</del><ins>fünf</ins>" in shown
    assert "<script>alert" not in shown
    assert "&lt;b&gt;" in shown
    assert "Fördert &lt;b&gt;fünf" in browser.get(f"{base}/recommendations?status=handed_over").text
    assert browser.get(f"{base}/recommendations/log?expect={'0' * 64}").text.count("<li>") > 0
    with app.app_context():
        assert verify(reading(), congress.id) == []
