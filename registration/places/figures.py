"""What the organisers' pages say about places: how many are taken, who waits, and for what."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.orm import in_language
from registration.participants import queries as participants_of
from registration.participants.rules import HOLDING, Status
from registration.places import queries
from registration.places.models import Category, Quota
from registration.places.naming import name_of
from registration.places.rules import Room, lacking, needs


@dataclass(frozen=True)
class CategoryFigures:
    """A category with its people; ``capacity`` is that of its own quota, None without one."""

    category: Category
    held: int
    waiting: int
    capacity: int | None


@dataclass(frozen=True)
class QuotaFigures:
    """A quota with its name, and who waits for it."""

    quota: Quota
    name: str
    waiting: int

    @property
    def is_over(self) -> bool:
        """Tell whether more places are held than the quota has, since it was made smaller."""
        return self.quota.held > self.quota.capacity


@dataclass(frozen=True)
class Figures:
    """Everything that the page of places shows."""

    categories: list[CategoryFigures]
    quotas: list[QuotaFigures]


@dataclass(frozen=True)
class InLine:
    """A turn on the waiting list: who waits with it, since when, and what there is none left of."""

    position: int
    ids: tuple[int, ...]
    public_id: str
    name: str
    category: str
    people: int
    since: datetime
    wants: list[str]  # names of full quotas
    is_congress_full: bool


def figures_of(session: Session, congress_id: int, *, language: str) -> Figures:
    """Gather what the page of places shows, by as many questions for one quota as for a hundred."""
    categories, quotas = queries.categories(session, congress_id), queries.quotas(session, congress_id)
    counted = participants_of.number_by_role(session, congress_id)
    claims = [claim for waiting in participants_of.waiting(session, congress_id) for claim in waiting.claims]
    wanted = Counter(needs(quotas, claims))
    own = {quota.category: quota.capacity for quota in quotas if not (quota.day or quota.organisation_key)}
    return Figures(
        [
            CategoryFigures(
                category,
                held=sum(counted.get((category.code, status), 0) for status in HOLDING),
                waiting=counted.get((category.code, Status.WAITING), 0),
                capacity=own.get(category.code),
            )
            for category in categories
        ],
        [QuotaFigures(quota, name_of(quota, categories).in_language(language), wanted[quota.id]) for quota in quotas],
    )


def queue_of(session: Session, congress_id: int, *, language: str) -> list[InLine]:
    """List the waiting list in its order."""
    categories, quotas = queries.categories(session, congress_id), queries.quotas(session, congress_id)
    counted = participants_of.places(session, congress_id)
    room = Room.of(counted.capacity - counted.held, quotas)
    names = {quota.id: name_of(quota, categories).in_language(language) for quota in quotas}
    labels = {category.code: in_language(category.label, language) for category in categories}
    queue = list(participants_of.waiting(session, congress_id))
    people = participants_of.by_ids(session, [waiting.people[0] for waiting in queue])
    found = []
    for position, waiting in enumerate(queue, 1):
        first = people[waiting.people[0]]
        short = lacking(room, len(waiting.people), needs(quotas, waiting.claims))
        found.append(
            InLine(
                position=position,
                ids=waiting.people,
                public_id=first.public_id,
                name=first.name,
                category=labels.get(first.role, first.role),
                people=len(waiting.people),
                since=first.registered_at,
                wants=[names[quota] for quota in short.quotas],
                is_congress_full=short.is_congress_full,
            )
        )
    return found
