"""A long list as an address asks for it: filters, order and page, and the addresses that change one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import g, request, url_for

from app.db import reading
from registration.fields.queries import plan
from registration.participants.queries import ORDERS, Filter
from registration.participants.rules import Status

PAGE_SIZE = 50
FARTHEST_PAGE = 100_000
FILTERS = ("status", "sector", "level", "role")


@dataclass(frozen=True)
class Listing:
    """What a list shows. ``order`` is a key of queries.ORDERS; pages count from 1."""

    wanted: Filter
    order: str = "name"
    descending: bool = False
    page: int = 1

    @property
    def offset(self) -> int:
        return (self.page - 1) * PAGE_SIZE

    @property
    def photos(self) -> str:
        return (
            {True: "yes", False: "no"}.get(self.wanted.photo_consent, "")
            if self.wanted.photo_consent is not None
            else ""
        )

    def arguments(self) -> dict[str, Any]:  # Any: what url_for takes
        """Give the arguments of the address that shows this; defaults are left out."""
        given = {"q": self.wanted.text} | {name: getattr(self.wanted, name) for name in FILTERS}
        order = ("-" if self.descending else "") + self.order
        given |= {"photos": self.photos}
        given |= {"sort": order if order != "name" else "", "page": str(self.page) if self.page > 1 else ""}
        return {name: value for name, value in given.items() if value}


def listing_asked() -> Listing:
    """Read what the address of this request asks for; nonsense falls back to the whole list, in the order of names."""
    asked = request.args
    wanted = Filter(
        text=asked.get("q", "")[:200].strip(),
        status=_one_of(Status, "status"),
        sector=_code("sector"),
        level=_code("level"),
        role=_code("role"),
        photo_consent={"yes": True, "no": False}.get(asked.get("photos", "")),
    )
    sort = asked.get("sort", "name")
    order = sort.removeprefix("-")
    page = asked.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1  # noqa: PLR2004 -- six digits hold FARTHEST_PAGE
    return Listing(
        wanted, order if order in ORDERS else "name", sort.startswith("-"), min(max(number, 1), FARTHEST_PAGE)
    )


def chips(
    listing: Listing, name: str, words: Mapping[Any, Any], *, congress: str, everyone: str
) -> list[dict[str, object]]:  # Any: lazy words
    """Offer the values of one filter as chips; the first takes the filter off."""
    current = getattr(listing.wanted, name)
    options = [("", everyone), *((str(value), word) for value, word in words.items())]
    return [
        {"label": word, "current": value == current, "href": _address(_narrowed(listing, name, value), congress)}
        for value, word in options
    ]


def sorted_by(listing: Listing, order: str, *, congress: str) -> dict[str, str]:
    """Say how a column sorts now, and the address that sorts by it or turns it round."""
    is_current = listing.order == order
    href = _address(replace(listing, order=order, descending=is_current and not listing.descending, page=1), congress)
    direction = ("descending" if listing.descending else "ascending") if is_current else ""
    return {"href": href, "direction": direction}


def neighbours(listing: Listing, total: int, *, congress: str) -> dict[str, str | None]:
    """Give the addresses of the previous and the next page, or None at an end."""
    previous = _address(replace(listing, page=listing.page - 1), congress) if listing.page > 1 else None
    following = (
        _address(replace(listing, page=listing.page + 1), congress) if listing.offset + PAGE_SIZE < total else None
    )
    return {"previous": previous, "next": following}


def _one_of(values: type[StrEnum], name: str) -> str:
    """Read a filter; a value that nobody knows does not narrow the list."""
    asked = request.args.get(name, "")
    return asked if asked in set(values) else ""


def _code(name: str) -> str:
    """Read a filter whose values are a list of the congress."""
    asked = request.args.get(name, "")
    return asked if asked in {option.code for option in plan(reading(), g.congress.id).lists[name]} else ""


def _narrowed(listing: Listing, name: str, value: str) -> Listing:
    return replace(listing, wanted=replace(listing.wanted, **{name: value}), page=1)  # type: ignore[arg-type]  # each filter's name is a text field


def _address(listing: Listing, congress: str) -> str:
    return url_for("organiser_participants.participants", congress=congress, **listing.arguments())
