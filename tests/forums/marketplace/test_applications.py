"""What an organisation says, cleaned, without a database."""

import pytest

from forums.marketplace import applications, errors
from forums.marketplace.applications import Frame, StandRequest

FRAME = Frame(["de", "en"], {"a", "b"})
GOOD = {
    "organisation": " Chor  e. V. ",
    "contact_name": "Ada",
    "contact_email": "Ada@Example.org",
    "title": {"de": "Singen", "en": "", "fr": "Chanter"},
    "description": {"de": "Wir\nsingen."},
    "topic": "a",
}


def test_an_application_is_cleaned_and_complete():
    found = applications.clean(
        StandRequest(**GOOD, website="chor.example.org", further=("b", "a", "b"), far=("Ruhe", " – ")), FRAME
    )

    assert (found.organisation, found.website, found.further) == ("Chor e. V.", "https://chor.example.org", ("b",))
    assert (found.title, found.description, found.far) == ({"de": "Singen"}, {"de": "Wir\nsingen."}, ("Ruhe",))
    assert found.contact_email == "Ada@example.org"


def test_everything_at_fault_is_named_at_once():
    bad = {
        "organisation": "",
        "contact_email": "nobody",
        "press_email": "nobody",
        "website": "javascript:alert(1)",
        "title": {},
        "topic": "z",
        "further": ("z",),
        "languages": ("klingon",),
        "area": -1,
        "chairs": 10_000,
        "power": 7,
        "remarks": "\u202egnal",
    }

    with pytest.raises(errors.StandInvalid) as refused:
        applications.clean(StandRequest(**GOOD | bad), FRAME)

    assert set(refused.value.faults) == (set(bad) - {"title"}) | {"title-de"}


def test_settled_needs_stay_while_words_change():
    before = StandRequest(**GOOD, area=6, power=1)
    wanted = StandRequest(**GOOD | {"topic": "b", "offers": "Räume"}, area=60, power=2, needs_wall=True)

    after = applications.kept_needs(wanted, before)

    assert applications.differences(before, after) == ["offers"]
