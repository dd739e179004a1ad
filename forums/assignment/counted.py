"""What is counted in the general problem: people, sectors, levels and organisations in a forum, and pairs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forums.assignment.problem import Forum
from forums.assignment.rows import NONE, Ints
from forums.assignment.solution import Place
from forums.assignment.units import BROKEN, FIXED, MAXIMUM, Case, are_there_alike

UNBOUNDED = 10**12
FREE = NONE  # The cost level of a shortfall or excess that is not allowed at all.


@dataclass(frozen=True, slots=True)
class Counted:
    """Row r counts people at ``place[r]`` and wants ``least[r]`` to ``most[r]``.

    Each person below counts once at level ``below[r]`` of the objective, each above at level ``above[r]`` (``FREE``: no
    such thing). ``of_class[k][class, period, f]`` is the row that counts people of a class of the k-th sort there, and
    ``classes[k][p]`` everyone's class. Rows of pairs count single people: ``person``, ``period``, ``forum``, ``row`` and
    ``sign`` of each. Rows with the same ``excess`` share one excess, at most 1 (who is apart in a slot is so once).
    """

    place: list[Place]
    least: Ints
    most: Ints
    below: Ints
    above: Ints
    excess: Ints
    classes: list[Ints]
    of_class: list[Ints]
    person: Ints
    period: Ints
    forum: Ints
    row: Ints
    sign: Ints

    def __len__(self) -> int:
        return len(self.place)


def counted_in(case: Case) -> Counted:
    """List the rows of *case*; what can never bind, such as a cap above the number of members, is left out."""
    draft = _Draft(case)
    draft.add_forums()
    draft.add_quotas("sector", "sector_quota")
    draft.add_quotas("level", "level_quota")
    draft.add_organisations()
    draft.add_pairs_apart()
    draft.add_pairs_together()
    draft.add_fixed()
    return draft.counted()


class _Draft:
    """Rows in the making."""

    def __init__(self, case: Case) -> None:
        self.case, self.problem = case, case.problem
        self.soft = case.levels.index("soft") if "soft" in case.levels else FREE
        self.shape = (len(case.periods), len(case.forums))
        self.place: list[Place] = []
        self.spans: list[tuple[int, int, int, int, int]] = []
        self.classes: list[Ints] = []
        self.of_class: list[Ints] = []
        self.entries: list[tuple[int, int, int, int, int]] = []

    def add(self, place: Place, span: tuple[int, int], *, below: int, above: int, excess: int = NONE) -> int:
        self.place.append(place)
        self.spans.append((*span, below, above, excess))
        return len(self.place) - 1

    def offered(self) -> Iterator[tuple[int, int, int, int, Forum]]:
        """Yield period, forum by number, first slot, how many slots, and the forum."""
        for period, slots in enumerate(self.case.periods):
            for index, forum in enumerate(self.case.forums):
                if slots[0] in forum.capacity:
                    yield period, index, slots[0], len(slots), forum

    def add_forums(self) -> None:
        row = np.full((1, *self.shape), NONE)
        short = self.soft if "minimum" in self.problem.soft else self.case.levels.index(BROKEN)
        for period, index, slot, times, forum in self.offered():
            least, most = forum.capacity[slot]
            if least > 0 or most < len(self.case.people):
                span, place = (times * least, times * most), Place("forum", forum.id, slot)
                above = self.soft if MAXIMUM in self.problem.soft else FREE
                row[0, period, index] = self.add(place, span, below=short if least else FREE, above=above)
        self.classes.append(np.zeros(len(self.case.people), np.int64))
        self.of_class.append(row)

    def add_quotas(self, sort: str, quota: str) -> None:
        is_soft = quota in self.problem.soft
        short = self.soft if is_soft else self.case.levels.index(BROKEN)
        names = [getattr(one, sort) for one in self.case.people]
        drawn = list(dict.fromkeys(name for name in names if name is not None))
        asked = sorted({name for forum in self.case.forums for name in getattr(forum, quota)}.difference(drawn))
        number = {name: index for index, name in enumerate([*drawn, *asked])}
        row = np.full((len(number) + 1, *self.shape), NONE)
        for period, index, slot, times, forum in self.offered():
            for name, (least, most) in getattr(forum, quota).items():
                place, above = Place(sort, forum.id, slot, name), self.soft if is_soft else FREE
                span = (times * least, times * most)
                below = short if least else FREE
                row[number[name], period, index] = self.add(place, span, below=below, above=above)
        self.classes.append(np.array([number.get(name, NONE) for name in names], np.int64))
        self.of_class.append(row)

    def add_organisations(self) -> None:
        most = self.problem.org_max
        members = Counter(one.org for one in self.case.people if one.org is not None)
        crowded = [] if most is None else [org for org, count in members.items() if count > most]
        number = {org: index for index, org in enumerate(crowded)}
        row = np.full((len(number) + 1, *self.shape), NONE)
        above = self.soft if "org_max" in self.problem.soft else FREE
        for period, index, slot, times, forum in self.offered():
            for org in crowded:
                place, span = Place("org", forum.id, slot, org), (0, times * (most or 0))
                row[number[org], period, index] = self.add(place, span, below=FREE, above=above)
        self.classes.append(np.array([number.get(one.org or "", NONE) for one in self.case.people], np.int64))
        self.of_class.append(row)

    def add_pairs_apart(self) -> None:
        number = {one.id: index for index, one in enumerate(self.case.people)}
        above = self.soft if "apart" in self.problem.soft else FREE
        for one, other in self.problem.apart:
            for period, index, slot, _, forum in self.offered():
                pair = [number[one], number[other]]
                if all(self.case.may[self.case.unit[person], period, index] for person in pair):
                    place = Place("apart", forum.id, slot, one, other)
                    row = self.add(place, (0, 1), below=FREE, above=above)
                    self.entries += [(person, period, index, row, 1) for person in pair]

    def add_pairs_together(self) -> None:
        """Count in how many slots a pair is parted: one is in a forum, the other is not.

        That is a cost where the rule is soft, else forbidden; whoever is seated as one needs no such row.
        """
        is_soft = "together" in self.problem.soft
        number = {one.id: index for index, one in enumerate(self.case.people)}
        periods = len(self.case.periods)
        for pair, names in enumerate(self.problem.together):
            both = [self.case.people[number[name]] for name in names]
            away = {slot for one in both for slot in one.absent}
            if not is_soft and are_there_alike(*both):
                continue
            for one, other in (names, names[::-1]):
                for period, index, slot, _, forum in self.offered():
                    if slot not in away:
                        place, shared = Place("together", forum.id, slot, one, other), pair * periods + period
                        above, excess = (self.soft, shared) if is_soft else (FREE, NONE)
                        row = self.add(place, (-UNBOUNDED, 0), below=FREE, above=above, excess=excess)
                        self.entries += [(number[one], period, index, row, 1), (number[other], period, index, row, -1)]

    def add_fixed(self) -> None:
        if FIXED in self.problem.soft:
            number = {forum.id: index for index, forum in enumerate(self.case.forums)}
            for person, one in enumerate(self.case.people):
                for slot, name in one.fixed.items():
                    period = next(index for index, slots in enumerate(self.case.periods) if slot in slots)
                    row = self.add(Place(FIXED, name, slot, one.id), (1, 1), below=self.soft, above=FREE)
                    self.entries.append((person, period, number[name], row, 1))

    def counted(self) -> Counted:
        least, most, below, above, excess = np.array(self.spans, np.int64).reshape(-1, 5).T.copy()
        entries = np.array(self.entries, np.int64).reshape(-1, 5).T.copy()
        columns = (least, most, below, above, excess)
        return Counted(self.place, *columns, self.classes, self.of_class, *entries)
