import pytest
from browsing import submit
from builders import make_congress, make_participant

from app.db import reading
from registration.fields import queries


@pytest.fixture
def bbe(writing):
    with writing() as session:
        return make_congress(session, slug="bbe")


@pytest.fixture
def office(organiser_of, bbe):
    """A browser in which an organiser of the congress is logged in, who reads English."""
    browser = organiser_of(bbe)
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def plan(app, bbe):
    """``plan()`` is the form of the congress as it stands."""

    def read():
        with app.app_context():
            return queries.plan(reading(), bbe.id)

    return read


FORM = "/organise/bbe/form"
HOTEL = {
    "kind": "choice",
    "section": "you",
    "label_de": "Hotel?",
    "label_en": "Hotel?",
    "option-0-code": "",
    "option-0_de": "Ja",
    "option-0_en": "Yes",
    "option-0-offered": "yes",
    "option-1-code": "",
    "option-1_de": "Nein",
    "option-1_en": "No",
    "option-1-offered": "yes",
}


def test_a_question_is_added_previewed_changed_moved_removed_and_put_back(office, plan):
    shown = submit(office, f"{FORM}/new", HOTEL | {"preview": "yes"})
    nobody = plan().own
    added = submit(office, f"{FORM}/new", HOTEL)
    submit(
        office,
        f"{FORM}/questions/hotel",
        HOTEL | {"label_en": "A room?", "option-0-code": "yes", "option-1-code": "no"},
    )
    submit(office, FORM, {"by": "up"}, to=f"{FORM}/questions/hotel/move")
    keys = [field.key for field in plan().in_section("you")]
    submit(office, FORM, {}, to=f"{FORM}/questions/hotel/remove")
    gone = plan()
    submit(office, FORM, {}, to=f"{FORM}/questions/hotel/restore")

    assert (shown.status_code, nobody, 'value="yes"' in shown.text) == (200, (), True)
    assert (added.status_code, added.location) == (303, FORM)
    assert keys[-2:] == ["hotel", "pronouns"]
    assert ([field.key for field in gone.own], [field.key for field in gone.removed]) == ([], ["hotel"])
    assert [(field.label["en"], [o.code for o in field.options]) for field in plan().own] == [
        ("A room?", ["yes", "no"])
    ]


def test_faults_stand_beside_their_entries_and_nothing_typed_is_lost(office, plan):
    typed = {"kind": "number", "label_de": "", "label_en": "Nights", "least": "5", "most": "2", "kept_days": "soon"}

    refused = submit(office, f"{FORM}/new", typed)

    assert (refused.status_code, plan().own) == (422, ())
    for kept in ('value="Nights"', 'id="label_de-fault"', 'id="kept_days-fault"', 'value="5"'):
        assert kept in refused.text


def test_what_guests_answered_is_seen_exported_and_kept(office, writing, bbe, client):
    submit(office, f"{FORM}/new", HOTEL)
    with writing() as session:
        person = make_participant(session, bbe, name="Ada").public_id
    page = f"/organise/bbe/participants/{person}"

    submit(
        office,
        f"{page}/change",
        {"name": "Ada", "email": "ada@example.org", "role": "participant", "language": "de", "own-hotel": "no"},
    )
    shown, table = office.get(page).text, office.get("/organise/bbe/participants/export.csv").data.decode("utf-8-sig")
    submit(
        office,
        f"{FORM}/questions/hotel",
        HOTEL | {"option-0-code": "yes", "option-1-code": "no", "option-1-offered": ""},
    )
    after = office.get(page).text

    assert ("Hotel?" in shown, ">No<" in shown, ">No<" in after) == (True, True, True)
    heading, row = (line.split(";") for line in table.splitlines()[:2])
    assert row[heading.index("Hotel?")] == "No"


def test_a_list_of_the_congress_reaches_guests_and_forums(office, client, plan):
    rows = {
        "option-0-code": "state",
        "option-0-offered": "yes",
        "option-1-code": "",
        "option-1_de": "Stiftung",
        "option-1_en": "Foundation",
        "option-1-offered": "yes",
    }

    done = submit(office, f"{FORM}/lists/sector", rows)
    guest, forum = client.get("/bbe/register?lang=en").text, office.get("/organise/bbe/forums/new").text

    assert done.status_code == 303
    assert [option.code for option in plan().lists["sector"]] == ["state", "foundation"]
    for page in (guest, forum):
        assert ("Foundation" in page, "Politics and state" in page, "Academia" in page) == (True, True, False)


def test_the_whole_order_is_kept_or_refused(office, plan):
    submit(office, f"{FORM}/new", HOTEL)
    keys = [
        entry
        for section in ("you", "wishes", "check")
        for entry in (f"/{section}", *(f.key for f in plan().in_section(section)))
    ]
    keys.remove("hotel")

    submit(office, FORM, {"order": " ".join([*keys, "hotel"])}, to=f"{FORM}/order")
    refused = submit(office, FORM, {"order": "/you hotel"}, to=f"{FORM}/order")

    assert [field.key for field in plan().in_section("check")] == ["photo_consent", "hotel"]
    assert "changed by somebody else" in office.get(refused.location).text


def test_nobody_arranges_the_form_of_another_congress(office, writing):
    with writing() as session:
        make_congress(session, slug="other")

    assert [
        office.get(f"/organise/other/form{path}").status_code for path in ("", "/new", "/preview", "/lists/level")
    ] == [403] * 4
