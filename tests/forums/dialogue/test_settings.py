import pytest

from forums.dialogue.settings import OBJECTIVES, OMISSIBLE, Settings, settings_of, stops


@pytest.mark.parametrize("aim", [*OBJECTIVES, "rank-5", "rank-3"])
def test_settings_read_back_equal_from_what_a_run_keeps(aim):
    plain = Settings(aim, org_max=3, soft=("minimum",), seconds=9)
    tried = Settings(aim, seats={"f": (0, 0), "g": (2, 9)}, without=OMISSIBLE, keeps_seats=True, may_cancel=True)
    out = Settings(
        aim, quotas={"f": {"sector": {"state": (1, 4)}}}, released=(("p", "f"),), unpaired=(("p", "q"),), mix_sectors=3
    )

    assert settings_of(plain.as_json()) == plain
    assert settings_of(tried.as_json()) == tried
    assert settings_of(out.as_json()) == out


def test_the_scale_is_as_fine_as_there_are_wishes():
    assert stops(1) == stops(2) == ("few-moves", "balanced", "fairness")
    assert stops(4) == ("few-moves", "balanced", "rank-4", "rank-3", "fairness")
    assert Settings("rank-9").objective == ("unplaced", "unranked", "rank10", "rank9", "moves", "leximin")
