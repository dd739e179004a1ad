import pytest

from forums.dialogue import errors
from forums.dialogue.models import Forum
from forums.dialogue.settings import Settings
from forums.dialogue.settings_form import assignment_settings, fields_of, usual

TYPED = {"aim": "few-moves", "org_max": "2", "seconds": "5", "seed": "7", "soft-minimum": "yes"}
FORUMS = [Forum(public_id=name, number=n, minimum=1, maximum=9) for n, name in enumerate("abc", 1)]


def test_the_settings_of_an_assignment_are_read_and_checked():
    assert assignment_settings(TYPED) == (Settings("few-moves", 2, ("minimum",), 5), 7)
    scale = [assignment_settings(TYPED | {"aim": "scale", "balance": str(n)}, wishes=4)[0].aim for n in range(5)]
    assert scale == ["few-moves", "balanced", "rank-4", "rank-3", "fairness"]
    assert fields_of(Settings("rank-3"), 7, (), wishes=4)["balance"] == "3"
    with pytest.raises(errors.DialogueError):
        assignment_settings(TYPED | {"aim": "scale", "balance": "5"}, wishes=4)
    for wrong in ({"aim": "luck"}, {"org_max": "0"}, {"seconds": "101"}, {"seed": str(2**31)}, {"seed": "-1"}):
        with pytest.raises(errors.DialogueError) as refused:
            assignment_settings(TYPED | wrong)
        assert refused.value.field == next(iter(wrong))


def test_seats_are_only_tried_out_where_they_differ_from_those_of_the_forum():
    settings = Settings("balanced", soft=(), seats={"b": (2, 5), "c": (0, 0)}, without=("pins",), keeps_seats=True)

    fields = fields_of(settings, 3, FORUMS)

    assert assignment_settings(fields, FORUMS) == (settings, 3)
    assert assignment_settings(fields_of(usual(settings), 3, FORUMS), FORUMS)[0] == Settings(
        "balanced", soft=(), keeps_seats=True
    )
    for wrong in ({"seats-2-minimum": "6"}, {"seats-1-maximum": "0"}, {"seats-1-maximum": "many"}):
        with pytest.raises(errors.DialogueError) as refused:
            assignment_settings(fields | wrong, FORUMS)
        assert refused.value.field == next(iter(wrong))
