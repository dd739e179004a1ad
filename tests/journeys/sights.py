"""Every page of the house in the states that it knows: its address, who looks, and what is sent to it first.

An address holds words of journeys.furnished in braces. A page that no sight shows fails tests/journeys/test_pages.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from journeys.sights_at_the_door import DESK, GATE
from journeys.sights_of_guests import ACCOUNTS, OWN, PUBLIC
from journeys.sights_of_organisers import COMING, EVERY_CONGRESS, NOW, PAST
from journeys.sights_refused import REFUSED


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it. *sends* is what they send to it by its form first (None: they only look)."""

    who: str
    address: str
    status: int = 200
    sends: Mapping[str, str] | None = field(default=None, hash=False)

    def __str__(self) -> str:
        return f"{self.who} {self.address}{' sent' if self.sends is not None else ''}"


ERRORS = (
    Sight("organiser", "/gate/heute/walk-in", 409, {"name": "Ada", "role": "participant"}),
    Sight("nobody", "/nothing-here/at-all", 404),
    Sight("nobody", "/bbe-2027/my/nobody", 404),
    Sight("nobody", "/bbe-2027/substitute/nobody", 404),
    Sight("nobody", "/bbe-2027/invited/nobody", 404),
    Sight("gate", "/organise/bbe-2027/", 403),
    Sight("organiser", "/organise/bbe-2027/participants/nobody", 404),
    Sight("organiser", "/gate/bald/", 403),
    Sight("nobody", "/bbe-2027/link", 400, {"csrf_token": "forged"}),
)


def sights() -> Iterator[Sight]:
    """Walk through the house: guests' pages, accounts, three congresses of the organisers, the gate, what goes wrong."""
    yield from (Sight("nobody", address) for address in (*PUBLIC, *OWN))
    yield from (Sight(who, address) for who, addresses in ACCOUNTS.items() for address in addresses)
    for slug, addresses in {
        "leer": EVERY_CONGRESS,
        "bbe-2027": (*EVERY_CONGRESS, *COMING),
        "bbe-2017": PAST,
        "heute": NOW,
    }.items():
        yield from (Sight("organiser", f"/organise/{slug}/{address}") for address in addresses)
    yield from (Sight("gate", address) for address in GATE)
    yield from (Sight("desk", address) for address in DESK)
    yield from (Sight(who, address, 422, sent) for who, address, sent in REFUSED)
    yield Sight("organiser", "/organise/cafe/assignment")
    yield Sight("organiser", "/organise/cafe/assignment/{slots_draft}/draft?slot=2")
    yield Sight("organiser", "/organise/cafe/assignment/{slots_draft}/people/{slots_early}")
    # What is shown once, after a form that is in order.
    yield Sight("factor", "/account/mf-recovery-codes", sends={})
    yield Sight("newcomer", "/account/tf-setup", sends={"setup": "authenticator"})
    yield from ERRORS
