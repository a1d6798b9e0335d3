"""Handing the open work of somebody over to a colleague, when that one leaves or has left."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.domain.errors import NotAllowed, ScreenIsStale, UnknownPerson
from bot.domain.inspection import InspectionId, InspectionStatus
from bot.domain.people import Person, PersonId, Role
from bot.services.people import People
from bot.services.ports import Audit, Clock
from bot.services.reminders import Reminders

UNDECIDED = frozenset(
    {InspectionStatus.FINISHED, InspectionStatus.SUBMITTED, InspectionStatus.RETURNED}
)


class OpenInspection(NamedTuple):
    """One inspection that waits for its inspector."""

    id: InspectionId
    status: InspectionStatus
    subject_name: str | None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What waits for somebody: drafts, acts that nobody accepted yet, acts with open terms."""

    inspections: tuple[OpenInspection, ...] = ()

    @property
    def drafts(self) -> int:
        """How many inspections are under way."""
        return self._counts[InspectionStatus.DRAFT]

    @property
    def undecided(self) -> int:
        """How many acts are finished, but not accepted."""
        return sum(self._counts[status] for status in UNDECIDED)

    @property
    def with_terms(self) -> int:
        """How many accepted acts have violations whose term still runs."""
        return self._counts[InspectionStatus.ACCEPTED]

    @property
    def _counts(self) -> Counter[InspectionStatus]:
        return Counter(each.status for each in self.inspections)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who has what from whom now."""

    former: Person
    successor: Person
    work: OpenWork


class SuccessionStore(Protocol):
    """Keeps who leads which inspection."""

    async def open_work(self, person: PersonId) -> list[OpenInspection]:
        """List what waits for somebody, the oldest first."""
        ...

    async def hand_over(
        self, person: PersonId, successor: PersonId, now: datetime
    ) -> list[OpenInspection]:
        """Let somebody else lead all that waits for a person, and tell what it was."""
        ...


class Succession:
    """Lets administrators hand open work over; what is printed already keeps its official."""

    def __init__(
        self,
        people: People,
        store: SuccessionStore,
        reminders: Reminders,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._people = people
        self._reminders = reminders
        self._store = store
        self._audit = audit
        self._clock = clock

    async def open_work(self, administrator: Person, person: PersonId) -> OpenWork:
        """Tell what waits for somebody."""
        if not administrator.may(Role.ADMIN):
            raise NotAllowed
        return OpenWork(tuple(await self._store.open_work(person)))

    async def successors(self, administrator: Person, person: PersonId) -> list[Person]:
        """List who can take somebody's work over: everybody else with a role, by name."""
        return [each for each in await self._people.staff(administrator) if each.id != person]

    async def replace(
        self, administrator: Person, person: PersonId, role: Role, successor: PersonId
    ) -> HandedOver:
        """Take somebody's role away, the one that was shown, and hand the open work over.

        Raises what `People.remove` raises, and `UnknownPerson` when the successor has no role.
        """
        to = await self._successor(administrator, person, successor)
        removed = await self._people.remove(administrator, person, role)
        return await self._hand_over(administrator, removed, to)

    async def hand_over(
        self, administrator: Person, person: PersonId, successor: PersonId
    ) -> HandedOver:
        """Hand over what still waits for a former colleague.

        Raises `NotAllowed`, `UnknownPerson`, and `ScreenIsStale` when that one works here again or
        when nothing waits any more.
        """
        to = await self._successor(administrator, person, successor)
        former = (await self._people.card(administrator, person)).person
        if former.may(Role.INSPECTOR) or not await self._store.open_work(person):
            raise ScreenIsStale
        return await self._hand_over(administrator, former, to)

    async def _successor(
        self, administrator: Person, person: PersonId, successor: PersonId
    ) -> Person:
        if successor == person:
            raise UnknownPerson
        return await self._people.member(administrator, successor)

    async def _hand_over(
        self, administrator: Person, former: Person, successor: Person
    ) -> HandedOver:
        moved = await self._store.hand_over(former.id, successor.id, self._clock.now())
        change = {"from": former.id, "to": successor.id}
        for each in moved:
            await self._audit.write("inspection_handed_over", administrator.id, each.id, **change)
            await self._reminders.leader_changed(each.id)
        return HandedOver(former, successor, OpenWork(tuple(moved)))
