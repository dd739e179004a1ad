from datetime import timedelta

from builders import NOON

from badges.gates.rules import Seen, Standing, difference, pass_of, standing


def test_a_gate_stands_as_it_was_last_heard_of():
    def after(minutes, **changes):
        seen = {"enrolled_at": NOON, "revoked_at": None, "expires_at": NOON + timedelta(hours=1), "seen_at": None}
        return standing(Seen(**seen | changes), now=NOON + timedelta(minutes=minutes))

    assert [after(1), after(2), after(10), after(60)] == ["well", "silent", "lost", "expired"]
    assert after(11, seen_at=NOON + timedelta(minutes=10)) is Standing.WELL
    assert [after(1, enrolled_at=None), after(1, revoked_at=NOON)] == ["waiting", "revoked"]


def test_only_the_confirmed_with_their_newest_badge_may_in():
    states = ("confirmed", "pending", "waiting", "cancelled")

    assert [pass_of(state, is_revoked=False) for state in states] == [
        "good",
        "not_confirmed",
        "not_confirmed",
        "cancelled",
    ]
    assert pass_of("confirmed", is_revoked=True) == "revoked"


def test_a_list_differs_by_what_is_new_changed_or_gone():
    found = difference({"a": "1", "b": "2", "c": "3", "e": "5"}, {"b": "2", "c": "4", "d": "4", "e": "", "f": ""})

    assert (found.new, found.changed, found.gone) == ({"a"}, {"c", "e"}, {"d"})
    assert not difference({"a": "1"}, {"a": "1", "b": ""})
