"""The harvest as a document: for every table its key points first, then round by round what was said, and the photos."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from forums.tables import queries
from forums.tables.models import HarvestNote, HarvestPhoto, TableRound, ThematicTable


@dataclass(frozen=True)
class RoundHarvest:
    """What was written down in one round; ``one`` is None for what belongs to the table as a whole."""

    one: TableRound | None
    notes: Sequence[HarvestNote]


@dataclass(frozen=True)
class TableHarvest:
    """One page: the table, its key points, and everything else in the order of the rounds."""

    table: ThematicTable
    keys: Sequence[HarvestNote]
    rounds: Sequence[RoundHarvest]
    photos: Sequence[HarvestPhoto]
    clashes: int  # second versions that no host has settled yet

    @property
    def number(self) -> int:
        """How many notes there are."""
        return len(self.keys) + sum(len(one.notes) for one in self.rounds)


def harvest_of(session: Session, congress_id: int) -> list[TableHarvest]:
    """Gather the whole harvest, a page a table, in five statements."""
    tables = queries.tables(session, congress_id)
    rounds = queries.rounds(session, congress_id)
    ids = [table.id for table in tables]
    notes, photos = queries.notes(session, ids), queries.photos(session, ids)
    return [
        _page(
            table,
            rounds,
            [note for note in notes if note.table_id == table.id],
            [photo for photo in photos if photo.table_id == table.id],
        )
        for table in tables
    ]


def settled(pages: Sequence[TableHarvest]) -> list[TableHarvest]:
    """Leave out second versions that no host has settled yet: the world is told what a table stands by."""

    def kept(notes: Sequence[HarvestNote]) -> list[HarvestNote]:
        return [note for note in notes if not note.clash_of]

    return [
        replace(
            page,
            keys=kept(page.keys),
            rounds=[RoundHarvest(part.one, kept(part.notes)) for part in page.rounds if kept(part.notes)],
            clashes=0,
        )
        for page in pages
    ]


def _page(
    table: ThematicTable, rounds: Sequence[TableRound], notes: Sequence[HarvestNote], photos: Sequence[HarvestPhoto]
) -> TableHarvest:
    return TableHarvest(
        table,
        keys=[note for note in notes if note.kind == "key"],
        rounds=list(_by_round(rounds, [note for note in notes if note.kind != "key"])),
        photos=photos,
        clashes=sum(bool(note.clash_of) for note in notes),
    )


def _by_round(rounds: Sequence[TableRound], notes: Sequence[HarvestNote]) -> Iterator[RoundHarvest]:
    """Rounds that brought nothing are left out; what belongs to no round (any more) comes last."""
    known = {one.number for one in rounds}
    for one in rounds:
        if found := [note for note in notes if note.round_number == one.number]:
            yield RoundHarvest(one, found)
    if rest := [note for note in notes if note.round_number not in known]:
        yield RoundHarvest(None, rest)
