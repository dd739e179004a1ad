"""Invent the participants of an example congress: same file, same seed, same people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from app.demo import answers, names
from app.demo.catalogue import CongressEntry, OrganisationEntry
from app.demo.names import Name
from app.demo.wishes import Taste
from registration.organisations.rules import OrganisationRole
from registration.participants.rules import ParticipantRole, RegistrationRequest, Sector, Status, clean_request

# Invented people never belong to real organisations, which is what hosts and funders are.
REAL = {OrganisationRole.HOST, OrganisationRole.FUNDER}
# Each of these sends at least one.
SENDING = {OrganisationRole.CARRIER, OrganisationRole.PARTNER}
OPEN_SINCE = timedelta(days=45)
OTHERWISE_TYPED = 0.15  # share of people who write "e.V." where the register says "e. V."


@dataclass(frozen=True)
class Person:
    """What somebody answers, with wishes as numbers of forums; ``moderates`` is the number of their own forum."""

    request: RegistrationRequest
    wishes: tuple[int, ...]
    moderates: int | None


@dataclass(frozen=True)
class Guest:
    """A person who registered, and what became of it."""

    person: Person
    status: Status
    registered_at: datetime
    confirmed_at: datetime | None = None
    cancelled_at: datetime | None = None


def opening(congress: CongressEntry, *, now: datetime) -> datetime:
    """Tell when registration opens; one that is always open for trying out opened at least OPEN_SINCE ago."""
    entry = congress.registration
    return min(entry.opens_at, now - OPEN_SINCE) if entry.always_open else entry.opens_at


def people(congress: CongressEntry, *, now: datetime) -> list[Guest]:
    """Invent everybody who registered, in the order of registering."""
    plan = congress.people
    random = Random(plan.seed)  # noqa: S311 -- a seed makes the same people every time; nothing here is secret
    inventor = _Inventor(congress, random)
    invented = [*inventor.living(plan.confirmed + plan.pending), *inventor.gone(plan.cancelled + plan.lapsed)]
    statuses = [Status.CONFIRMED] * plan.confirmed + [Status.PENDING] * plan.pending
    statuses += [Status.CANCELLED] * plan.cancelled + [Status.LAPSED] * plan.lapsed
    calendar = _Calendar(opening(congress, now=now), min(congress.registration.closes_at, now), now, random)
    timed = [calendar.settle(person, status) for person, status in zip(invented, statuses, strict=True)]
    return sorted(timed, key=lambda guest: guest.registered_at)


class _Inventor:
    """Draws people from the shares that the congress' file gives."""

    def __init__(self, congress: CongressEntry, random: Random) -> None:
        self.congress = congress
        self.random = random
        self.taste = Taste([(forum.number, forum.popularity, forum.draws) for forum in congress.forums], random)
        self.sector_by_organisation = {entry.name: entry.sector for entry in congress.organisations}
        self.pools = {sector.value: _pool(congress.organisations, sector) for sector in Sector}
        self.mailboxes: Counter[str] = Counter()
        self.unrepresented = {
            sector: [entry.name for entry in pool if entry.role in SENDING] for sector, pool in self.pools.items()
        }
        self.private = congress.people.private

    def living(self, number: int) -> Iterator[Person]:
        """Invent those who come: exactly the shares of the file, those named in the programme first."""
        plan = self.congress.people
        sectors, scripts = _spread(plan.sectors), _spread(plan.scripts)
        named = list(self._named())
        for person in named:
            sectors.remove(person.request.sector)
            scripts.remove("german")
        yield from named
        self.random.shuffle(sectors)
        self.random.shuffle(scripts)
        roles = _spread(plan.roles)
        roles += [ParticipantRole.PARTICIPANT.value] * (number - len(named) - len(roles))
        for sector, script, role in zip(sectors, scripts, roles, strict=True):
            name = names.draw(self.random, script)
            yield self._person(name, script, sector, self._next_organisation(sector), role)

    def gone(self, number: int) -> Iterator[Person]:
        """Invent those who cancelled or never confirmed."""
        plan = self.congress.people
        for _ in range(number):
            sector = self._weighted(plan.sectors)
            script = self._weighted(plan.scripts)
            name = names.draw(self.random, script)
            yield self._person(name, script, sector, self._organisation(sector), ParticipantRole.PARTICIPANT)

    def _named(self) -> Iterator[Person]:
        for forum in self.congress.forums:
            for moderator in forum.moderators:
                yield self._named_person(
                    moderator.name, moderator.organisation, ParticipantRole.MODERATOR, forum.number
                )
        for speaker in self.congress.speakers:
            if speaker.attends:
                yield self._named_person(speaker.name, speaker.organisation, ParticipantRole.SPEAKER, None)

    def _named_person(self, name: str, organisation: str, role: str, moderates: int | None) -> Person:
        sector = self.sector_by_organisation[organisation]
        if organisation in self.unrepresented[sector]:
            self.unrepresented[sector].remove(organisation)
        person = self._person(names.named(name), "german", sector, organisation, role)
        return replace(person, wishes=(moderates,), moderates=moderates) if moderates else person

    def _person(self, name: Name, script: str, sector: str, organisation: str, role: str) -> Person:
        language = answers.language(self.random, name.language)
        wishes = self.taste.rank(sector=sector, organisation=organisation, most=self.congress.wishes)
        request = RegistrationRequest(
            name=name.text,
            email=self._mailbox(name.mailbox),
            organisation=self._as_typed(organisation),
            sector=sector,
            level=answers.level(self.random, sector),
            role=role,
            language=language,
            pronouns=answers.pronouns(self.random),
            access_needs=answers.access_needs(self.random),
            interpreting=answers.interpreting(self.random, script, language),
            food=answers.food(self.random),
            photo_consent=answers.photo_consent(self.random),
        )
        helps = role == ParticipantRole.VOLUNTEER  # helpers stand at doors and desks while the forums meet
        return Person(clean_request(request), () if helps else wishes, None)

    def _mailbox(self, wanted: str) -> str:
        self.mailboxes[wanted] += 1
        number = self.mailboxes[wanted]
        return f"{wanted}{number if number > 1 else ''}@example.org"

    def _next_organisation(self, sector: str) -> str:
        """Let every carrier and partner send somebody, then come those who belong to none, then whoever else."""
        if self.unrepresented[sector]:
            return self.unrepresented[sector].pop(0)
        if self.private and sector == Sector.CIVIL_SOCIETY:
            self.private -= 1
            return ""
        return self._organisation(sector)

    def _organisation(self, sector: str) -> str:
        pool = self.pools[sector]
        weights = [1 / (place + 2) ** 0.5 for place in range(len(pool))]
        return self.random.choices(pool, weights)[0].name if pool else ""

    def _as_typed(self, organisation: str) -> str:
        return organisation.replace(" e. V.", " e.V.") if self.random.random() < OTHERWISE_TYPED else organisation

    def _weighted(self, shares: dict[str, int]) -> str:
        return self.random.choices(list(shares), list(shares.values()))[0]


@dataclass(frozen=True)
class _Calendar:
    """Puts registrations between opening and end: many early, a rush before the end."""

    opens_at: datetime
    ends_at: datetime
    now: datetime
    random: Random

    def settle(self, person: Person, status: Status) -> Guest:
        """Give somebody the state and the moments that belong to it."""
        if status is Status.PENDING:
            return Guest(person, status, self._before(self.now, hours=40))
        registered = self._moment()
        if status is Status.LAPSED:
            return Guest(person, status, registered)
        confirmed = min(_whole(registered + timedelta(hours=self.random.expovariate(0.3))), self.ends_at)
        cancelled = self._between(confirmed, self.ends_at) if status is Status.CANCELLED else None
        return Guest(person, status, registered, confirmed, cancelled)

    def _moment(self) -> datetime:
        share = self.random.betavariate(1.2, 2.5) if self.random.random() < 0.6 else self.random.betavariate(6, 1.5)  # noqa: PLR2004 -- three of five register early
        # Those who lapse need the days of their deadline before the end.
        moment = _whole(self.opens_at + (self.ends_at - timedelta(days=4) - self.opens_at) * share)
        return max(self.opens_at, moment.replace(hour=7 + moment.hour * 2 // 3))  # hardly anybody registers at night

    def _between(self, first: datetime, last: datetime) -> datetime:
        return _whole(first + (last - first) * self.random.random())

    def _before(self, end: datetime, *, hours: int) -> datetime:
        return _whole(end - timedelta(hours=1 + self.random.random() * (hours - 1)))


def _spread(shares: dict[str, int]) -> list[str]:
    """Write each key as often as its share says."""
    return [key for key, share in shares.items() for _ in range(share)]


def _pool(organisations: Sequence[OrganisationEntry], sector: Sector) -> list[OrganisationEntry]:
    return [entry for entry in organisations if entry.sector == sector and entry.role not in REAL]


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
