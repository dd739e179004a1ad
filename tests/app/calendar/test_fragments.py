"""The store of written events: bounded, and shared by threads."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.calendar.fragments import FragmentCache
from app.calendar.ical import Fragment


@pytest.fixture
def busy_switching():
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def fragment(name):
    return Fragment(name.encode(), None)


def test_what_is_kept_is_not_made_again():
    cache, made = FragmentCache(2), []

    def make():
        made.append(1)
        return fragment("a")

    first, second = cache.get(("a", 0, "de"), make), cache.get(("a", 0, "de"), make)

    assert (first, second, len(made)) == (fragment("a"), fragment("a"), 1)


def test_a_new_revision_is_made():
    cache = FragmentCache(2)
    cache.get(("a", 0, "de"), lambda: fragment("old"))

    assert cache.get(("a", 1, "de"), lambda: fragment("new")) == fragment("new")


def test_the_one_that_was_used_longest_ago_goes():
    cache = FragmentCache(2)
    for name in ["a", "b", "a", "c"]:
        cache.get(name, lambda name=name: fragment(name))

    assert len(cache) == 2
    assert cache.get("a", lambda: fragment("made again")) == fragment("a")
    assert cache.get("b", lambda: fragment("made again")) == fragment("made again")


def test_a_failure_keeps_nothing():
    cache = FragmentCache(2)

    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda: 1 // 0)

    assert len(cache) == 0


@pytest.mark.usefixtures("busy_switching")
def test_threads_get_what_they_ask_for():
    cache, names = FragmentCache(5), [str(number % 13) for number in range(4000)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda name: cache.get(name, lambda: fragment(name)), names))

    assert answers == [fragment(name) for name in names]
    assert len(cache) == 5
