from forums.rotation.problem import Participant, Problem, Table, Weights
from forums.tables.steps import AS_SET, FEWEST, Found, Step, best_for, found, settings_to_try, steps_of, with_settings

SET = {"repeats": 5, "preferences": 3, "mix_sectors": 1, "mix_organisations": 0}
PEOPLE = (Participant("ada", ("t1",), sector="state"), Participant("bo", sector="state"), Participant("cem", org="o1"))
PROBLEM = Problem(PEOPLE, (Table("t0"), Table("t1")), 2)


def plan(repeats, met, sectors, moves=0):
    return Found((), {"repeats": repeats, "met": met, "kin_sectors": sectors, "kin_organisations": 0, "moves": moves})


def test_only_sliders_that_can_change_something_are_tried_each_alone():
    tried = [(slider, settings.get(slider, settings)) for slider, settings in settings_to_try(PROBLEM, SET)]

    assert tried == [
        (AS_SET, SET),
        *(("repeats", mark) for mark in (0, 2, 10)),
        *(("preferences", mark) for mark in (0, 2, 5, 10)),
        *(("mix_sectors", mark) for mark in (0, 2, 5, 10)),
    ]  # nobody shares an organisation
    assert with_settings(PROBLEM, SET).weights == Weights(5, 3, sectors=1)


def test_a_slider_moved_up_never_makes_worse_what_it_is_about():
    plans = [plan(0, 9, 40), plan(4, 20, 30), plan(9, 21, 4), plan(9, 21, 4, moves=-1), plan(60, 22, 0)]
    for slider, count, sign in (
        ("repeats", "repeats", 1),
        ("preferences", "met", -1),
        ("mix_sectors", "kin_sectors", 1),
    ):
        chosen = [sign * plans[best_for({**SET, slider: mark}, plans)].figures[count] for mark in range(11)]
        assert chosen == sorted(chosen, reverse=True), slider
        assert len({*chosen}) > 1

    assert best_for({**SET, "mix_sectors": 10}, plans) == 3  # of equal plans the one with fewer new routes
    assert steps_of([(AS_SET, SET)], plans, is_mended=True)[0] == Step(FEWEST, SET, 0)


def test_new_routes_are_counted_for_those_who_had_one_and_come():
    before = {"ada": ("t0", "t1"), "bo": ("t0", "t1"), "cem": (None, None), "gone": ("t1", "t0")}

    kept = found(PROBLEM, {"repeats": 0}, [("t0", "t1", "t0", "t1"), ("t1", "t0", "t1", "t0")], before)

    assert kept == Found((("t0", "t1", "t0"), ("t1", "t0", "t1")), {"repeats": 0, "moves": 1})
