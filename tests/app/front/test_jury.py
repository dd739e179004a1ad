"""The jury speaks, organisers decide on many at once, and who waits moves up."""

from builders import SECRET, make_market, make_stand, make_topic
from form_reading import fields_of

from app import clock
from app.db import reading, transaction
from app.journal import queries as journal
from forums.marketplace import queries
from forums.marketplace.models import StandWish
from forums.marketplace.service import stands
from forums.marketplace.service.links import juror_link_of


def test_a_jury_and_organisers_choose_stands_within_the_quotas(
    app, client, writing, open_congress, organiser_of, mails, token_of
):
    """Over the quota means waiting; the preview shows it with the words of the mail; a withdrawal moves the first up."""
    congress = open_congress()
    with writing() as session:
        make_market(session, congress, votes_needed=2)
        music = make_topic(session, congress, "A", quota=1)
        applied = {"state": "applied", "topic": music}
        first = make_stand(session, congress, organisation="Chor", contact_email="chor@example.org", **applied)
        late = make_stand(session, congress, organisation="Band <b>", contact_email="band@example.org", **applied)
        other = make_stand(session, congress, organisation="Archiv", state="applied", contact_email="a@example.org")
        make_stand(session, congress, organisation="Unseen", address_confirmed_at=None, **applied)
        wish = StandWish(stand_id=late.id, nearness="far", named="wem auch immer", named_key="x")
        session.add(wish)
    browser, base = organiser_of(congress), "/organise/spring/stands"
    browser.get("/?lang=en")

    def post(path: str, **fields: str):
        form = {"csrf_token": token_of(browser, f"{base}/new")}
        return browser.post(path, data=form | fields)

    assert post(f"{base}/{first.public_id}", step="vote", voice="yes", comment="<i>gern</i>").status_code == 303
    added = {"name": "Juror", "email": "juror@example.org", "language": "en"}
    assert post("/organise/spring/jury", **added).status_code == 303
    assert post("/organise/spring/jury", **added).status_code == 409
    with app.app_context():
        juror = next(one for one in queries.jurors(reading(), congress.id) if one.email)
    own = f"/spring/jury/{juror.public_id}/{juror_link_of(juror, secret=SECRET)}"
    assert own in mails()[-1].get_body(("plain",)).get_content()
    page = client.get(own)
    assert "chor@example.org" not in page.text
    assert "Unseen" not in page.text
    voted = {"csrf_token": token_of(client, own), "stand": first.public_id}
    assert client.post(own, data=voted | {"voice": "loud"}).status_code == 422
    assert client.post(own, data=voted | {"voice": "perhaps", "comment": "mal sehen"}).status_code == 303
    listed = browser.get(f"{base}?judged=yes&state=applied").text
    assert "1 × yes, 1 × perhaps" in listed
    assert "Band" not in listed
    assert "Band &lt;b&gt;" in browser.get(f"{base}?q=band&topic={music.public_id}").text
    assert "&lt;i&gt;gern" in browser.get(f"{base}/{first.public_id}").text

    chosen = [first.public_id, late.public_id]
    everything = browser.get(f"{base}/decide?decision=shortlisted&all=yes&q=ch&sort=votes")
    assert 'scope="row" dir="auto">Chor' in everything.text
    assert everything.text.count('scope="row"') == 2  # and the archive
    by_jury = browser.get(f"{base}?sort=votes").text
    assert by_jury.index("Chor") < by_jury.index("Archiv")
    preview = browser.get(f"{base}/decide?decision=accepted&stand={chosen[0]}&stand={chosen[1]}")
    assert preview.status_code == 200
    assert "the topic or the market is full" in preview.text
    assert "Ihr Stand ist angenommen" in preview.text  # the stand's language, not the organiser's
    assert post(f"{base}/decide", decision="declined", stand=[other.public_id], step="send").status_code == 422
    before = len(mails())
    sent = {"step": "send", "by_mail": "yes"}
    assert post(f"{base}/decide", decision="accepted", stand=chosen, **sent).status_code == 303
    assert post(f"{base}/decide", decision="declined", stand=[other.public_id], reason="Zu groß", **sent)
    told = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in mails()[before:]}
    assert told.keys() == {"chor@example.org", "band@example.org", "a@example.org"}
    assert "Zu groß" in told["a@example.org"]
    band = next(mail for mail in mails() if mail["To"] == "band@example.org")
    assert "Band &lt;b&gt;" in band.get_body(("html",)).get_content()
    table = browser.get(f"{base}/applications.csv").data.decode("utf-8-sig")
    assert "Band <b>" in table
    assert table.count("\n") == 4
    assert browser.get(f"{base}/applications.xlsx").data[:2] == b"PK"
    assert "contact of the stand" not in browser.get("/organise/spring/journal?about=stand").text
    meant = {f"other-{wish.id}": first.public_id, f"metres-{wish.id}": "25"}
    assert post(f"{base}/{late.public_id}", step="wishes", **meant).status_code == 303
    assert post(f"{base}/{late.public_id}", step="own", priority="11").status_code == 422
    with app.app_context(), transaction() as session:
        states = {one.organisation: one.state for one in queries.stands_of(session, congress.id)}
        assert states == {"Chor": "accepted", "Band <b>": "waiting", "Archiv": "declined"}
        market = queries.marketplace(session, congress.id)
        gone = queries.stand(session, congress.id, first.public_id)
        stands.withdraw(session, market, gone, reason="", now=clock.now())
    with app.app_context():
        moved = queries.stand(reading(), congress.id, late.public_id)
        assert (moved.state, moved.wishes[0].metres, moved.wishes[0].other_id) == ("accepted", 25, first.id)
        actions = [e.action for e in journal.about(reading(), subject_kind="stand", subject_id=late.id)]
        assert {"stand.waiting", "stand.accepted"} <= set(actions)
    assert [mail["To"] for mail in mails()[-2:]] == ["chor@example.org", "band@example.org"]
    assert post(f"{base}/{late.public_id}", step="prolong").status_code == 303
    assert post(f"{base}/{late.public_id}", step="reopen").status_code == 409


def test_a_market_is_set_up_with_topics_and_questions(app, writing, open_congress, organiser_of, mails):
    congress = open_congress()
    browser, base = organiser_of(congress), "/organise/spring/market"
    browser.get("/?lang=en")

    def post(path: str, **fields: str):
        return browser.post(base + path, data=fields_of(browser.get(base + path).text) | fields)

    assert post("", applications_from="2027-01-02T10:00", applications_until="2027-01-01T10:00").status_code == 422
    assert post("", applications_from="2020-01-02T10:00", capacity="70", **{"call-de": "<script>Los</script>"})
    assert post("/topics/new", **{"name-de": "", "letter": "A"}).status_code == 422
    assert post("/topics/new", **{"name-de": "Musik", "letter": "a", "colour": "2", "quota": "5"}).status_code == 303
    assert post("/topics/new", **{"name-de": "Sport", "letter": "A", "colour": "3"}).status_code == 422
    kind = {"kind": "choice", "option-0_de": "Auto", "option-0-offered": "yes", "option-1_de": "Bahn"}
    assert post("/questions/new", label_de="Anreise", is_required="yes", **kind).status_code == 303
    assert post("/questions/new", label_de="", **kind).status_code == 422
    with app.app_context():
        market = queries.marketplace(reading(), congress.id)
        [topic] = queries.topics(reading(), congress.id)
        assert (market.capacity, topic.letter, topic.quota, len(market.questions)) == (70, "A", 5, 1)
    form = browser.get("/spring/market/apply").text
    assert "<script>Los" not in form
    assert "Anreise" in form

    written = {
        "organisation": "Am Telefon",
        "contact_name": "Eve",
        "contact_email": "eve@example.org",
        "title-de": "Stand",
        "description-de": "Etwas",
        "topic": topic.public_id,
    }
    new = "/organise/spring/stands/new"
    blank = fields_of(browser.get(new).text)
    assert browser.post(new, data=blank | written).status_code == 422  # the question is required
    assert browser.post(new, data=blank | written | {"own-anreise": market.questions[0]["options"][0]["code"]})
    with app.app_context():
        [stand] = queries.stands_of(reading(), congress.id)
        assert stand.answers.keys() == {"anreise"}
    assert [mail["To"] for mail in mails()] == ["eve@example.org"]
    at = f"/organise/spring/stands/{stand.public_id}/change"
    changed = fields_of(browser.get(at).text) | {"organisation": "Anders"}
    assert browser.post(at, data=changed).status_code == 303
    assert browser.post(at, data=changed | {"organisation": "Zu spät"}).status_code == 422
    removed = browser.post(f"{base}/topics/{topic.public_id}/remove", data={"csrf_token": changed["csrf_token"]})
    assert removed.status_code == 303
    assert "Stands belong to this topic" in browser.get(base).text
    asked_no_more = {"csrf_token": changed["csrf_token"], "step": "remove"}
    assert browser.post(f"{base}/questions/anreise", data=asked_no_more).status_code == 303
    assert "Anreise" not in browser.get("/spring/market/apply").text
