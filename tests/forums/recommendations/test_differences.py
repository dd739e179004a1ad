from hypothesis import given
from hypothesis import strategies as st

from forums.recommendations.differences import Piece, differences


def test_only_the_words_that_changed_are_marked():
    pieces = differences("Fund two years.", "Fund at least five years.")

    assert [piece for piece in pieces if piece.kind != "same"] == [Piece("gone", "two"), Piece("new", "at least five")]


@given(st.text(), st.text())
def test_both_wordings_can_be_read_out_of_the_difference(before: str, after: str):
    pieces = differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
