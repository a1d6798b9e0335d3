"""The circumstances of an inspection, and how its violations are to be eliminated."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from bot.domain.canonical import canonical
from bot.domain.checklist import Severity, Verdict
from bot.domain.circumstance_rules import CircumstanceValue, check_period, read_circumstance
from bot.domain.circumstances import Circumstance, Circumstances
from bot.domain.elimination import Measure, check_due, read_due
from bot.domain.errors import ScreenIsStale
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import PersonId
from bot.domain.texts import clean_text
from bot.services.inspections import Inspections
from bot.services.ports import Audit, Clock

MAX_INSTRUCTION = 2000


class ProceedingsStore(Protocol):
    """Keeps circumstances and measures beside the inspection."""

    async def set_circumstance(
        self, inspection: InspectionId, name: Circumstance, value: str, now: datetime
    ) -> None:
        """Keep one circumstance, as text."""
        ...

    async def save_measure(self, inspection: InspectionId, measure: Measure) -> None:
        """Keep how and until when a violation is to be eliminated."""
        ...


class Proceedings:
    """Lets an inspector tell what the act and the order need beside the answers."""

    def __init__(
        self, inspections: Inspections, store: ProceedingsStore, audit: Audit, clock: Clock
    ) -> None:
        self._inspections = inspections
        self._store = store
        self._audit = audit
        self._clock = clock

    async def tell(
        self, inspector: PersonId, inspection: InspectionId, name: Circumstance, typed: str
    ) -> Inspection:
        """Keep what was typed for a circumstance; raises the rule that it breaks."""
        value = read_circumstance(name, typed, self._clock.local(self._clock.now()))
        return await self.note(inspector, inspection, name, value)

    async def note(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        name: Circumstance,
        value: CircumstanceValue,
    ) -> Inspection:
        """Keep a circumstance; raises `PeriodReversed`."""
        draft = await self._inspections.led(inspector, inspection)
        changes: Mapping[str, object] = {name.value: value}
        told: Circumstances = replace(draft.circumstances, **changes)  # type: ignore[arg-type]
        check_period(told)
        text = written(value)
        await self._store.set_circumstance(draft.id, name, text, self._clock.now())
        before = getattr(draft.circumstances, name.value)
        await self._audit.write(
            "circumstance_told",
            inspector,
            draft.id,
            field=name,
            before=None if before is None else written(before),
            after=text,
        )
        return replace(draft, circumstances=told, version=draft.version + 1)

    async def grade(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, severity: Severity
    ) -> Inspection:
        """Keep how grave a violation is; a grade of the checklist itself stays."""
        return await self._inspections.grade(inspector, inspection, requirement, severity)

    async def set_due(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, due: date
    ) -> Inspection:
        """Keep until when a violation is to be eliminated; raises `DueTooEarly`."""
        draft = await self._violation(inspector, inspection, requirement)
        due = check_due(due, self._inspections.today())
        known = draft.measures.get(requirement) or Measure(requirement, due)
        return await self._save(inspector, draft, replace(known, due=due))

    async def type_due(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, typed: str
    ) -> Inspection:
        """Keep a typed day; raises `NotADate` or `DueTooEarly`."""
        due = read_due(typed, self._inspections.today())
        return await self.set_due(inspector, inspection, requirement, due)

    async def instruct(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, typed: str
    ) -> Inspection:
        """Keep what is to be done about a violation; the term must have been set before."""
        draft = await self._violation(inspector, inspection, requirement)
        known = draft.measures.get(requirement)
        if known is None:
            raise ScreenIsStale
        return await self._save(
            inspector, draft, replace(known, instruction=clean_text(typed, MAX_INSTRUCTION))
        )

    async def _violation(
        self, inspector: PersonId, inspection: InspectionId, requirement: str
    ) -> Inspection:
        draft = await self._inspections.draft(inspector, inspection)
        if draft.answer(requirement).verdict is not Verdict.VIOLATES:
            raise ScreenIsStale
        return draft

    async def _save(self, author: PersonId, draft: Inspection, measure: Measure) -> Inspection:
        await self._store.save_measure(draft.id, measure)
        await self._audit.write(
            "measure_set",
            author,
            draft.id,
            before=_described(draft.measures.get(measure.requirement)),
            after=_described(measure),
        )
        measures = {**draft.measures, measure.requirement: measure}
        return replace(draft, measures=measures, version=draft.version + 1)


def written(value: CircumstanceValue) -> str:
    """Write a circumstance down as the store keeps it: moments and days in ISO 8601."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return canonical(value).decode()
    return value.isoformat()


def _described(measure: Measure | None) -> dict[str, str | None] | None:
    if measure is None:
        return None
    return {
        "requirement": measure.requirement,
        "due": measure.due.isoformat(),
        "instruction": measure.instruction,
    }
