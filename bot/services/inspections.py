"""Doing an inspection: the header, the answers, undo, cancelling."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.checklist import Checklist, HeaderField, Requirement, Severity, Verdict
from bot.domain.errors import (
    AnsweredMeanwhile,
    BrokenRule,
    InspectionClosed,
    NotApplicableRefused,
    NotLeading,
    ScreenIsStale,
    UnknownChecklist,
    UnknownInspection,
)
from bot.domain.inspection import Answer, Header, Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person, PersonId
from bot.domain.subject_number import check_subject_number
from bot.domain.texts import (
    MAX_HEADER_FIELD,
    MAX_REASON,
    MAX_REMARK,
    check_date,
    clean_line,
    clean_text,
    parse_date,
)
from bot.services.ports import Audit, Clock
from bot.services.stores import (
    ChecklistStore,
    DraftSummary,
    InspectionStore,
    Subject,
)


class Inspections:
    """Lets an inspector fill in a draft; everything is kept the moment it is said."""

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
        found = await self.get(inspector, inspection)
        if found.status is not InspectionStatus.DRAFT:
            raise InspectionClosed
        return found

    async def led(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Read a draft that this inspector leads; raises `NotLeading` as well."""
        found = await self.draft(inspector, inspection)
        if found.inspector != inspector:
            raise NotLeading
        return found

    async def drafts(self, inspector: PersonId) -> list[DraftSummary]:
        """List the open drafts, the one changed last first."""
        return await self._store.drafts(inspector)

    async def type_header(
        self, inspector: PersonId, inspection: InspectionId, name: HeaderField, typed: str
    ) -> Inspection:
        """Keep what was typed for a field of the header; raises the rule that it breaks."""
        draft = await self.led(inspector, inspection)
        return await self._set_header(draft, name, self._read_header(draft, name, typed))

    async def date_appointment(
        self, inspector: PersonId, inspection: InspectionId, day: date
    ) -> Inspection:
        """Keep the date of the appointment act; raises `DateInFuture`."""
        draft = await self.led(inspector, inspection)
        return await self._set_header(
            draft, HeaderField.APPOINTMENT_DATE, check_date(day, self.today())
        )

    async def known_subject(self, inspection: Inspection) -> Subject | None:
        """Find how this inspector named the same subject in an earlier inspection."""
        number = inspection.header.subject_number
        if number is None:
            return None
        found = await self._store.known_subject(number, inspection.inspector)
        header = inspection.header
        same = found and (found.name, found.address) == (header.subject_name, header.address)
        return None if same else found

    async def take_over_subject(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Use name and address of an earlier inspection of the same subject."""
        draft = await self.led(inspector, inspection)
        subject = await self.known_subject(draft)
        if subject is None:
            raise ScreenIsStale
        draft = await self._set_header(draft, HeaderField.SUBJECT_NAME, subject.name)
        if subject.address is None:
            return draft
        return await self._set_header(draft, HeaderField.ADDRESS, subject.address)

    async def answer(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        requirement: str,
        version: int,
        verdict: Verdict,
        reason: str | None = None,
    ) -> Inspection:
        """Keep a verdict, the remark stays; raises `ScreenIsStale`, `NotApplicableRefused`."""
        draft = await self.draft(inspector, inspection)
        row = _row(draft, requirement)
        if verdict is Verdict.NOT_APPLICABLE and row.not_applicable is None:
            raise NotApplicableRefused
        known = draft.answer(requirement)
        kept = clean_text(reason, MAX_REASON) if reason else None
        changed = replace(known, verdict=verdict, alternative=None, reason=kept)
        return await self._save(inspector, draft, known, changed, version)

    async def choose_alternative(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        requirement: str,
        version: int,
        key: str,
    ) -> Inspection:
        """Keep which case of a requirement holds, with the verdict that follows from it."""
        draft = await self.draft(inspector, inspection)
        case = _row(draft, requirement).alternative(key)
        if case is None:
            raise ScreenIsStale
        known = draft.answer(requirement)
        changed = replace(known, verdict=case.verdict, alternative=key, reason=None)
        return await self._save(inspector, draft, known, changed, version)

    async def remark(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, typed: str
    ) -> Inspection:
        """Add a text to a requirement's remark; raises `EmptyText` or `TextTooLong`."""
        draft = await self.draft(inspector, inspection)
        known = draft.answer(requirement)
        text = clean_text(typed, MAX_REMARK)
        whole = text if known.remark is None else f"{known.remark}\n{text}"
        changed = replace(known, remark=clean_text(whole, MAX_REMARK))
        return await self._save(inspector, draft, known, changed, known.version)

    async def grade(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        requirement: str,
        severity: Severity,
    ) -> Inspection:
        """Keep how grave a violation is; raises `ScreenIsStale` where nothing is violated."""
        draft = await self.draft(inspector, inspection)
        graded = _row(draft, requirement).severity
        known = draft.answer(requirement)
        if known.verdict is not Verdict.VIOLATES or graded is not None:
            raise ScreenIsStale
        changed = replace(known, severity=severity)
        return await self._save(inspector, draft, known, changed, known.version)

    async def clear_remark(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, version: int
    ) -> Inspection:
        """Take a remark away, to be written anew; undo brings it back."""
        draft = await self.draft(inspector, inspection)
        known = draft.answer(_row(draft, requirement).number)
        return await self._save(inspector, draft, known, replace(known, remark=None), version)

    async def undo(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, version: int
    ) -> Inspection:
        """Bring back the answer before the present one; raises `ScreenIsStale`."""
        draft = await self.draft(inspector, inspection)
        previous = await self._store.previous_answer(inspection, requirement)
        if previous is None:
            raise ScreenIsStale
        return await self._save(inspector, draft, draft.answer(requirement), previous, version)

    async def cancel(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Put a draft away; nothing of it is deleted, so that `restore` can bring it back."""
        draft = await self.led(inspector, inspection)
        return await self._move(draft, InspectionStatus.CANCELLED)

    async def restore(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Bring a cancelled draft back."""
        found = await self.get(inspector, inspection)
        if found.inspector != inspector:
            raise NotLeading
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

    def _read_header(self, draft: Inspection, name: HeaderField, typed: str) -> str | date:
        if name is HeaderField.APPOINTMENT_DATE:
            return parse_date(typed, self.today())
        if name is HeaderField.SUBJECT_NUMBER:
            return check_subject_number(typed, draft.checklist.subject_number).digits
        return clean_line(typed, MAX_HEADER_FIELD[name])

    async def _set_header(
        self, draft: Inspection, name: HeaderField, value: str | date
    ) -> Inspection:
        await self._store.set_header(draft.id, name, value, self._clock.now())
        await self._audit.write(
            "header_filled",
            draft.inspector,
            draft.id,
            field=name,
            before=_written(getattr(draft.header, name.value)),
            after=_written(value),
        )
        changes: Mapping[str, object] = {name.value: value}
        header: Header = replace(draft.header, **changes)  # type: ignore[arg-type]
        return replace(draft, header=header, version=draft.version + 1)

    async def _save(
        self, author: PersonId, draft: Inspection, known: Answer, changed: Answer, version: int
    ) -> Inspection:
        if version != known.version:
            raise _overtaken(author, known)
        answer = replace(changed, version=version + 1, author=author)
        if not await self._store.save_answer(draft.id, answer, author, self._clock.now()):
            raise ScreenIsStale
        await self._audit.write(
            "answered",
            author,
            draft.id,
            requirement=answer.requirement,
            before=_described(known),
            after=_described(answer),
        )
        answers = {**draft.answers, answer.requirement: answer}
        return replace(draft, answers=answers, version=draft.version + 1)

    async def _move(self, found: Inspection, status: InspectionStatus) -> Inspection:
        if not await self._store.move(found, status, self._clock.now()):
            raise ScreenIsStale
        await self._audit.write(f"inspection_{status}", found.inspector, found.id)
        return replace(found, status=status, version=found.version + 1)


def _overtaken(author: PersonId, known: Answer) -> BrokenRule:
    """Why an answer does not count: a colleague was faster, or the button is an old one."""
    if known.author is None or known.author == author:
        return ScreenIsStale()
    return AnsweredMeanwhile(known.author)


def _written(value: str | date | None) -> str | None:
    return None if value is None else str(value)


def _row(draft: Inspection, requirement: str) -> Requirement:
    """Find a requirement of the form; buttons can be forged, so it may not be there."""
    if requirement not in draft.checklist.numbers:
        raise ScreenIsStale
    return draft.checklist.requirement(requirement)


def _described(answer: Answer) -> dict[str, str | None]:
    return {
        "verdict": answer.verdict,
        "alternative": answer.alternative,
        "reason": answer.reason,
        "remark": answer.remark,
        "severity": answer.severity,
    }
