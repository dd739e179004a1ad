import pytest

from forums.dialogue.settings import OBJECTIVES, Settings, settings_of


@pytest.mark.parametrize("aim", OBJECTIVES)
def test_settings_read_back_equal_from_what_a_run_keeps(aim):
    settings = Settings(aim, org_max=3, soft=("minimum",), seconds=9)

    assert settings_of(settings.as_json()) == settings
