import pytest

from app.typed import has_traps, normal


def test_letters_are_put_together_and_lines_end_in_one_way():
    assert normal("A\u0308\r\nb\rc") == "Ä\nb\nc"


@pytest.mark.parametrize("kept", ["Jürgen", "می\u200cخواهم", "two\nlines\tand more", ""])
def test_what_people_write_is_no_trap(kept):
    assert not has_traps(kept)


@pytest.mark.parametrize(
    "trap", ["a\x00b", "a\u202eb", "a\u200bb", "a\ufeffb", "a\u2028b", "a\ue000b", "a\ud800b", "a\U0003ffffb"]
)
def test_invisible_and_unassigned_characters_are(trap):
    assert has_traps(trap)
