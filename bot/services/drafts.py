"""Who may read and change a draft: beginning, finding, cancelling and bringing back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.checklist import Checklist
from bot.domain.errors import (
    InspectionClosed,
    NotLeading,
    ScreenIsStale,
    UnknownChecklist,
    UnknownInspection,
)
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person, PersonId
from bot.services.ports import Audit, Clock
from bot.services.stores import ChecklistStore, DraftSummary, InspectionStore


class Drafts:
    """Hands a draft to those who do it: the leader may do all, co-inspectors answer."""

    def __init__(
        self, store: InspectionStore, checklists: ChecklistStore, audit: Audit, clock: Clock
    ) -> None:
        self._store = store
        self._checklists = checklists
        self._audit = audit
        self._clock = clock

    async def checklists(self) -> tuple[Checklist, ...]:
        """List the checklists in force."""
        return await self._checklists.in_force()

    async def begin(self, inspector: Person, checklist_id: str) -> Inspection:
        """Open a draft; raises `UnknownChecklist`."""
        found = [c for c in await self._checklists.in_force() if c.id == checklist_id]
        if not found:
            raise UnknownChecklist
        inspection = await self._store.add(inspector.id, found[0], self._clock.now())
        await self._audit.write("inspection_begun", inspector.id, inspection, id=checklist_id)
        return await self.get(inspector.id, inspection)

    async def get(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Read an inspection that this inspector leads or takes part in.

        Raises `UnknownInspection`.
        """
        found = await self._store.get(inspection)
        if found is None or not found.is_done_by(inspector):
            raise UnknownInspection
        return found

    async def draft(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Read an inspection that may be changed; raises `InspectionClosed` as well."""
        return _open(await self.get(inspector, inspection))

    async def led(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Read a draft that this inspector leads; raises `NotLeading` as well."""
        found = await self.get(inspector, inspection)
        await self._check_leads(inspector, found)
        return _open(found)

    async def drafts(self, inspector: PersonId) -> list[DraftSummary]:
        """List the open drafts that somebody does, the one changed last first."""
        return await self._store.drafts(inspector)

    async def authors(self, inspection: InspectionId) -> Mapping[PersonId, str]:
        """Tell the names of all who do an inspection, or answered in it."""
        return await self._store.authors(inspection)

    async def cancel(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Put a draft away; nothing of it is deleted, so that `restore` can bring it back."""
        draft = await self.led(inspector, inspection)
        return await self._move(draft, InspectionStatus.CANCELLED)

    async def restore(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Bring a cancelled draft back."""
        found = await self.get(inspector, inspection)
        await self._check_leads(inspector, found)
        if found.status is not InspectionStatus.CANCELLED:
            raise ScreenIsStale
        return await self._move(found, InspectionStatus.DRAFT)

    def today(self) -> date:
        """The present day in the agency's time zone."""
        return self._clock.local(self._clock.now()).date()

    def day_began(self) -> datetime:
        """The moment at which the present day began in the agency's time zone, in UTC."""
        local = self._clock.local(self._clock.now())
        return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)

    async def _check_leads(self, inspector: PersonId, found: Inspection) -> None:
        if not found.is_led_by(inspector):
            raise NotLeading(await self._name(found, found.inspector))

    async def _name(self, found: Inspection, person: PersonId) -> str:
        authors = await self._store.authors(found.id)
        return authors.get(person, str(person))

    async def _move(self, found: Inspection, status: InspectionStatus) -> Inspection:
        if not await self._store.move(found, status, self._clock.now()):
            raise ScreenIsStale
        await self._audit.write(f"inspection_{status}", found.inspector, found.id)
        return replace(found, status=status, version=found.version + 1)


def _open(found: Inspection) -> Inspection:
    """Let a draft pass; raises `InspectionClosed`."""
    if found.status is not InspectionStatus.DRAFT:
        raise InspectionClosed
    return found
