"""From seats and prices in drawn numbers back to names: assignment, objective, certificate, bound."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from forums.assignment.flow import Seating
from forums.assignment.network import Network
from forums.assignment.options import NOWHERE
from forums.assignment.problem import SLOT, Problem
from forums.assignment.rows import Ints, Rows
from forums.assignment.solution import Certificate, Price

Levels = tuple[tuple[str, int], ...]


def worth(network: Network, seating: Seating) -> Ints:
    """Return what *seating* adds to each level; less is better, so ranks to be had often are negative."""
    vector = worth_without_crossings(network, seating)
    if network.crossings.is_soft:
        vector[network.soft_level] += network.crossings.excess(network.places.group, seating.forum)
    return vector


def worth_without_crossings(network: Network, seating: Seating) -> Ints:
    """Return the worth as far as the network itself counts it."""
    vector: Ints = network.costs[seating.kind].sum(axis=0)
    if network.soft_level >= 0:
        vector[network.soft_level] = network.rows.violations(network.rows.counts(seating.node)).sum()
    return vector


def least_worth(network: Network) -> Ints:
    """Return a bound on every level for itself: everyone has what is best for it, and only the seats are counted."""
    options = network.options
    vector = np.zeros(len(network.levels), np.int64)
    for index in range(len(network.levels)):
        least = np.full(len(network.participants), np.iinfo(np.int64).max)
        np.minimum.at(least, options.person, network.costs[options.kind, index])
        vector[index] = least.sum()
    unplaced = network.levels.index("unplaced")
    seats = int(network.rows.most[: network.rows.first_sector].sum())
    vector[unplaced] = max(vector[unplaced], len(network.participants) - seats)
    return vector


def in_words(network: Network, vector: Ints) -> Levels:
    """Return (level, people) pairs."""
    return tuple(zip(network.levels, np.abs(vector).tolist(), strict=True))


def assignment_of(problem: Problem, network: Network, seating: Seating) -> dict[str, Mapping[int, str]]:
    """Return participant → slot → forum in the order of the problem; all of a forum share one mapping."""
    nowhere: Mapping[int, str] = {}
    places: list[Mapping[int, str]] = [{SLOT: forum.id} for forum in network.forums]
    assignment = dict.fromkeys((one.id for one in problem.participants), nowhere)
    for participant, forum in zip(network.participants, seating.forum.tolist(), strict=True):
        assignment[participant.id] = nowhere if forum == NOWHERE else places[forum]
    return assignment


def certificate_of(network: Network, prices: Ints, surcharge: Ints | None) -> Certificate:
    """Name the rows and crossings that have a price."""
    forums, crossings = [forum.id for forum in network.forums], network.crossings
    certificate = name_prices(network.rows, forums, prices)
    if surcharge is None:
        return certificate
    of_crossings = {
        (forums[crossings.forum[number]], crossings.org[number]): tuple(surcharge[number].tolist())
        for number in np.flatnonzero(surcharge.any(axis=1)).tolist()
    }
    return replace(certificate, organisations={**certificate.organisations, **of_crossings})


def name_prices(rows: Rows, forum_ids: list[str], prices: Ints) -> Certificate:
    forums: dict[str, Price] = {}
    sectors: dict[tuple[str, str], Price] = {}
    organisations: dict[tuple[str, str], Price] = {}
    for row in np.flatnonzero(prices.any(axis=1)).tolist():
        forum, sector, org = forum_ids[rows.forum[row]], rows.sector[row], rows.org[row]
        price = tuple(prices[row].tolist())
        if org is not None:
            organisations[forum, org] = price
        elif sector is not None:
            sectors[forum, sector] = price
        else:
            forums[forum] = price
    return Certificate(forums, sectors, organisations)
