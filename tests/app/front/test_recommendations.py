"""The public log: who may read what, filters, permanent addresses, the year after, files to take along."""

from datetime import date
from io import BytesIO

import icalendar
from builders import NOON, make_congress, make_forum, make_recommendation
from lxml import etree
from openpyxl import load_workbook

from forums.recommendations.rules import AddresseeRequest, Status, Tie
from forums.recommendations.service import recommendations as service

STEPS = (Status.DISCUSSED, Status.ADOPTED)


def test_the_public_log_tells_what_was_adopted_and_what_became_of_it(client, writing):
    with writing() as session:
        years = {"series": "reihe", "languages": ["de", "en"]}
        first = make_congress(session, starts_on=date(2017, 11, 9), ends_on=date(2017, 11, 10), **years)
        later = make_congress(session, **years)
        forum = make_forum(session, first)
        funder = service.add_addressee(session, first, AddresseeRequest("=Stiftung <Nord>", "funder"))
        draft = make_recommendation(session, first, title="Noch geheim")
        adopted = make_recommendation(
            session,
            first,
            *STEPS,
            title="<script>Räume</script>",
            forum=forum,
            theme="Orte",
            addressees=[funder.public_id],
        )
        service.move(session, adopted, Status.HANDED_OVER, actor="user:1", now=NOON)
        [answer] = adopted.answers
        answer.handed_over_at, answer.due_on = NOON, date(2018, 3, 1)
        other = make_recommendation(session, later, *STEPS, title="Räume auch abends", theme="Zeiten")
        service.tie(session, other, adopted, Tie.FOLLOWS, actor="user:1", now=NOON)
    base = f"/{first.slug}/recommendations"

    page = client.get(f"{base}?lang=en")
    assert "&lt;script&gt;Räume" in page.text
    assert "<script>Räume" not in page.text
    assert "overdue" in page.text
    assert "Noch geheim" not in page.text
    assert client.get(base, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
    shown = {query: client.get(f"{base}?{query}").text.count("<h2 dir=") for query in (
        "q=räume", "q=nirgends", "year=all", "year=2027", "status=handed_over", "status=done", "theme=Orte",
        "theme=Orte&year=2027", "addressee=stiftungnord", "addressee=andere",
    )}  # fmt: skip
    assert list(shown.values()) == [1, 0, 2, 1, 1, 0, 1, 0, 1, 0]
    one = client.get(f"{base}/{adopted.public_id}").text
    assert "Räume auch abends" in one
    assert client.get(f"{base}/{draft.public_id}").status_code == 404
    assert "2017" in client.get(f"/{later.slug}/").text.partition('id="earlier"')[2]
    assert "0 of 2" in client.get("/series/reihe").text
    assert client.get("/series/none").status_code == 404

    files = {kind: client.get(f"{base}.{kind}") for kind in ("atom", "json", "csv", "xlsx", "md", "ics")}
    for answer in files.values():
        assert answer.status_code == 200
        again = client.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert b"Noch geheim" not in answer.data
    titles = etree.fromstring(files["atom"].data).findall(".//{*}entry/{*}title")
    assert ["<script>Räume</script>" in title.text for title in titles] == [True]
    assert files["json"].json[0]["answers"][0]["due_on"] == "2018-03-01"
    assert "'=Stiftung" in files["csv"].text
    assert load_workbook(BytesIO(files["xlsx"].data)).active.max_row == 2
    assert "\\<script\\>" in files["md"].text
    calendar = icalendar.Calendar.from_ical(files["ics"].data)
    assert [(part.name, part.decoded("DUE", None)) for part in calendar.subcomponents if part.name != "VTIMEZONE"] == [
        ("VEVENT", None),
        ("VTODO", date(2018, 3, 1)),
    ]
    assert client.get(f"{base}.exe").status_code == 404

    api = f"/api/v1/congresses/{first.slug}/recommendations"
    assert [row["id"] for row in client.get(api).json] == [adopted.public_id]
    assert client.get(f"{api}/{adopted.public_id}/log").json[0]["action"] == "created"
    assert client.get(f"{api}/{draft.public_id}").status_code == 404
