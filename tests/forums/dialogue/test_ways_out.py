from forums.dialogue.models import Forum
from forums.dialogue.rules import MOST_SEATS
from forums.dialogue.settings import Settings
from forums.dialogue.ways_out import changed, softened

FORUM = Forum(public_id="f", number=1, minimum=2, maximum=9, quotas={"state": [1, 3]}, level_quotas={})


def test_every_change_of_a_way_out_becomes_a_setting():
    changes = [
        {"kind": "maximum", "forum": "f", "limit": 9, "to": 11},
        {"kind": "minimum", "forum": "f", "limit": 2, "to": 1},
        {"kind": "sector_maximum", "forum": "f", "sector": "state", "limit": 3, "to": 5},
        {"kind": "level_minimum", "forum": "f", "level": "local", "limit": 4, "to": 2},
        {"kind": "org_max", "forum": "", "org": "o", "limit": 2, "to": 4},
        {"kind": "fixed", "forum": "f", "participant": "p"},
        {"kind": "apart", "forum": "", "participant": "p", "other": "q"},
        {"kind": "maximum", "forum": "gone", "limit": 1, "to": 2},
    ]

    assert changed(Settings(org_max=2), changes, [FORUM]) == Settings(
        org_max=4,
        seats={"f": (1, 11)},
        quotas={"f": {"sector": {"state": (1, 5)}, "level": {"local": (2, MOST_SEATS)}}},
        released=(("p", "f"),),
        unpaired=(("p", "q"),),
    )


def test_what_was_not_computed_gives_way_altogether():
    assert softened(Settings(soft=("minimum",)), "sector_maximum").soft == ("minimum", "sector_quota")
    assert softened(Settings(), "fixed").without == ("pins",)
