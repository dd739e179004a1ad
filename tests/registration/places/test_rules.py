from dataclasses import dataclass

from registration.places.rules import Claim, Room, Waiting, code_of, covers, next_served, rivals_ahead

PRESS, GUEST = Claim("press"), Claim("participant")


@dataclass(frozen=True)
class Kind:
    """A quota, as the rules see it."""

    id: int
    capacity: int
    held: int = 0
    category: str = ""
    day: str = ""
    organisation_key: str = ""


def one(turn, claim=GUEST):
    return Waiting(turn, (turn,), (claim,))


def party(turn, people, claim=GUEST):
    return Waiting(turn, tuple(range(100 * turn, 100 * turn + people)), (claim,) * people)


def served(queue, quotas, free):
    return [waiting.turn for waiting in next_served(queue, quotas, Room.of(free, quotas))]


def test_a_quota_covers_whom_all_its_parts_name():
    first_day = Kind(1, 5, category="press", day="2027-11-08")

    claims = [Claim("press"), Claim("press", "2027-11-08"), Claim("press", "2027-11-09"), Claim("participant")]

    assert [covers(first_day, claim) for claim in claims] == [True, True, False, False]
    assert [covers(Kind(1, 5, organisation_key="acme"), Claim("press", "", key)) for key in ("acme", "")] == [
        True,
        False,
    ]


def test_places_go_to_whoever_has_waited_longest():
    assert served([one(1), one(2), one(3)], [], free=2) == [1, 2]


def test_a_party_that_does_not_fit_holds_up_nobody_and_is_next_when_it_fits():
    queue = [party(1, people=3), one(2), one(3)]

    assert served(queue, [], free=2) == [2, 3]
    assert served(queue, [], free=3) == [1]
    assert served(queue, [], free=4) == [1, 2]


def test_who_waits_for_a_full_quota_holds_up_nobody():
    quotas = [Kind(1, capacity=1, held=1, category="press")]

    assert served([one(1, PRESS), one(2)], quotas, free=5) == [2]


def test_a_quota_counts_a_whole_party():
    quotas = [Kind(1, capacity=2, category="press")]

    assert served([party(1, people=3, claim=PRESS), party(2, people=2, claim=PRESS)], quotas, free=9) == [2]


def test_a_quota_below_what_is_held_gives_nothing_out():
    assert served([one(1, PRESS)], [Kind(1, capacity=1, held=3, category="press")], free=9) == []


def test_only_those_who_want_the_same_stand_before_somebody():
    quotas = [Kind(1, capacity=1, held=1, category="press")]
    queue = [one(1), one(2, PRESS), one(3, PRESS)]

    assert rivals_ahead(queue, quotas, Room.of(0, quotas), queue[2]) == 2
    assert rivals_ahead(queue, quotas, Room.of(5, quotas), queue[2]) == 1
    assert rivals_ahead(queue, quotas, Room.of(0, quotas), queue[1]) == 1


def test_a_category_gets_a_code_of_its_own():
    assert code_of({"de": "Träger-Delegierte"}, taken=[]) == "trager_delegiert"
    assert code_of({"en": "Press"}, taken=["press"]) == "press_2"
    assert code_of({"de": "الضيوف"}, taken=["category"]) == "category_2"
