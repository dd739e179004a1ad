"""Prices of a program with its levels one after the other, so that nothing hangs on how they are weighed against each other.

Each level is minimised where all before it are at their best: places that cost more there, and counts that would, stay out of
it. The prices of all levels, put together, prove a bound on the whole vector; see ``duals``.
"""

import numpy as np

from forums.assignment.deadline import Deadline
from forums.assignment.duals import Prices, joined, proof_of
from forums.assignment.intricate import Search
from forums.assignment.options import Flags
from forums.assignment.problem import SLOT
from forums.assignment.programme import Programme, columns_of
from forums.assignment.programme_process import BEST
from forums.assignment.programmes import optimum_of
from forums.assignment.solution import Certificate, Place, Tariff

CLEAR = 1e-6  # More than this, a price or what is left of a cost is not 0.
PARTS = 12  # Prices are whole numbers, halves, thirds or quarters as good as ever.


def prove(found: Search, deadline: Deadline, chosen: Flags, *, worth: int) -> None:
    """Find prices, on the *chosen* columns first, that prove as nearly as can be that nothing is better than *worth*."""
    while True:
        prices = prices_of(Programme(found.case, found.counted, columns_of(found.case, chosen)), deadline)
        if prices is None:
            return
        proof = proof_of(found.case, found.counted, prices)
        found.offer_proof(proof)
        more = (proof.increase == 0).astype(np.bool_) & found.case.may & ~chosen
        if proof.bound >= worth * prices.unit or not more.any():
            return
        chosen = chosen | more


def certified(found: Search, certificate: Certificate | Tariff) -> Prices:
    """Put the prices of a *certificate* on the rows of a single slot; what no row counts is left out."""
    if isinstance(certificate, Certificate):
        sorts = (("sector", certificate.sectors), ("org", certificate.organisations))
        given = {Place("forum", forum, SLOT): price for forum, price in certificate.forums.items()}
        given |= {
            Place(sort, forum, SLOT, name): price for sort, kept in sorts for (forum, name), price in kept.items()
        }
        tariff = Tariff({place: (0, *price) for place, price in given.items()})
    else:
        tariff = certificate
    case, counted, levels = found.case, found.counted, len(found.case.levels)
    vectors = np.zeros((len(counted), levels), np.int64)
    for row, place in enumerate(counted.place):
        price = tariff.prices.get(place, ())
        vectors[row, : len(price)] = price
    return Prices(joined(vectors), np.zeros((len(case.members), len(case.forums)), object), tariff.unit)


def prices_of(programme: Programme, deadline: Deadline) -> Prices | None:
    """Minimise the levels in turn by linear programs; None when the time is over."""
    entries, levels = programme.entries, len(programme.case.levels)
    lower, upper = programme.lower.copy(), programme.upper.copy()
    least, most = programme.least.copy(), programme.most.copy()
    dues = np.zeros((len(least), levels), np.int64)
    for level in range(levels):
        cost = programme.costs(np.eye(levels, dtype=np.int64)[level])
        if not cost.any():
            continue
        outcome = optimum_of(
            {
                "cost": cost,
                "lower": lower,
                "upper": upper,
                "whole": np.zeros(len(cost), np.bool_),
                "least": least,
                "most": most,
                "row": entries.row,
                "column": entries.column,
                "value": entries.value.astype(np.float64),
            },
            deadline,
        )
        if int(outcome["state"][0]) != BEST:
            return None
        dual = np.rint(outcome["duals"] * PARTS) / PARTS
        dues[:, level] = -np.rint(dual * PARTS).astype(np.int64)
        left = cost - np.bincount(entries.column, weights=entries.value * dual[entries.row], minlength=len(cost))
        upper[left > CLEAR] = lower[left > CLEAR]
        is_full = (left < -CLEAR) & np.isfinite(upper)
        lower[is_full] = upper[is_full]
        most = np.where(dual > CLEAR, least, most)
        least = np.where(dual < -CLEAR, most, least)
    units, forums = len(programme.case.members), len(programme.case.forums)
    twice = np.zeros((units * forums, levels), np.int64)
    twice[programme.twice] = np.maximum(dues[programme.first_twice : programme.first_counted], 0)
    return Prices(joined(dues[programme.first_counted :]), joined(twice).reshape(units, forums), PARTS)
