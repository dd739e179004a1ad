"""How long the solver may still think. Durations only; what time it is stays outside."""

from time import perf_counter


class Deadline:
    """Runs from its making for *seconds*."""

    def __init__(self, seconds: float) -> None:
        self._start = perf_counter()
        self._seconds = seconds

    @property
    def spent(self) -> float:
        return perf_counter() - self._start

    @property
    def left(self) -> float:
        return max(self._seconds - self.spent, 0.0)

    @property
    def is_over(self) -> bool:
        return self.spent >= self._seconds

    def part(self, share: float) -> "Deadline":
        """Return a deadline after *share* of what is left."""
        return Deadline(self.left * share)
