"""An organisation applies for a stand without an account, and comes back to it by the link in its mail."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

from builders import make_market, make_topic
from PIL import Image

from app import clock
from app.db import reading, transaction
from forums.marketplace import queries
from forums.marketplace.applications import NEEDS
from forums.marketplace.rules import State
from forums.marketplace.service import jury, stands

HARM = '<script>alert("x")</script>'
WHOLE = {
    "organisation": f"Chor {HARM}",
    "contact_name": "Ada",
    "contact_email": "chor@example.org",
    "language": "en",
    "title-de": f"Singen {HARM}",
    "title-en": "Singing",
    "description-de": f"Wir singen. {HARM}",
    "languages": "ar",
    "offers": HARM,
    "area": "7,5",
    "tables": "1",
    "chairs": "2",
    "power": "1",
    "is_loud": "yes",
    "far": "Ruheraum\nStilles Lesen",
    "own-crates": HARM,
}
CRATES = {"key": "crates", "kind": "text", "label": {"de": "Kisten", "en": "Crates"}, "is_required": True}


def own_page(mail) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/\S+/stand/\S+)", mail.get_body(("plain",)).get_content())[1]


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **more: object) -> BytesIO:
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (200, 30, 30, 90)[: 4 if kind == "PNG" else 3]).save(
        out, kind, **more
    )
    return BytesIO(out.getvalue())


def test_an_organisation_applies_and_is_led_through_to_its_staff(app, guest, writing, open_congress, mails, everybody):
    congress = open_congress()
    with writing() as session:
        make_market(session, congress, questions=[CRATES], most_staff=1)
        topic = make_topic(session, congress, "A", name={"de": HARM, "en": "Music"})
    wanted = WHOLE | {"topic": topic.public_id}

    refused = guest.post("/spring/market/apply", **wanted | {"contact_email": "nobody", "own-crates": "", "area": "x"})
    assert refused.status_code == 422
    assert all(f'href="#{name}"' in refused.text for name in ("contact_email", "own-crates", "area"))
    assert "Stilles Lesen" in refused.text
    assert guest.post("/spring/market/apply", **wanted).status_code == 303
    [asked] = mails()
    own = own_page(asked)
    with app.app_context():
        assert queries.stands_of(reading(), congress.id) == []  # nobody has confirmed the address yet
    page = guest.get(own)
    assert HARM not in page.text
    assert "&lt;script&gt;" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert guest.post(own, step="address").status_code == 303
    with app.app_context():
        [stand] = queries.stands_of(reading(), congress.id)
        assert (stand.area, stand.power, stand.is_loud, stand.languages) == (7.5, 1, True, ["ar"])
        assert (stand.topic.id, stand.answers) == (topic.id, {"crates": HARM})
        assert [(wish.nearness, wish.named) for wish in stand.wishes] == [("far", "Ruheraum"), ("far", "Stilles Lesen")]

    changed = guest.post(f"{own}/change", area="9", far="Ruheraum")
    assert changed.status_code == 303
    stale = guest.form(f"{own}/change") | {"version": "1", "offers": "kept words"}
    assert guest.send(f"{own}/change", stale).status_code == 409
    assert guest.post(own, step="staff", name="Too early", email="").status_code == 409
    with app.app_context(), transaction() as session:
        market = queries.marketplace(session, congress.id)
        now = clock.now()
        [stand] = queries.stands_of(session, congress.id)
        jury.decide(
            session, market, [stand.public_id], State.ACCEPTED, reason="", by_mail=True, actor="user:1", now=now
        )
    assert "What the stand needs can" not in guest.get(f"{own}/change").text
    assert guest.post(f"{own}/change", area="90", offers="Neu").status_code == 303  # needs are settled, texts are not
    assert guest.post(own, step="confirm").status_code == 303
    assert guest.post(own, step="staff", name="Carol", email="carol@example.org").status_code == 303
    assert guest.post(own, step="staff", name="Dora", email="").status_code == 409  # one, says the market
    with app.app_context():
        [stand] = queries.stands_of(reading(), congress.id)
        assert (stand.state, stand.area, stand.offers, len(stand.wishes)) == ("confirmed", 9.0, "Neu", 1)
    [carol] = everybody(congress)
    assert (carol.role, carol.status, carol.name) == ("stand_staff", "confirmed", "Carol")
    subjects = [mail["Subject"].partition(":")[0] for mail in mails() if mail["To"] == "chor@example.org"]
    # What was out of date before it was sent is left out.
    assert subjects == ["Please confirm your application", "Your stand is confirmed"]
    form = guest.form(own)
    assert guest.send(own, {"csrf_token": form["csrf_token"], "step": "take-off", "person": form["person"]})
    assert everybody(congress)[0].status == "cancelled"
    assert guest.post(f"{own}/withdraw", reason="Zu wenige").status_code == 303
    assert "is withdrawn" in guest.get(own).text


def test_a_logo_is_drawn_anew_and_the_deadline_is_kept(app, guest, writing, open_congress, mails):
    """Nothing of the file is left but its pixels; no picture without words and rights; and no application after the last minute."""
    congress = open_congress()
    with writing() as session:
        market = make_market(session, congress)
    assert guest.post("/spring/market/apply", **WHOLE).status_code == 303
    own = own_page(mails()[0])
    guest.post(own, step="address")
    base = {"csrf_token": guest.form(own)["csrf_token"], "step": "logo", "alt": "Drei Vögel", "rights": "Ada"}

    def send(content: BytesIO, name: str = "logo.png", **more: str):
        return guest.client.post(own, data=base | more | {"logo": (content, name)})

    svg = BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    assert send(svg, "logo.svg").status_code == 422
    assert send(picture(size=(60, 60))).status_code == 422
    assert send(BytesIO(picture().getvalue()[:300])).status_code == 422
    assert send(picture(), alt="", rights=" ").status_code == 422
    hidden = Image.Exif()
    hidden[0x010E] = "taken at home"
    told = picture("JPEG", (2400, 1200), exif=hidden.tobytes(), comment=b"secret words")
    assert send(told, "logo.png").status_code == 303
    kept = guest.get(f"{own}/logo")
    with Image.open(BytesIO(kept.data)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif()), drawn.info.get("comment")) == (
            "JPEG",
            (1200, 600),
            {},
            None,
        )
    assert b"secret words" not in kept.data
    assert send(picture()).status_code == 303
    assert guest.get(f"{own}/logo").content_type == "image/png"
    assert guest.client.post(own, data=base | {"alt": "Other words"}).status_code == 303  # words alone
    assert 'alt="Other words"' in guest.get(own).text

    form = guest.form("/spring/market/apply") | WHOLE
    with writing() as session:
        session.merge(market).applications_until = clock.now() - timedelta(minutes=1)
    late = guest.send("/spring/market/apply", form)
    assert late.status_code == 409
    assert "The call for stands is over" in late.text
    assert "The call for stands is over" in guest.get("/spring/market/apply").text
    before = len(mails())
    for address in ("chor@example.org", "unknown@example.org"):
        assert guest.post("/spring/market/link", email=address).status_code == 303
    assert len(mails()) == before + 1
    assert guest.get(own.rpartition("/")[0] + "/nobody").status_code == 404
    with app.app_context(), transaction() as session:
        [stand] = queries.stands_of(session, congress.id)
        topics = {}
        request = stands.request_of(stand, topics)
        other = replace(request, area=1, far=("X",), offers="y")
        stands.change(session, congress, stand, other, {}, version=stand.version, settled=True, now=datetime.now(UTC))
        after = stands.request_of(stand, topics)
        assert [getattr(after, name) for name in NEEDS] == [getattr(request, name) for name in NEEDS]
        assert after.offers == "y"
