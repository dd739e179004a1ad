"""Rate limits: against trying out links and passwords, and against flooding somebody's mailbox."""

from threading import Lock

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage

from app import clock
from app.config import Config

IN_MEMORY = "memory://"
FEW = 1024  # counters that nobody needs to tidy up


class NamedLimits(Limiter):
    """Flask-Limiter that counts where a view names a limit; to look for one at every request cost a fifth of a cached page."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:  # noqa: FBT001, FBT002 -- the parent's signature
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


class Counters(Storage):
    """The counters of one process, for fixed windows.

    The library's own start a thread at every count, which looks through all of them: more work than the registration counted.
    """

    STORAGE_SCHEME = ["counters"]  # noqa: RUF012 -- the library asks for a list

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: str) -> None:  # noqa: FBT001, FBT002 -- the parent's signature
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._counts: dict[str, tuple[int, float]] = {}  # how many, and until when
        self._tidy_at = FEW
        self._lock = Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count *amount* more under *key*; the window of *expiry* seconds begins with the first."""
        now = clock.now().timestamp()
        with self._lock:
            if len(self._counts) >= self._tidy_at:
                self._tidy(now)
            number, until = self._living(key, now) or (0, now + expiry)
            self._counts[key] = (number + amount, until)
        return number + amount

    def get(self, key: str) -> int:
        return (self._living(key, clock.now().timestamp()) or (0, 0.0))[0]

    def get_expiry(self, key: str) -> float:
        now = clock.now().timestamp()
        return (self._living(key, now) or (0, now))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            number = len(self._counts)
            self._counts.clear()
        return number

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)

    def _living(self, key: str, now: float) -> tuple[int, float] | None:
        found = self._counts.get(key)
        return found if found is not None and found[1] > now else None

    def _tidy(self, now: float) -> None:
        """Forget windows that are over; so seldom that each count pays for one look."""
        self._counts = {key: found for key, found in self._counts.items() if found[1] > now}
        self._tidy_at = max(FEW, 2 * len(self._counts))


limiter = NamedLimits(key_func=get_remote_address, default_limits=[])


def init_limits(app: Flask, config: Config) -> None:
    """Count where the configuration says; RATELIMIT_ENABLED is off only where tests say so."""
    app.config["RATELIMIT_ENABLED"] = config.limits == "on"
    is_here = config.limits_storage == IN_MEMORY
    app.config["RATELIMIT_STORAGE_URI"] = "counters://" if is_here else config.limits_storage
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)
    _spare(app)


def _spare(app: Flask) -> None:
    """Leave out what the limiter would do after every request: headers that are off, and a context that ends by itself."""
    module = Limiter.__module__
    after, last = app.after_request_funcs[None], app.teardown_request_funcs[None]
    app.after_request_funcs[None] = [hook for hook in after if getattr(hook, "func", hook).__module__ != module]
    app.teardown_request_funcs[None] = [hook for hook in last if hook.__module__ != module]
