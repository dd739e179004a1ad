"""Who would like to be near whom: granted where it costs nothing that counts. Pure."""

from collections.abc import Sequence

from forums.marketplace.placing.rules import Board, is_lawful, moves_for
from forums.placement.solver import total

Near = tuple[str, str, float]  # two stands and the metres within which they would like to be
PASSES = 3


def granted(board: Board, wishes: Sequence[Near]) -> int:
    """Count the wishes that came true."""
    return sum(1 for wish in wishes if is_granted(board, wish))


def is_granted(board: Board, wish: Near) -> bool:
    one, other, metres = wish
    here, there = board.placement.get(one), board.placement.get(other)
    return here is not None and there is not None and board.metres_between(here, there) <= metres


def drawn_together(board: Board, wishes: Sequence[Near]) -> Board:
    """Let stands change places as long as that grants more wishes, breaks no rule, and the solver's objective stays what it is.

    A bonus for every pair of neighbours would make the problem hopeless (measured: gaps of 500 %), so wishes to be near decide
    between placements that are as good as each other. Deterministic: by the order of wishes and pitches.
    """
    worth = _worth(board)
    for _ in range(PASSES):
        before = granted(board, wishes)
        for wish in wishes:
            if not is_granted(board, wish):
                board = _nearer(board, wish, wishes, worth)
        if granted(board, wishes) == before:
            break
    return board


def _nearer(board: Board, wish: Near, wishes: Sequence[Near], worth: int) -> Board:
    one, other, _ = wish
    if one not in board.placement or other not in board.placement:
        return board
    now = granted(board, wishes)
    for mover, stays in ((one, other), (other, one)):
        if board.stands[mover].fixed is not None:
            continue
        for spot in sorted(board.spots, key=lambda name: board.metres_between(name, board.placement[stays])):
            moves, found = moves_for(board, mover, spot)
            if found:
                continue
            after = board.with_moved(moves)
            if granted(after, wishes) > now and _worth(after) >= worth and is_lawful(after):
                return after
    return board


def _worth(board: Board) -> int:
    spots = {spot.id: index for index, spot in enumerate(board.problem.spots)}
    return total(
        board.problem,
        {e: spots[board.placement[s.id]] for e, s in enumerate(board.problem.stands) if s.id in board.placement},
    )
