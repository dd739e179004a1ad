"""Marks on views: every route says who may come. The guards themselves that know accounts are in app.accounts.guards."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])
GUARD = "reihum_guard"  # attribute of a view: a word for who may come


def marked(view: View, *, who: str) -> View:
    """Note on *view* who may come, for tests/test_house.py and the access matrix."""
    setattr(view, GUARD, who)
    return view


def public(view: View) -> View:
    """Let everyone in; for public pages and those that a secret in the address opens."""
    return marked(view, who="public")
