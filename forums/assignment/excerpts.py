"""Parts of a general problem whose others stay where they are, with the people who change places as a last level."""

from dataclasses import dataclass, replace

import numpy as np

from forums.assignment.counted import FREE, Counted
from forums.assignment.options import NOWHERE, Flags
from forums.assignment.programme import Programme, columns_of
from forums.assignment.rows import NONE, Ints
from forums.assignment.solution import Solution
from forums.assignment.units import Case

MOVERS = "movers"  # The level after all others.


def seats_in(case: Case, solution: Solution) -> Ints:
    """Return the forum of every person in every slot (``NOWHERE``: none)."""
    number = {forum.id: index for index, forum in enumerate(case.forums)}
    seats = np.full((len(case.people), len(case.periods)), NOWHERE)
    for person, one in enumerate(case.people):
        for slot, name in solution.assignment[one.id].items():
            seats[person, slot] = number[name]
    return seats


def places_of(case: Case, seats: Ints) -> Flags:
    """Return the places that units take (unit × slot × forum)."""
    taken = np.zeros(case.may.shape, np.bool_)
    person, slot = np.nonzero(seats != NOWHERE)
    taken[case.unit[person], slot, seats[person, slot]] = True
    return taken


def with_movers(case: Case, seats: Ints) -> Case:
    """Count, as a last level, who sits elsewhere than by *seats*."""
    levels, kinds = (*case.levels, MOVERS), len(case.costs)
    costs = np.pad(case.costs, ((0, 0), (0, 1)))
    moved = costs.copy()
    moved[:, -1] = 1
    elsewhere = np.arange(len(case.forums)) != seats[:, :, None]
    return replace(
        case,
        levels=levels,
        costs=np.concatenate([costs, moved]),
        kind=case.kind + kinds * elsewhere,
        outside=case.outside + kinds * (seats != NOWHERE),
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """A case, what is counted in it, and who sits where: what excerpts are taken from."""

    case: Case
    counted: Counted
    seats: Ints

    def excerpt(self, units: Ints, may: Flags) -> tuple[Case, Counted]:
        """Return the case of *units* only, with the places that they *may* take; all others stay."""
        case = self.case
        members = [case.members[unit] for unit in units.tolist()]
        people = np.array([person for some in members for person in some], np.int64)
        sizes = [len(some) for some in members]
        ends = np.cumsum(sizes)
        small = replace(
            case,
            people=[case.people[person] for person in people.tolist()],
            unit=np.repeat(np.arange(len(units)), sizes),
            members=[list(range(end - size, end)) for end, size in zip(ends.tolist(), sizes, strict=True)],
            kind=case.kind[people],
            outside=case.outside[people],
            may=may[units],
            is_due=case.is_due[units],
        )
        return small, self._counted(people, (may | places_of(case, self.seats))[case.unit[people]])

    def _counted(self, people: Ints, reach: Flags) -> Counted:
        """Count only *people*, within what the others leave, and only where they could break a rule by what they *reach*."""
        counted, count = self.counted, len(self.counted)
        number = np.full(len(self.case.people), NONE)
        number[people] = np.arange(len(people))
        is_kept = number[counted.person] != NONE
        sits = self.seats[counted.person, counted.period] == counted.forum
        staying = sits & ~is_kept
        others = np.bincount(counted.row[staying], weights=counted.sign[staying], minlength=count).astype(np.int64)
        person, slot, forum = np.nonzero(reach)
        could = np.zeros(count, np.int64)
        kept_seats = self.seats[people]
        for classes, of_class in zip(counted.classes, counted.of_class, strict=True):
            others += _rows_of(classes, of_class, self.seats, count) - _rows_of(
                classes[people], of_class, kept_seats, count
            )
            rows = of_class[classes[people[person]], slot, forum]
            could += np.bincount(rows[rows != NONE], minlength=count)
        lacks = (counted.below != FREE) & (counted.least > others)
        used = (could > 0) & (lacks | (could > counted.most - others))
        used[counted.row[is_kept]] = True
        renumbered = np.append(np.where(used, np.cumsum(used) - 1, NONE), NONE)
        return Counted(
            [counted.place[row] for row in np.flatnonzero(used).tolist()],
            (counted.least - others)[used],
            (counted.most - others)[used],
            counted.below[used],
            counted.above[used],
            counted.excess[used],
            [classes[people] for classes in counted.classes],
            [renumbered[of_class] for of_class in counted.of_class],
            number[counted.person[is_kept]],
            counted.period[is_kept],
            counted.forum[is_kept],
            renumbered[counted.row[is_kept]],
            counted.sign[is_kept],
        )


def _rows_of(classes: Ints, of_class: Ints, seats: Ints, count: int) -> Ints:
    """Count people in rows of classes."""
    rows = of_class[classes[:, None], np.arange(seats.shape[1]), np.where(seats == NOWHERE, 0, seats)]
    found: Ints = np.bincount(rows[(seats != NOWHERE) & (rows != NONE)], minlength=count).astype(np.int64)
    return found


def worth_of(case: Case, counted: Counted, places: Flags) -> Ints:
    """Add up the levels where units take *places*."""
    programme = Programme(case, counted, columns_of(case, places))
    outside = 1 - places.any(axis=2).astype(np.int64)
    return programme.worth(np.ones(len(programme.columns), np.int64), outside.reshape(-1))
