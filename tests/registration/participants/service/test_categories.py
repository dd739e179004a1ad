import pytest
from builders import NOON, make_congress, make_participant, make_quota

from registration.participants import queries, service
from registration.places import errors
from registration.places import queries as places_of
from registration.places.rules import CategoryRequest


def codes(session, congress):
    return [category.code for category in places_of.categories(session, congress.id)]


def add(session, congress, label, **values):
    request = CategoryRequest({"de": label}, **values)
    return places_of.category(
        session, congress.id, service.add_category(session, congress, request, actor="office", now=NOON)
    )


def test_a_congress_begins_with_the_usual_categories_and_adds_its_own(session):
    congress = make_congress(session)

    add(session, congress, "Jugend", position=9)

    assert codes(session, congress) == [
        "participant",
        "speaker",
        "moderator",
        "stand_staff",
        "press",
        "volunteer",
        "jugend",
    ]
    assert make_participant(session, congress, role="participant").role == "participant"


def test_a_category_in_use_stays(session):
    congress = make_congress(session)
    make_participant(session, congress, role="press")
    press = next(c for c in places_of.categories(session, congress.id) if c.code == "press")

    with pytest.raises(errors.CategoryInUse):
        service.remove_category(session, congress, press, actor="office", now=NOON)


def test_a_removed_category_takes_its_quotas_along(session):
    congress = make_congress(session)
    youth = add(session, congress, "Jugend", position=9)
    make_quota(session, congress, 5, category="jugend")

    service.remove_category(session, congress, youth, actor="office", now=NOON)

    assert "jugend" not in codes(session, congress)
    assert (list(places_of.quotas(session, congress.id)), queries.places(session, congress.id).quotas) == ([], 0)


def test_one_category_stays_open_to_guests(session):
    congress = make_congress(session)
    *others, last = places_of.categories(session, congress.id)
    for category in others:
        service.remove_category(session, congress, category, actor="office", now=NOON)

    with pytest.raises(errors.LastCategory):
        service.change_category(session, last, CategoryRequest(last.label, is_open=False), actor="office", now=NOON)
    with pytest.raises(errors.LastCategory):
        service.remove_category(session, congress, last, actor="office", now=NOON)


def test_a_category_needs_a_name(session):
    with pytest.raises(errors.NoLabel):
        add(session, make_congress(session), " ")
