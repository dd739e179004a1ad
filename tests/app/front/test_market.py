"""The public market: who is there, searched and filtered, cached until something changes, harmless whatever was typed."""

from io import BytesIO

import pypdf
from builders import NOON, make_congress, make_market, make_stand, make_topic

from app.congress.queries import raise_revision
from forums.marketplace.plan.models import Hall


def test_guests_find_stands_and_nothing_that_was_typed_does_harm(client, writing, token_of):
    with writing() as session:
        congress = make_congress(session, slug="k")
        market = make_market(session, congress)
        work, culture = make_topic(session, congress, "B"), make_topic(session, congress, "E", colour=5)
        choir = make_stand(
            session, congress, topic=culture, organisation="<script>Chor</script>", languages=["de", "ar"],
            description={"de": "Singen <b>ohne</b> Noten", "ar": "غناء"}, website="https://chor.example.org",
            press_email="presse@example.org", contact_email="privat@example.org",
        )  # fmt: skip
        make_stand(session, congress, topic=work, organisation="Kammer")
        declined = make_stand(session, congress, organisation="Abgelehnt", state="declined")
    assert client.get("/k/market").status_code == 404  # not announced yet
    with writing() as session:
        session.merge(market).published_at = NOON
        raise_revision(session, congress.id, now=NOON)

    page = client.get("/k/market?lang=en")
    assert "&lt;script&gt;Chor" in page.text
    assert "<script>Chor" not in page.text
    assert "Abgelehnt" not in page.text
    assert "privat@" not in page.text
    counted = {query: client.get(f"/k/market?{query}").text.count("<tr>") - 1 for query in (
        "q=", "q=kammer", "q=noten", "q=arabisch&lang=de", "q=arabic&lang=en", "topic=E", "topic=E&q=kammer", "q=nichts",
    )}  # fmt: skip
    assert counted == {
        "q=": 2, "q=kammer": 1, "q=noten": 1, "q=arabisch&lang=de": 1, "q=arabic&lang=en": 1, "topic=E": 1,
        "topic=E&q=kammer": -1, "q=nichts": -1,
    }  # fmt: skip
    assert client.get("/k/market?lang=en", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304

    # The plan on paper, once it is published; made once for each state.
    assert client.get("/k/market/plan.pdf").status_code == 404
    with writing() as session:
        session.add(Hall(congress_id=congress.id, name="Markthalle", width_m=20, depth_m=10, changed_at=NOON))
        session.merge(market).plan_published_at = NOON
        raise_revision(session, congress.id, now=NOON)
    assert "/k/market/plan.pdf?paper=a3" in client.get("/k/market?lang=en").text
    plan = client.get("/k/market/plan.pdf?lang=en")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(plan.data)).pages)
    assert ("Market · Markthalle" in text, client.get("/k/market/plan.pdf?lang=en").data == plan.data) == (True, True)
    known = {"If-None-Match": plan.headers["ETag"]}
    assert client.get("/k/market/plan.pdf?lang=en", headers=known).status_code == 304
    assert client.get("/k/market/plan.pdf?paper=a0").status_code == 404

    address = f"/k/market/{choir.public_id}"
    one = client.get(address).text
    assert "Singen &lt;b&gt;ohne" in one
    assert "presse@" not in one  # the stand has not allowed it
    assert client.get(f"/k/market/{declined.public_id}").status_code == 404
    with writing() as session:
        session.merge(choir).is_press_public = True
        raise_revision(session, congress.id, now=NOON)
    assert "presse@" in client.get(address).text

    data = {"csrf_token": token_of(client, f"{address}/feedback")}
    answers = [client.post(f"{address}/feedback", data=data | {"text": "Gern <i>öfter</i>"}) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    empty = client.post(f"{address}/feedback", data=data | {"text": " "})
    assert (empty.status_code, "Please write what you want" in empty.text or "Bitte" in empty.text) == (422, True)
