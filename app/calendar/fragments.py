"""A bounded store of written events, shared by all threads of a process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from app.calendar.ical import Fragment


class FragmentCache:
    """Keep the fragments that were used last, at most ``limit`` of them.

    The key has to name everything that shows in the event: uid and revision, the language, and, where they can change
    without a new revision, the address of the site and the room's name.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._fragments: OrderedDict[Hashable, Fragment] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._fragments)

    def get(self, key: Hashable, make: Callable[[], Fragment]) -> Fragment:
        """Return the fragment kept under this key; make it, outside the lock, when there is none."""
        with self._lock:
            if key in self._fragments:
                self._fragments.move_to_end(key)
                return self._fragments[key]
        fragment = make()
        with self._lock:
            self._fragments[key] = fragment
            if len(self._fragments) > self._limit:
                self._fragments.popitem(last=False)
        return fragment
