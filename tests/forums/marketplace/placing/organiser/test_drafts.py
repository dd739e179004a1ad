"""From accepted stands to mails about pitches, through the doors; everything works without script."""

import json
import re
from email import message_from_bytes, policy

from builders import NOON, make_congress, make_stand, make_topic
from halls import make_hall

from app.factory import relay_of
from forums.marketplace.models import Stand, StandWish
from forums.marketplace.placing import queries
from forums.marketplace.placing.models import StandPin
from forums.marketplace.plan import queries as plan_queries
from forums.marketplace.plan.geometry import Rect
from forums.marketplace.plan.rules import PitchPlan
from forums.placement.check import examine
from forums.placement.problem import parse_problem
from forums.placement.solution import parse_solution

ENGLISH = {"Accept-Language": "en"}
PLACEMENT = "/organise/bbe/placement"
FILES = (("problem", parse_problem), ("solution", parse_solution))


def test_stands_are_placed_corrected_by_hand_and_told(app, writing, organiser_of, token_of, config):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        topic = make_topic(session, congress, "A")
        pitches = [
            PitchPlan(f"A{n}", Rect(3.5 * n, 1, 3, 2), power=int(n < 3), zone="A", value=4 - n) for n in range(4)
        ]
        make_hall(session, congress, *pitches, PitchPlan("B1", Rect(1, 15, 1, 1), zone="B"))
        ada, ben, cem = (
            make_stand(
                session, congress, topic=topic, organisation=name, power=power, contact_email=f"{name}@example.org"
            )
            for name, power in (("Ada", 1), ("Ben", 0), ("Cem", 0))
        )
        make_stand(session, congress, organisation="Dia", area=50.0)
        make_stand(session, congress, organisation="Eva", state="declined")
        far = StandWish(stand_id=ada.id, nearness="far", named="Ben", named_key=ben.organisation_key, metres=5)
        session.add(far)
    office = organiser_of(congress)
    token = token_of(office, PLACEMENT)

    def post(address, **fields):
        return office.post(address, data={"csrf_token": token} | fields, headers=ENGLISH)

    def where():
        with writing() as session:
            return {place.stand.organisation: place.pitch.number for place in queries.places(session, congress.id)}

    asked = {"zones": "yes", "seconds": "5", "loud_metres": "8", "seed": "1"}
    assert post(PLACEMENT, **asked | {"seconds": "many"}).status_code == 422
    run = post(PLACEMENT, **asked).location.removeprefix("http://localhost")
    assert "Waiting for its turn." in office.get(run, headers=ENGLISH).text
    relay_of(app).run_until_idle()
    assert office.get(f"{run}/progress").json["state"] == "draft"

    # The draft: three placed with reasons, one too large for every pitch, with the way out.
    page = office.get(f"{run}/draft", headers=ENGLISH).text
    assert "3 of 4 stands have a pitch" in page
    assert "With 6 instead of 50 m² it could go to pitch" in page
    assert "Proven optimal" in page
    parts = [parse(json.loads(office.get(f"{run}/{name}.json").data)) for name, parse in FILES]
    assert examine(*parts).faults == ()
    placement, numbers = parts[1].placement, _numbers(writing, congress)
    here = {name: numbers[placement[one.public_id]] for name, one in (("Ada", ada), ("Ben", ben), ("Cem", cem))}
    assert set(here.values()) < {"A0", "A1", "A2", "A3"}

    # What is in the way is told before and after; who is there changes places; a step back.
    fits = office.get(f"{run}/fits/{ada.public_id}", headers=ENGLISH).json
    assert fits["A3"].startswith("It needs 230 V, the pitch has no power.")
    assert here["Ada"] not in fits
    refused = post(f"{run}/move", stand=ada.public_id, pitch="A3")
    assert (refused.status_code, "It needs 230 V" in refused.text) == (422, True)
    assert post(f"{run}/move", stand="nobody", pitch="A3").status_code == 422
    assert post(f"{run}/move", stand=ada.public_id, pitch="Z9").status_code == 422
    free = ({"A0", "A1", "A2", "A3"} - set(here.values())).pop()
    assert post(f"{run}/move", stand=cem.public_id, pitch=free).status_code == 303
    assert post(f"{run}/move", stand=cem.public_id, pitch="").status_code == 303
    why = office.get(f"{run}/stands/{cem.public_id}", headers=ENGLISH).text
    assert "is free and suits it." in why
    assert post(f"{run}/undo").status_code == 303
    why = office.get(f"{run}/stands/{cem.public_id}", headers=ENGLISH).text
    assert "The organisers chose this pitch by hand." in why
    assert not re.search(r"Ada|Ben", why.split("Why here")[1].split("</section>")[0])

    # Published: exactly those with a pitch are told.
    assert "Dia" in office.get(f"{run}/publish", headers=ENGLISH).text
    assert post(f"{run}/publish").status_code == 303
    assert post(f"{run}/move", stand=cem.public_id, pitch="").status_code == 422
    assert where() == here | {"Cem": free}
    relay_of(app).run_until_idle()
    first = _told(config)
    assert sorted(first) == ["Ada@example.org", "Ben@example.org", "Cem@example.org"]
    assert f"Nummer {free}" in first["Cem@example.org"]["subject"]
    assert (
        "Die Veranstaltenden haben diese Fläche von Hand gewählt." in first["Cem@example.org"].get_body().get_content()
    )

    # A pitch that was promised is not taken out of the plan.
    hall = re.search(r"/organise/bbe/halls/(\w+)", office.get("/organise/bbe/halls").text)[1]
    assert "has been promised" in post(f"/organise/bbe/halls/{hall}/remove").text

    # Calculated again, the pin holds; whoever loses the pitch is told, and nobody else.
    again = post(f"{run}/again").location.removeprefix("http://localhost")
    relay_of(app).run_until_idle()
    assert "The organisers chose this pitch by hand." in office.get(f"{again}/draft", headers=ENGLISH).text
    assert post(f"{again}/move", stand=cem.public_id, pitch="").status_code == 303
    assert post(f"{again}/publish").status_code == 303
    relay_of(app).run_until_idle()
    assert where() == here_without(here, "Cem")
    assert sorted(_told(config)) == ["Cem@example.org"]

    # Later drafts leave the others where they were told, and say so.
    kept = post(PLACEMENT, **asked, keeps="yes").location.removeprefix("http://localhost")
    relay_of(app).run_until_idle()
    assert office.get(f"{kept}/draft", headers=ENGLISH).text.count("It keeps the pitch that it was told.") == 2

    # A draft of other needs than today's is not published.
    late = post(f"{again}/again").location.removeprefix("http://localhost")
    relay_of(app).run_until_idle()
    with writing() as session:
        session.get_one(Stand, ada.id).area = 5.0
    assert "Out of date" in office.get(f"{late}/draft", headers=ENGLISH).text
    assert post(f"{late}/publish").status_code == 303
    assert post(f"{late}/cancel").status_code == 303
    assert office.get(f"{late}/progress").json["state"] == "draft"

    # Pins that contradict a rule are told with names and numbers; released, they do not.
    with writing() as session:
        pitches = {pitch.number: pitch.id for pitch in plan_queries.pitches(session, congress.id)}
        session.add(StandPin(stand_id=ada.id, pitch_id=pitches["A3"], pinned_at=NOON, actor="user:1"))
    impossible = post(f"{late}/again").location.removeprefix("http://localhost")
    relay_of(app).run_until_idle()
    assert "Ada needs power of level 1, A3 has level 0" in office.get(impossible, headers=ENGLISH).text
    assert post(f"{PLACEMENT}/release", stand=ada.public_id).status_code == 303
    with writing() as session:
        assert queries.pins(session, congress.id) == {}


def here_without(here, name):
    return {stand: pitch for stand, pitch in here.items() if stand != name}


def _told(config):
    """Read the mails that went out since, by who got them, and throw them away."""
    found = {}
    for path in (config.instance_path / "mail").glob("*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        path.unlink()
        assert mail["to"].addresses[0].addr_spec not in found
        found[mail["to"].addresses[0].addr_spec] = mail
    return found


def _numbers(writing, congress):
    with writing() as session:
        return {pitch.public_id: pitch.number for pitch in plan_queries.pitches(session, congress.id)}
