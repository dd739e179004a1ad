from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from app.web.limits import FEW, Counters


def test_counters_refuse_beyond_a_limit_and_keep_apart_whom_they_count():
    limiter = FixedWindowRateLimiter(Counters())
    two = RateLimitItemPerMinute(2)

    hits = [limiter.hit(two, "one") for _ in range(3)]

    assert (hits, limiter.hit(two, "another")) == ([True, True, False], True)


def test_a_window_ends_and_begins_anew():
    counters = Counters()

    counted = [counters.incr("key", expiry) for expiry in (60, 60, 60)]
    counters.clear("key")
    over = [counters.incr("key", 0) for _ in range(3)]

    assert (counted, over, counters.get("key")) == ([1, 2, 3], [1, 1, 1], 0)


def test_counters_whose_window_is_over_are_forgotten():
    counters = Counters()

    for number in range(FEW):
        counters.incr(f"over-{number}", 0)
    for number in range(3):
        counters.incr(f"living-{number}", 60)

    assert counters.reset() == 3
