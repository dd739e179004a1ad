"""The counted places with their prices and bounds, for adding up a certificate's bound. Shares no code with the solver."""

from collections.abc import Iterator, Sequence

from forums.assignment.certificate import Bounds, Count
from forums.assignment.problem import SLOT, Problem
from forums.assignment.solution import Certificate, Price, Rule


def unreadable(problem: Problem, certificate: Certificate, levels: int) -> Iterator[str]:
    """Find prices of places that nobody counts, and prices with too few or too many levels."""
    offered = {forum.id: forum for forum in problem.forums if SLOT in forum.capacity}
    prices: list[tuple[str, Price]] = []
    for forum, price in certificate.forums.items():
        prices.append((forum, price))
        if forum not in offered:
            yield f"the certificate has a price for {forum}, which is not offered"
    for (forum, sector), price in certificate.sectors.items():
        prices.append((f"{sector} in {forum}", price))
        if forum not in offered or sector not in offered[forum].sector_quota:
            yield f"the certificate has a price for {sector} in {forum}, which no rule counts"
    for (forum, org), price in certificate.organisations.items():
        prices.append((f"{org} in {forum}", price))
        if forum not in offered or problem.org_max is None:
            yield f"the certificate has a price for {org} in {forum}, which no rule counts"
    for place, price in prices:
        if len(price) != levels:
            yield f"the price of {place} has {len(price)} levels instead of {levels}"


def counts_of(problem: Problem, certificate: Certificate, levels: tuple[str, ...]) -> list[Count]:
    """List the counts that all rules of *problem* bound."""
    rows = _Rows(len(problem.participants), len(levels), levels.index("soft") if "soft" in levels else None)
    for forum in problem.forums:
        if SLOT in forum.capacity:
            least, most = forum.capacity[SLOT]
            price = certificate.forums.get(forum.id)
            if "minimum" in problem.soft:
                rows.add(price, hard=(0, most), soft=(least, None))
            else:
                rows.add(price, hard=(least, most))
            for sector, (fewest, largest) in forum.sector_quota.items():
                is_soft = "sector_quota" in problem.soft
                rows.add_either(certificate.sectors.get((forum.id, sector)), (fewest, largest), is_soft=is_soft)
    for price in certificate.organisations.values():
        rows.add_either(price, (0, problem.org_max), is_soft="org_max" in problem.soft)
    return rows.counts


def counts_of_rules(people: int, certificate: Certificate, rules: Sequence[Rule]) -> list[Count]:
    """List the counts when nothing holds but *rules*."""
    bounds: dict[tuple[str, str, str], Bounds] = {}
    for rule in rules:
        least, most = (rule.limit, None) if rule.kind.endswith("minimum") else (None, rule.limit)
        kind = rule.kind.removesuffix("minimum").removesuffix("maximum")
        key = (kind, rule.forum, rule.sector or rule.org or "")
        low, high = bounds.get(key, (0, people))
        bounds[key] = (low if least is None else least, high if most is None else most)
    rows = _Rows(people, 1, None)
    for forum, price in certificate.forums.items():
        rows.add(price, hard=bounds.get(("", forum, ""), (0, None)))
    for (forum, sector), price in certificate.sectors.items():
        rows.add(price, hard=bounds.get(("sector_", forum, sector), (0, None)))
    for (forum, org), price in certificate.organisations.items():
        rows.add(price, hard=bounds.get(("org_max", forum, org), (0, None)))
    return rows.counts


class _Rows:
    """Counts in the making; ``None`` as upper bound means everybody."""

    def __init__(self, people: int, levels: int, soft_level: int | None) -> None:
        self.people, self.nothing, self.soft_level = people, (0,) * levels, soft_level
        self.counts: list[Count] = []

    def add(
        self, price: Price | None, *, hard: tuple[int, int | None], soft: tuple[int, int | None] = (0, None)
    ) -> None:
        least, most = hard[0], self.people if hard[1] is None else min(hard[1], self.people)
        softest = self.people if soft[1] is None else soft[1]
        # More may be demanded than there are people; the demand then counts, which is what shows that it cannot be met.
        bounds = (least, max(least, most))
        self.counts.append(Count(price or self.nothing, bounds, (soft[0], softest), self.soft_level))

    def add_either(self, price: Price | None, bounds: tuple[int, int | None], *, is_soft: bool) -> None:
        if is_soft:
            self.add(price, hard=(0, None), soft=bounds)
        else:
            self.add(price, hard=bounds)
