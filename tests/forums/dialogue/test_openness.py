import pytest

from forums.dialogue.openness import EVERYBODY, Guest, Openness, eligible, openness_of

CARRIERS = Openness(categories=("carrier",))
ARABIC = Openness(languages=("ar",))
STAIRS = Openness(reachable=False)


@pytest.mark.parametrize("openness", [EVERYBODY, CARRIERS, ARABIC, STAIRS])
def test_openness_reads_back_equal_from_what_a_forum_keeps(openness):
    assert openness_of(openness.as_json()) == openness
    assert EVERYBODY.as_json() == {}


@pytest.mark.parametrize(
    ("openness", "guest", "unasked", "wishing"),
    [
        (CARRIERS, Guest("press"), False, False),
        (CARRIERS, Guest("carrier"), True, True),
        (ARABIC, Guest(language="de"), False, True),
        (ARABIC, Guest(language="ar"), True, True),
        (STAIRS, Guest(has_needs=True), False, False),
        (STAIRS, Guest(), True, True),
    ],
)
def test_a_wish_outweighs_a_language_but_no_stairs_and_no_category(openness, guest, unasked, wishing):
    assert (openness.admits(guest, wishes_for_it=False), openness.admits(guest, wishes_for_it=True)) == (
        unasked,
        wishing,
    )


def test_whoever_may_be_put_everywhere_is_left_unlimited():
    forums = {"a": EVERYBODY, "b": CARRIERS}

    assert eligible({"a": EVERYBODY}, Guest("press"), wishes=["a"]) is None
    assert eligible(forums, Guest("carrier"), wishes=[]) is None
    assert eligible(forums, Guest("press"), wishes=["b"]) == ("a",)
    assert eligible(forums, Guest("press"), wishes=[], pinned={"b"}) is None
