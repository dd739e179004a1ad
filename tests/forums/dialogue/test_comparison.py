from collections import Counter
from dataclasses import replace

from forums.dialogue.changes import Change
from forums.dialogue.comparison import compared, differing
from forums.dialogue.models import Forum
from forums.dialogue.queries import Card
from forums.dialogue.settings import Settings

ADA = Card("ada", "Ada", "Verein", "verein", "state", True, 1, 1, True, None, 1)
BEN = replace(ADA, public_id="ben", name="Ben", forum_id=2, rank=2)
CEM = replace(ADA, public_id="cem", name="Cem", forum_id=None, rank=None)
FORUMS = [Forum(id=n, public_id=f"f{n}", number=10 + n, minimum=0, maximum=2) for n in (1, 2)]
HISTOGRAM = {"ranks": [1, 1], "unranked": 0, "no_wish": 0, "unplaced": 1, "wishing": 3}


def test_a_draft_is_summed_up_by_the_seats_that_it_tries_out():
    found = compared({"histogram": HISTOGRAM}, Settings(seats={"f2": (0, 0)}), [ADA, BEN, CEM], FORUMS, ("state", ""))

    assert (found.headline.happy, found.headline.wishing, found.largest_group) == (2, 3, 1)
    assert found.differences == Counter({Change.KEPT: 1, Change.MOVED: 1, Change.REMOVED: 1})
    assert found.seated(FORUMS[0]).seated == 1
    assert found.seated(FORUMS[1]) is None


def test_only_those_who_are_in_all_drafts_and_sit_differently_are_listed():
    other = [replace(ADA, forum_id=2), BEN, replace(ADA, public_id="new")]

    assert [(one.card.name, one.numbers) for one in differing([[ADA, BEN, CEM], other], FORUMS)] == [("Ada", [11, 12])]
    assert differing([], FORUMS) == []
