from collections import Counter
from random import Random

from app.demo.wishes import Taste


def rankings(forums, *, people=2000, sector="state", organisation="", most=3, seed=1):
    taste = Taste(forums, Random(seed))  # noqa: S311 -- invented wishes are no secret
    return [taste.rank(sector=sector, organisation=organisation, most=most) for _ in range(people)]


def test_first_wishes_follow_popularity():
    first = Counter(ranking[0] for ranking in rankings([(1, 3.0, {}), (2, 1.0, {})]))

    assert 2.6 < first[1] / first[2] < 3.4


def test_a_draw_of_one_doubles_and_more():
    first = Counter(ranking[0] for ranking in rankings([(1, 1.0, {}), (2, 1.0, {"state": 1.0})]))

    assert 2.3 < first[2] / first[1] < 3.2  # e


def test_colleagues_share_a_habit_and_strangers_have_their_own():
    taste = Taste([(number, 1.0, {}) for number in range(1, 7)], Random(3))  # noqa: S311 -- as above

    for organisation in ("a", "b"):
        taste.rank(sector="state", organisation=organisation, most=3)

    assert taste.habits["a"] != taste.habits["b"]


def test_nobody_ranks_more_than_allowed():
    assert {len(ranking) for ranking in rankings([(1, 1.0, {}), (2, 1.0, {}), (3, 1.0, {})], most=2)} == {1, 2}


def test_without_forums_there_is_nothing_to_wish():
    assert set(rankings([], people=5, most=0)) == {()}
