"""The counted places: forums, sectors in forums, organisations in forums, each within the next larger one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forums.assignment.problem import SLOT, Forum, Participant, Problem

Ints = npt.NDArray[np.int64]
Group = tuple[str | None, str | None]
NONE = -1
OUTSIDE = 0  # The node everyone ends in, and where those without a place go at once.


@dataclass(frozen=True, slots=True)
class Rows:
    """Row r counts the people in one place and is node r + 1; they go on to node ``parent[r]``, ``OUTSIDE`` from a forum.

    The count must lie in [least, most]; each person below ``soft_least`` or above ``soft_most`` is a violation. The
    first rows are the forums, then come sectors in forums, then organisations in either. ``sector`` and ``org`` are
    ``None`` where the row does not ask for them.
    """

    parent: Ints
    least: Ints
    most: Ints
    soft_least: Ints
    soft_most: Ints
    forum: Ints
    sector: list[str | None]
    org: list[str | None]
    first_sector: int
    first_org: int

    def __len__(self) -> int:
        return len(self.parent)

    def counts(self, node: Ints) -> Ints:
        """Count the people in every row when ``node[p]`` is where person p is counted first."""
        at_node = np.bincount(node, minlength=len(self) + 1)
        for part in (slice(self.first_org, None), slice(self.first_sector, self.first_org)):
            np.add.at(at_node, self.parent[part], at_node[1:][part])
        return at_node[1:]

    def violations(self, counts: Ints) -> Ints:
        below: Ints = np.maximum(self.soft_least - counts, 0)
        above: Ints = np.maximum(counts - self.soft_most, 0)
        return below + above


@dataclass(frozen=True, slots=True)
class Crossings:
    """Organisation caps that cut across sector quotas: the members lie in several rows of one forum.

    Number n is organisation ``org[n]`` in forum ``forum[n]``, and ``number[group, f]`` tells it (``NONE``: no crossing).
    """

    number: Ints
    forum: list[int]
    org: list[str]
    most: int
    is_soft: bool

    def __len__(self) -> int:
        return len(self.org)

    def counts(self, group: Ints, forum: Ints) -> Ints:
        """Count the members in every crossing when those of ``group[p]`` sit in ``forum[p]``, below 0 in none."""
        number = self.number[group[forum >= 0], forum[forum >= 0]]
        return np.bincount(number[number != NONE], minlength=len(self)).astype(np.int64)

    def excess(self, group: Ints, forum: Ints) -> int:
        return int(np.maximum(self.counts(group, forum) - self.most, 0).sum())


@dataclass(frozen=True, slots=True)
class Places:
    """Where a person is counted first: ``leaf[group[p], f]`` is the node for person p in forum f.

    ``groups`` are (sector, organisation) as far as a rule asks for them.
    """

    rows: Rows
    leaf: Ints
    group: Ints
    groups: list[Group]
    crossings: Crossings


def lay_out(problem: Problem, participants: Sequence[Participant], forums: Sequence[Forum]) -> Places:
    """Build the rows for *participants* in the offered *forums*."""
    draft = _Draft(problem, forums, len(participants))
    for index in range(len(forums)):
        draft.add_forum(index)
    sectors = {sector for forum in forums for sector in forum.sector_quota}
    groups, group = _groups(participants, sectors, _capped(problem, participants))
    leaf = np.tile(np.arange(1, len(forums) + 1), (len(groups), 1))
    # Sectors come in the order in which the drawn people do, lest the alphabet break ties.
    drawn = dict.fromkeys([sector for sector, _ in groups if sector is not None])
    rows_of_sector = draft.add_sectors([*drawn, *sorted(sectors.difference(drawn))])
    for number, (sector, _) in enumerate(groups):
        for index, node in rows_of_sector.get(sector, ()):
            leaf[number, index] = node
    crossings = draft.add_organisations(groups, leaf)
    return Places(draft.rows(), leaf, group, groups, crossings)


def _capped(problem: Problem, participants: Sequence[Participant]) -> set[str]:
    """Name the organisations with more members than may sit together."""
    if problem.org_max is None:
        return set()
    members = Counter([participant.org for participant in participants if participant.org is not None])
    return {org for org, count in members.items() if count > problem.org_max}


def _groups(participants: Sequence[Participant], sectors: set[str], orgs: set[str]) -> tuple[list[Group], Ints]:
    """Sort the people by sector and organisation, as far as a rule asks for it."""
    if not sectors and not orgs:
        return [(None, None)], np.zeros(len(participants), np.int64)
    numbers: dict[Group, int] = {}
    group = np.empty(len(participants), np.int64)
    for index, participant in enumerate(participants):
        sector = participant.sector if participant.sector in sectors else None
        org = participant.org if participant.org in orgs else None
        group[index] = numbers.setdefault((sector, org), len(numbers))
    return list(numbers) or [(None, None)], group


class _Draft:
    """Rows in the making."""

    def __init__(self, problem: Problem, forums: Sequence[Forum], people: int) -> None:
        self.problem = problem
        self.forums = forums
        self.people = people
        self.spans: list[tuple[int, int, int, int, int, int]] = []
        self.sector: list[str | None] = []
        self.org: list[str | None] = []

    def add(self, parent: int, hard: tuple[int, int], soft: tuple[int, int], forum: int) -> int:
        """Append a row and return its node."""
        self.spans.append((parent, hard[0], min(hard[1], self.people), soft[0], soft[1], forum))
        self.sector.append(None)
        self.org.append(None)
        return len(self.spans)

    def add_forum(self, index: int) -> None:
        least, most = self.forums[index].capacity[SLOT]
        if "minimum" in self.problem.soft:
            self.add(OUTSIDE, (0, most), (least, self.people), index)
        else:
            self.add(OUTSIDE, (least, most), (0, self.people), index)

    def add_sectors(self, sectors: list[str]) -> dict[str | None, list[tuple[int, int]]]:
        """Add a row for each quota; return (forum, node) pairs by sector."""
        added: dict[str | None, list[tuple[int, int]]] = {}
        is_soft = "sector_quota" in self.problem.soft
        for sector in sectors:
            for index, forum in enumerate(self.forums):
                if sector in forum.sector_quota:
                    quota, free = forum.sector_quota[sector], (0, self.people)
                    node = self.add(index + 1, free if is_soft else quota, quota if is_soft else free, index)
                    self.sector[-1] = sector
                    added.setdefault(sector, []).append((index, node))
        return added

    def add_organisations(self, groups: list[Group], leaf: Ints) -> Crossings:
        """Add a row for each capped organisation and forum and put its groups there; return what does not nest."""
        by_org: dict[str, list[int]] = {}
        for number, (_, org) in enumerate(groups):
            if org is not None:
                by_org.setdefault(org, []).append(number)
        crossing = np.full(leaf.shape, NONE, np.int64)
        apart: list[tuple[int, str]] = []
        for org, numbers in by_org.items():
            for index in range(len(self.forums)):
                if not self._add_organisation(org, numbers, index, leaf):
                    crossing[numbers, index] = len(apart)
                    apart.append((index, org))
        most, is_soft = self.problem.org_max or 0, "org_max" in self.problem.soft
        return Crossings(crossing, [forum for forum, _ in apart], [org for _, org in apart], most, is_soft)

    def _add_organisation(self, org: str, numbers: list[int], index: int, leaf: Ints) -> bool:
        """Add the row if the groups *numbers* lie in one row of the forum; say whether they do."""
        parents = {int(leaf[number, index]) for number in numbers}
        if len(parents) > 1:
            return False
        is_soft = "org_max" in self.problem.soft
        cap, free = (0, self.problem.org_max or 0), (0, self.people)
        node = self.add(parents.pop(), free if is_soft else cap, cap if is_soft else free, index)
        self.org[-1] = org
        leaf[numbers, index] = node
        return True

    def rows(self) -> Rows:
        parent, least, most, soft_least, soft_most, forum = np.array(self.spans, np.int64).reshape(-1, 6).T.copy()
        first_org = sum(org is None for org in self.org)
        bounds = (len(self.forums), first_org)
        return Rows(parent, least, most, soft_least, soft_most, forum, self.sector, self.org, *bounds)
