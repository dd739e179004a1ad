"""The desk of a stand: nothing of a visitor without their consent, cards for both with it, and all gone when it is taken back."""

import io
import re

import vobject
from builders import NOON, SECRET, make_congress, make_market, make_participant, make_stand

from badges import service as badges
from forums.marketplace.visits import queries, service
from registration.participants.service import link_of

PDF = b"%PDF-1.4\n%\n%%EOF\n"


def test_a_visitors_details_go_only_where_they_allowed_it_and_come_back(app, client, writing, token_of, mails):
    with writing() as session:
        congress = make_congress(session, slug="k")
        make_market(session, congress, published_at=NOON)
        stand = make_stand(session, congress, organisation="Chor <Leine>", language="en")
        other = make_stand(session, congress, language="en")
        visitor = make_participant(session, congress, name="Ngô Thị Hồng", organisation="Verein; Nord", language="en")
        code = badges.badge_of(session, visitor, now=NOON).code
        desk = f"/k/stand-desk/{stand.public_id}/{service.link_of(stand, secret=SECRET)}"
        foreign = f"/k/stand-desk/{other.public_id}/{service.link_of(stand, secret=SECRET)}"
        own = f"/k/my/{link_of(visitor, secret=SECRET)}/stands"
    csrf, own_csrf = token_of(client, desk), token_of(client, own)

    def send(step, **fields):
        return client.post(desk, data={"csrf_token": csrf, "step": step, **fields}, content_type="multipart/form-data")

    def decide(step, **fields):
        return client.post(own, data={"csrf_token": own_csrf, "step": step, **fields}, follow_redirects=True).text

    refused = [send("code", code=code), send("give", code=code), send("code", code="C1" + "A" * 26)]
    assert [answer.status_code for answer in refused] == [422] * 3
    for answer in refused:
        assert "Nothing is given with this badge." in answer.text
        assert "Hồng" not in answer.text
        assert visitor.email not in answer.text
    assert "This is not the code of a badge." in send("code", code="C1").text
    assert client.get(foreign).status_code == 404

    assert "No stand gets anything" not in decide("allow", by_mail="yes")
    asked = send("code", code=code.lower()).text
    send("code", code=code, again="yes")  # still before the camera
    assert "This will be given" in asked
    assert "Ngô Thị Hồng" in asked
    assert client.get(f"{desk}/contacts.vcf").data == b""  # shown, and not kept before they agree
    assert [send("give", code=code).status_code for _ in range(2)] == [303, 303]
    [card] = vobject.readComponents(client.get(f"{desk}/contacts.vcf").text)
    assert (card.fn.value, card.org.value, card.email.value) == ("Ngô Thị Hồng", ["Verein; Nord"], visitor.email)
    address = re.search(r'href="([^"]+\.vcf)"', client.get(own).text)[1]
    [theirs] = vobject.readComponents(client.get(address).text)
    assert (theirs.org.value, theirs.email.value) == (["Chor <Leine>"], stand.contact_email)
    [sent] = mails()
    [attached] = sent.iter_attachments()
    assert (sent["To"], attached.get_content()) == (visitor.email, client.get(address).text)
    assert client.get(own + "/cards.vcf").text == client.get(address).text
    assert "3 visitors counted" in client.get(desk).text  # each badge that was read, and none of them twice by giving

    contact = re.search(r"stands/([0-9a-f]{16})\.vcf", address)[1]
    assert "This stand no longer has your details." in decide("revoke", contact=contact)
    assert "Hồng" not in client.get(desk).text
    asked_to_delete = mails()[-1]
    assert asked_to_delete["To"] == stand.contact_email
    assert "Ngô Thị Hồng" in asked_to_delete.get_body(("plain",)).get_content()
    decide("mail", by_mail="no")
    send("give", code=code)
    assert "1 stand that had them has lost them." in decide("forbid")
    assert (client.get(f"{desk}/contacts.vcf").data, send("give", code=code).status_code) == (b"", 422)
    assert [mail["To"] for mail in mails()] == [visitor.email, stand.contact_email, stand.contact_email]

    assert send("document", title="Jahresbericht", file=(io.BytesIO(b"<html>"), "x.pdf")).status_code == 422
    assert send("document", title="Jahresbericht", file=(io.BytesIO(PDF), "../b.pdf")).status_code == 303
    listed = client.get("/k/market/documents?lang=en").text
    file = client.get(re.search(r'href="([^"]+\.pdf)"', listed)[1])
    assert (file.data, file.headers["Content-Disposition"]) == (PDF, "attachment; filename=b.pdf")

    send("visit")
    with writing() as session:
        service.allow(session, visitor, now=NOON)
        service.give(session, stand, visitor, now=NOON)
        session.delete(session.merge(visitor))
    with writing() as session:
        assert queries.contacts_of_stand(session, stand.id) == []
        assert sum(row.visits for row in queries.visits_by_hour(session, [stand.id])) == 4
