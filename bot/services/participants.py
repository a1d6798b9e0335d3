"""Co-inspectors: who of the appointment act answers on a phone of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.errors import TooManyParticipants, UnknownPerson
from bot.domain.inspection import Answer, Inspection, InspectionId
from bot.domain.people import Person, PersonId, Role
from bot.services.inspections import Inspections
from bot.services.ports import Audit, Clock
from bot.services.stores import PeopleStore

MAX_PARTICIPANTS = 10


class ParticipantStore(Protocol):
    """Keeps who inspects together with the leader."""

    async def add_participant(
        self, inspection: InspectionId, person: PersonId, now: datetime
    ) -> bool:
        """Let somebody take part; False when that one does already."""
        ...

    async def remove_participant(self, inspection: InspectionId, person: PersonId) -> bool:
        """Let somebody take part no longer; False when that one does not."""
        ...


@dataclass(frozen=True, slots=True)
class Toggled:
    """What became of a wish to add or remove somebody; nothing, if it was done already."""

    draft: Inspection
    colleague: Person
    has_changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """An answer of a colleague that somebody else has changed."""

    inspection: Inspection
    before: Answer
    after: Answer
    colleague: Person


class Participants:
    """Lets the leader of a draft name co-inspectors, and knows whom to tell of what."""

    def __init__(
        self,
        inspections: Inspections,
        store: ParticipantStore,
        people: PeopleStore,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._inspections = inspections
        self._store = store
        self._people = people
        self._audit = audit
        self._clock = clock

    async def choices(self, leader: Person, draft: Inspection) -> list[Person]:
        """List who takes part, then who else could: first those of the own state body, by name."""
        present = [await self._people.get(each.person) for each in draft.participants]
        active = await self._people.with_roles(tuple(Role))
        others = [each for each in active if each.introduced and not draft.is_done_by(each.id)]
        others.sort(key=lambda each: each.state_body != leader.state_body)
        return [*(each for each in present if each is not None), *others]

    async def add(self, leader: PersonId, inspection: InspectionId, colleague: PersonId) -> Toggled:
        """Let a colleague answer as well.

        Raises `NotLeading`, `UnknownPerson` and `TooManyParticipants`.
        """
        draft = await self._inspections.led(leader, inspection)
        found = await self._people.get(colleague)
        if found is None or not found.may(Role.INSPECTOR) or not found.introduced:
            raise UnknownPerson
        if draft.is_done_by(colleague):
            return Toggled(draft, found, has_changed=False)
        if len(draft.participants) >= MAX_PARTICIPANTS:
            raise TooManyParticipants(MAX_PARTICIPANTS)
        added = await self._store.add_participant(inspection, colleague, self._clock.now())
        return await self._toggled("participant_added", leader, draft, found, has_changed=added)

    async def remove(
        self, leader: PersonId, inspection: InspectionId, colleague: PersonId
    ) -> Toggled:
        """Let a colleague answer no longer; what was answered stays with its author.

        Raises `NotLeading` and `UnknownPerson`.
        """
        draft = await self._inspections.led(leader, inspection)
        found = await self._people.get(colleague)
        if found is None:
            raise UnknownPerson
        removed = await self._store.remove_participant(inspection, colleague)
        return await self._toggled("participant_removed", leader, draft, found, has_changed=removed)

    async def names(self, inspection: Inspection) -> Mapping[PersonId, str]:
        """Tell the names of those who do an inspection; nothing is asked of a single inspector."""
        if not inspection.has_several_authors:
            return {}
        return await self._inspections.authors(inspection.id)

    async def others(self, inspection: Inspection, person: PersonId) -> list[Person]:
        """List those who do an inspection together with somebody and may hear of it."""
        ids = [inspection.inspector, *(each.person for each in inspection.participants)]
        found = [await self._people.get(each) for each in ids if each != person]
        return [each for each in found if each is not None and each.may(Role.INSPECTOR)]

    async def doing(self, inspection: InspectionId, author: PersonId) -> list[Person]:
        """List the author of something and all who do the inspection, if they may hear of it."""
        ids = {author: None, **dict.fromkeys(await self._inspections.authors(inspection))}
        found = [await self._people.get(each) for each in ids]
        return [each for each in found if each is not None and each.may(Role.INSPECTOR)]

    async def changed_answers(
        self, inspection: Inspection, requirement: str, author: PersonId
    ) -> list[Change]:
        """Whose answer somebody has just changed or brought back; mostly nobody's."""
        if not inspection.has_several_authors:
            return []
        before = await self._inspections.replaced(inspection.id, requirement)
        after = inspection.answer(requirement)
        if not is_changed(before, after):
            return []
        affected = {before.author, after.author}
        return [
            Change(inspection, before, after, each)
            for each in await self.others(inspection, author)
            if each.id in affected
        ]

    async def _toggled(
        self,
        action: str,
        leader: PersonId,
        draft: Inspection,
        colleague: Person,
        *,
        has_changed: bool,
    ) -> Toggled:
        if has_changed:
            await self._audit.write(action, leader, draft.id, person=colleague.id)
        draft = await self._inspections.draft(leader, draft.id)
        return Toggled(draft, colleague, has_changed=has_changed)


def is_changed(before: Answer, after: Answer) -> bool:
    """Say whether an answer says something else now; what was only added to is not changed."""
    if before.verdict is None and before.remark is None:
        return False
    said = (before.verdict, before.alternative, before.reason)
    says = (after.verdict, after.alternative, after.reason)
    graded = before.severity is None or before.severity is after.severity
    remarked = before.remark is None or (after.remark or "").startswith(before.remark)
    return said != says or not (graded and remarked)
