"""Acts: finishing an inspection, printing it, listing what is finished."""

import secrets
from dataclasses import dataclass, replace

from bot.domain.act import Act, ActId, Official, Photo
from bot.domain.errors import GapsLeft, ScreenIsStale, UnknownAct
from bot.domain.inspection import (
    EvidenceKind,
    EvidenceStatus,
    Inspection,
    InspectionId,
    InspectionStatus,
)
from bot.domain.language import Language
from bot.domain.people import Person, Role
from bot.services.evidence import PHOTO_FOLDER, PHOTO_SUFFIX
from bot.services.inspections import Inspections
from bot.services.ports import Audit, Clock, Files, JobKind, Jobs
from bot.services.stores import (
    ActRecord,
    ActStore,
    ActSummary,
    InspectionStore,
    SubmissionStore,
)

CODE_BYTES = 16
ACT_FOLDER = "acts"
ACT_SUFFIX = ".pdf"
PRINTING_LANE = "print"


@dataclass(frozen=True, slots=True)
class FinishedAct:
    """An act together with the inspection that it records."""

    record: ActRecord
    inspection: Inspection


class Acts:
    """Turns finished inspections into numbered acts."""

    def __init__(
        self,
        inspections: Inspections,
        inspection_store: InspectionStore,
        store: ActStore,
        submissions: SubmissionStore,
        files: Files,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
    ) -> None:
        self._inspections = inspections
        self._inspection_store = inspection_store
        self._store = store
        self._submissions = submissions
        self._files = files
        self._audit = audit
        self._jobs = jobs
        self._clock = clock

    async def finish(
        self, inspector: Person, inspection: InspectionId, version: int, language: Language
    ) -> FinishedAct:
        """Close a draft, give the act its number and order the print.

        Raises `ScreenIsStale` when the draft changed since the review was drawn, `GapsLeft`.
        """
        draft = await self._inspections.draft(inspector.id, inspection)
        if draft.version != version:
            raise ScreenIsStale
        if any(gap.blocking for gap in draft.gaps()) or not inspector.introduced:
            raise GapsLeft
        now = self._clock.now()
        if not await self._inspection_store.move(draft, InspectionStatus.FINISHED, now):
            raise ScreenIsStale
        record = await self._store.add(
            draft,
            self._clock.local(now).year,
            secrets.token_urlsafe(CODE_BYTES),
            language,
            inspector,
            now,
        )
        await self._audit.write(
            "inspection_finished", inspector.id, draft.id, act=str(record.number)
        )
        await self._order_print(inspector, record, language)
        return FinishedAct(record, replace(draft, status=InspectionStatus.FINISHED))

    async def is_finished(self, inspector: Person, inspection: InspectionId) -> bool:
        """Say whether an inspection of this inspector has its act; raises `UnknownInspection`."""
        found = await self._inspections.get(inspector.id, inspection)
        return found.status in {InspectionStatus.FINISHED, InspectionStatus.SUBMITTED}

    async def reprint(self, person: Person, act: ActId, language: Language) -> FinishedAct:
        """Order the act for this person in a language; raises `UnknownAct`."""
        found = await self.get(person, act)
        await self._order_print(person, found.record, language)
        return found

    async def get(self, person: Person, act: ActId) -> FinishedAct:
        """Read an act that this person may see, or raise `UnknownAct`."""
        record = await self._store.get(act)
        if record is None or not await self._may_see(person, record):
            raise UnknownAct
        return await self.read(record)

    async def read(self, record: ActRecord) -> FinishedAct:
        """Read the inspection that belongs to an act."""
        inspection = await self._inspection_store.get(record.inspection)
        if inspection is None:
            raise UnknownAct
        return FinishedAct(record, inspection)

    async def record(self, act: ActId) -> ActRecord:
        """Read an act for printing and delivery, whoever asked; raises `UnknownAct`."""
        found = await self._store.get(act)
        if found is None:
            raise UnknownAct
        return found

    async def verify(self, code: str) -> ActRecord:
        """Find the act with the verification code of a print; raises `UnknownAct`."""
        found = await self._store.by_code(code)
        if found is None:
            raise UnknownAct
        return found

    async def visible_to(self, person: Person, limit: int, offset: int) -> list[ActSummary]:
        """List the acts a person may see, the newest first."""
        return await self._store.visible_to(person, limit, offset)

    async def printed(self, act: ActId, language: Language) -> str | None:
        """Tell the SHA-256 of the file printed in this language; None before it is printed."""
        return await self._store.document(act, language)

    async def keep_print(self, act: ActRecord, language: Language, sha256: str) -> None:
        """Note which file was printed."""
        await self._store.add_document(act.id, language, sha256, self._clock.now())
        await self._audit.write(
            "act_printed",
            None,
            act.inspection,
            act=str(act.number),
            language=language,
            sha256=sha256,
        )

    def content(self, act: FinishedAct, language: Language) -> Act:
        """Gather all that is printed, times in the agency's time zone."""
        record, inspection = act.record, act.inspection
        photos = tuple(
            Photo(
                path=self._files.path(PHOTO_FOLDER, item.sha256, PHOTO_SUFFIX),
                requirement=item.requirement,
                caption=item.caption,
                sent_at=self._clock.local(item.sent_at),
            )
            for item in inspection.evidence
            if item.kind is EvidenceKind.PHOTO
            and item.status is EvidenceStatus.STORED
            and item.sha256 is not None
        )
        return Act(
            number=record.number,
            code=record.code,
            language=language,
            original_language=record.original_language,
            checklist=inspection.checklist,
            header=inspection.header,
            officials=(Official(record.official_name, record.official_position),),
            finished_at=self._clock.local(record.finished_at),
            answers=inspection.answers,
            photos=photos,
        )

    async def _may_see(self, person: Person, record: ActRecord) -> bool:
        if record.inspector == person.id or person.may(Role.ADMIN):
            return True
        received = await self._submissions.of_act(record.id)
        return person.may(Role.SUPERVISOR) and person.id in {s.supervisor for s in received}

    async def _order_print(self, person: Person, act: ActRecord, language: Language) -> None:
        subject = f"{act.id}:{language}:{person.id}"
        await self._jobs.order(JobKind.PRINT_ACT, PRINTING_LANE, subject)
