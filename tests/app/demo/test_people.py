import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from statistics import mean

import pytest
from builders import NOON

from app.demo import catalogue
from app.demo.people import opening, people
from registration.organisations.rules import key_of
from registration.participants.rules import Status, clean_request

SCRIPTS = {"LATIN", "ARABIC", "CYRILLIC", "ETHIOPIC"}


@pytest.fixture(scope="module", params=catalogue.SLUGS)
def congress(request):
    return catalogue.read(request.param)


@pytest.fixture(scope="module")
def hannover():
    return catalogue.read("niedersachsen-2017")


def requests(congress):
    return [guest.person.request for guest in people(congress, now=NOON)]


def scripts_of(name):
    return {unicodedata.name(letter).split()[0] for letter in name if letter.isalpha()}


def test_the_same_seed_makes_the_same_people(congress):
    assert people(congress, now=NOON) == people(congress, now=NOON)


def test_another_seed_makes_others(congress):
    other = replace(congress, people=replace(congress.people, seed="another"))

    assert people(congress, now=NOON) != people(other, now=NOON)


def test_as_many_come_as_came():
    living = {
        slug: sum(
            guest.status in {Status.CONFIRMED, Status.PENDING} for guest in people(catalogue.read(slug), now=NOON)
        )
        for slug in catalogue.SLUGS
    }

    assert living == {
        "bbe-2017": 200,
        "niedersachsen-2017": 700,
        "staedtetag-2016": 28,
        "bamf-2011": 120,
        "bbe-2027": 90,
    }


def test_everybody_could_have_registered_so(congress):
    for request in requests(congress):
        assert clean_request(request) == request


def test_every_address_of_mail_is_one_persons_and_ascii(congress):
    addresses = [request.email for request in requests(congress)]

    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() and address.endswith("@example.org") for address in addresses)


def test_names_stand_in_all_scripts():
    names = [request.name for request in requests(catalogue.read("bbe-2017"))]

    assert set().union(*(scripts_of(name) for name in names)) == SCRIPTS
    for letters in ("ßäöü", "پچژگ", "ۆێڕڵە", "ґїієʼ’", "şğıİçö", "êîûŞşç", "ềữạồị"):
        assert any(letter in name for letter in letters for name in names), letters
    assert any("\u200c" in name for name in names)


def test_nobody_mixes_scripts(congress):
    assert all(len(scripts_of(request.name)) == 1 for request in requests(congress))


def test_every_carrier_and_partner_sends_somebody(congress):
    sent = {key_of(request.organisation) for request in requests(congress)}
    sending = {
        organisation.name for organisation in congress.organisations if organisation.role in {"carrier", "partner"}
    }

    assert {name for name in sending if key_of(name) not in sent} == set()


def test_no_invented_person_belongs_to_a_real_organisation(congress):
    real = {
        key_of(organisation.name) for organisation in congress.organisations if organisation.role in {"host", "funder"}
    }

    assert real.isdisjoint(key_of(request.organisation) for request in requests(congress))


def test_sectors_have_their_shares(congress):
    living = [guest for guest in people(congress, now=NOON) if guest.status in {Status.CONFIRMED, Status.PENDING}]

    counted = Counter(guest.person.request.sector for guest in living)

    assert counted == Counter({sector: share for sector, share in congress.people.sectors.items() if share})


def test_some_need_something_and_some_want_no_photos(hannover):
    found = requests(hannover)

    for field in ("access_needs", "interpreting", "food", "pronouns"):
        assert 0 < sum(bool(getattr(request, field)) for request in found) < len(found) / 2
    assert 0.5 < mean(request.photo_consent for request in found) < 0.75


def test_moments_follow_each_other_while_registration_is_open(congress):
    opens_at, closes_at = opening(congress, now=NOON), min(congress.registration.closes_at, NOON)
    for guest in people(congress, now=NOON):
        moments = [guest.registered_at, guest.confirmed_at, guest.cancelled_at]
        told = [opens_at, *(moment for moment in moments if moment), closes_at]
        assert told == sorted(told)
        assert (guest.confirmed_at is not None) == (guest.status in {Status.CONFIRMED, Status.CANCELLED})
        assert (guest.cancelled_at is not None) == (guest.status is Status.CANCELLED)


def test_whoever_is_pending_still_has_time_to_confirm():
    pending = [guest for guest in people(catalogue.read("bbe-2027"), now=NOON) if guest.status is Status.PENDING]

    assert len(pending) == 5
    assert all(NOON - timedelta(hours=48) < guest.registered_at < NOON for guest in pending)


def test_registration_for_trying_out_is_open_long_before_its_day():
    congress = catalogue.read("bbe-2027")

    assert opening(congress, now=NOON) == NOON - timedelta(days=45) < congress.registration.opens_at


def test_moderators_come_and_wish_for_their_own_forum(congress):
    moderators = {
        guest.person.request.name: guest.person for guest in people(congress, now=NOON) if guest.person.moderates
    }

    assert {name: person.wishes for name, person in moderators.items()} == {
        moderator.name: (forum.number,) for forum in congress.forums for moderator in forum.moderators
    }


def test_wishes_are_different_forums_and_not_too_many(congress):
    numbers = {forum.number for forum in congress.forums}
    for guest in people(congress, now=NOON):
        wishes = guest.person.wishes
        assert len(set(wishes)) == len(wishes) <= congress.wishes
        assert set(wishes) <= numbers


def test_some_forums_are_far_dearer_than_others(congress):
    if not congress.forums:
        return
    first = Counter(guest.person.wishes[0] for guest in people(congress, now=NOON) if guest.person.wishes)

    assert max(first.values()) > 2 * min(first.values())


def test_sectors_differ_in_taste(hannover):
    first = defaultdict(Counter)
    for guest in people(hannover, now=NOON):
        if guest.person.wishes:
            first[guest.person.request.sector][guest.person.wishes[0]] += 1
    share = {
        sector: {forum: count / wishes.total() for forum, count in wishes.items()} for sector, wishes in first.items()
    }

    assert share["municipality"][3] > 1.5 * share["civil_society"][3]
    assert share["business"][2] > 2 * share["civil_society"][2]


def test_colleagues_agree_more_often_than_strangers_of_their_sector(hannover):
    living = [
        guest.person
        for guest in people(hannover, now=NOON)
        if guest.person.wishes and guest.person.request.organisation and guest.person.request.sector == "civil_society"
    ]
    agree = defaultdict(list)
    for one, other in combinations(living, 2):
        same_house = key_of(one.request.organisation) == key_of(other.request.organisation)
        agree[same_house].append(one.wishes[0] == other.wishes[0])

    assert mean(agree[True]) > 1.2 * mean(agree[False])
