import pytest

from forums.dialogue.settings import OBJECTIVES, OMISSIBLE, Settings, settings_of


@pytest.mark.parametrize("aim", OBJECTIVES)
def test_settings_read_back_equal_from_what_a_run_keeps(aim):
    plain = Settings(aim, org_max=3, soft=("minimum",), seconds=9)
    tried = Settings(aim, seats={"f": (0, 0), "g": (2, 9)}, without=OMISSIBLE, keeps_seats=True, may_cancel=True)

    assert settings_of(plain.as_json()) == plain
    assert settings_of(tried.as_json()) == tried
