"""The paper of the tables, as organisers fetch it."""

import io
import re
from uuid import UUID

import pytest
from builders import make_congress, make_participant, make_plan, make_rounds, make_table
from PIL import Image
from pypdf import PdfReader

from app import clock
from badges import service as badges
from badges.checkin import service as checkin
from badges.checkin.rules import ScanRequest
from forums.tables import queries
from forums.tables.service import harvest
from registration.participants.models import Participant


@pytest.fixture
def afternoon(writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        guests = [make_participant(session, congress, name=f"Guest {n}", organisation="Town") for n in range(6)]
        for number in (1, 2):
            make_table(session, congress, number=number, host_id=guests[number].id)
        make_rounds(session, congress, 2)
        make_plan(session, congress)
    return congress


def words_of(answer):
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages]


def test_everything_for_the_tables_can_be_printed(afternoon, organiser_of, writing, client):
    with writing() as session:
        table = queries.tables(session, afternoon.id)[0]
        for key, kind, text in (("1", "key", "Mehr Zeit"), ("2", "forward", "Wer zahlt?"), ("3", "note", "Kaffee")):
            number = 0 if kind == "note" else 1
            harvest.add_note(session, table, kind=kind, text=text, number=number, key=key, now=afternoon.changed_at)
        picture = io.BytesIO()
        Image.new("RGB", (40, 30)).save(picture, "PNG")
        harvest.add_photo(session, table, picture.getvalue(), number=1, now=afternoon.changed_at)
    office = organiser_of(afternoon)

    def fetch(kind):
        return words_of(office.get(f"/organise/bbe/table-papers/{kind}.pdf"))

    assert [f"Guest {n}" in page for n, page in enumerate(fetch("cards"), 1)] == [True, True]
    assert all("Tisch" in page for page in fetch("cards"))
    [slips] = fetch("slips")
    assert all(f"Guest {n}" in slips for n in range(6))
    assert slips.count("14:00") == slips.count("14:30") == 6
    lists = fetch("lists")
    assert len(lists) == 2
    for text in ("Thema 1", "Runde 2", "14:30 · 3 Personen", "Guest 1", "Town"):
        assert text in lists[0]
    [whole] = fetch("harvest")
    assert whole.index("Mehr Zeit") < whole.index("Wer zahlt?") < whole.index("Kaffee") < whole.index("Foto 1")
    assert "Für die nächsten Gäste" in whole
    assert "slips.pdf" in office.get("/organise/bbe/table-papers").text
    assert client.get("/organise/bbe/table-papers/slips.pdf").status_code == 302


def test_who_did_not_come_in_by_a_gate_is_ticked_for_the_repair(afternoon, organiser_of, writing, token_of):
    now = clock.now()
    with writing() as session:
        hosts = [table.host_id for table in queries.tables(session, afternoon.id)]
        for number, person in enumerate(hosts):
            code = badges.badge_of(session, session.get_one(Participant, person), now=now).code
            scan = ScanRequest(scan_id=str(UUID(int=number)), sequence=0, code=code, scanned_at=now, gate="")
            checkin.record_scans(session, afternoon, device="door", scans=[scan], actor="user:1", now=now)
    office = organiser_of(afternoon)
    repair = "/organise/bbe/table-plan/repair"

    done = office.post("/organise/bbe/table-papers/absent", data={"csrf_token": token_of(office, repair)})

    assert done.status_code == 303
    assert len(re.findall(r'name="absent" value="\w+" checked', office.get(repair).text)) == 4
    with writing() as session:
        assert queries.absent(session, afternoon.id).isdisjoint(hosts)
