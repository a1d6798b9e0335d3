"""Acts: finishing an inspection, printing it, listing what is finished."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.act import Act, ActId, DocumentKind, Edition
from bot.domain.canonical import data_hash
from bot.domain.elimination import Measure, check_terms
from bot.domain.errors import GapsLeft, NotNow, NotReplaceable, ScreenIsStale, UnknownAct
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person, Role
from bot.domain.transitions import Action, Part, next_status
from bot.services.act_contents import ActContents, act_data
from bot.services.act_store import ActRecord, ActStore, ActSummary
from bot.services.correction_store import CorrectionStore
from bot.services.deadlines import Deadlines
from bot.services.inspections import Inspections
from bot.services.ports import Audit, Clock, JobKind, Jobs
from bot.services.stores import InspectionStore, SubmissionStore

CODE_BYTES = 16
ACT_FOLDER = "acts"
ACT_SUFFIX = ".pdf"
PRINTING_LANE = "print"


@dataclass(frozen=True, slots=True)
class FinishedAct:
    """An act together with the inspection that it records."""

    record: ActRecord
    inspection: Inspection

    @property
    def documents(self) -> tuple[DocumentKind, ...]:
        """What is printed of it: the act, and with violations the order to eliminate them."""
        ordered = (DocumentKind.ORDER,) if self.inspection.violations else ()
        return (DocumentKind.ACT, *ordered)


class Acts:
    """Turns finished inspections into numbered acts."""

    def __init__(
        self,
        inspections: Inspections,
        inspection_store: InspectionStore,
        store: ActStore,
        submissions: SubmissionStore,
        contents: ActContents,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
        *,
        corrections: CorrectionStore,
        deadlines: Deadlines,
    ) -> None:
        self._inspections = inspections
        self._inspection_store = inspection_store
        self._store = store
        self._submissions = submissions
        self._corrections = corrections
        self._deadlines = deadlines
        self._contents = contents
        self._audit = audit
        self._jobs = jobs
        self._clock = clock

    async def finish(
        self, inspector: Person, inspection: InspectionId, version: int, edition: Edition
    ) -> FinishedAct:
        """Close a draft, give the act its number and order the prints; who leads does it.

        A correction gets the number of the act that it corrects and takes its place. Raises
        `ScreenIsStale` when the draft changed since the review was drawn, `GapsLeft`,
        `DueTooEarly` when a term has become too short meanwhile, and `NotReplaceable`.
        """
        draft = await self._inspections.led(inspector.id, inspection)
        if draft.version != version:
            raise ScreenIsStale
        if any(gap.blocking for gap in draft.gaps()) or not inspector.introduced:
            raise GapsLeft
        now = self._clock.now()
        former = await self._replaceable(draft)
        check_terms(
            _ordered(draft).values(),
            self._clock.local(now).date(),
            _ordered(former) if former else None,
        )
        if not await self._close(draft, former, now):
            raise ScreenIsStale
        record = await self._store.add(
            draft,
            self._clock.local(now).year,
            secrets.token_urlsafe(CODE_BYTES),
            edition,
            inspector,
            now,
        )
        record = await self._seal(record, draft)
        await self._audit.write(
            "inspection_finished",
            inspector.id,
            draft.id,
            act=str(record.number),
            revision=record.number.revision,
            data_hash=record.data_hash,
        )
        if former is not None:
            await self._tell_superseded(inspector, former, record)
        finished = FinishedAct(record, replace(draft, status=InspectionStatus.FINISHED))
        await self._deadlines.open_for(record, finished.inspection)
        await self._order_prints(inspector, finished, edition)
        return finished

    async def is_finished(self, inspector: Person, inspection: InspectionId) -> bool:
        """Say whether an inspection of this inspector has its act; raises `UnknownInspection`."""
        found = await self._inspections.get(inspector.id, inspection)
        return found.status not in {InspectionStatus.DRAFT, InspectionStatus.CANCELLED}

    async def reprint(
        self, person: Person, act: ActId, edition: Edition | None = None
    ) -> FinishedAct:
        """Order the documents for this person, in their own edition if none is named.

        Raises `UnknownAct`.
        """
        found = await self.get(person, act)
        await self._order_prints(person, found, edition or found.record.edition)
        return found

    async def get(self, person: Person, act: ActId) -> FinishedAct:
        """Read an act that this person may see, or raise `UnknownAct`."""
        found = await self.read(await self.record(act))
        if not await self._may_see(person, found):
            raise UnknownAct
        return found

    async def of_inspection(self, inspection: InspectionId) -> FinishedAct:
        """Read the act of an inspection, whoever asks; raises `UnknownAct`."""
        record = await self._store.of_inspection(inspection)
        if record is None:
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

    async def visible_to(self, person: Person, limit: int, offset: int) -> list[ActSummary]:
        """List the acts a person may see, the newest first."""
        return await self._store.visible_to(person, limit, offset)

    async def printed(self, act: ActId, kind: DocumentKind, edition: Edition) -> str | None:
        """Tell the SHA-256 of the file printed in this edition; None before it is printed."""
        return await self._store.document(act, kind, edition)

    async def keep_print(
        self, act: ActRecord, kind: DocumentKind, edition: Edition, sha256: str
    ) -> None:
        """Note which file was printed."""
        await self._store.add_document(act.id, kind, edition, sha256, self._clock.now())
        await self._audit.write(
            "act_printed",
            None,
            act.inspection,
            act=str(act.number),
            kind=kind,
            edition=edition,
            sha256=sha256,
        )

    def content(self, act: FinishedAct, edition: Edition) -> Act:
        """Gather all that is printed, times in the agency's time zone."""
        return self._contents.of(act.record, act.inspection, edition)

    async def _replaceable(self, draft: Inspection) -> Inspection | None:
        """Read what a correction is about to replace; raises `NotReplaceable`."""
        if draft.correction is None:
            return None
        found = await self._inspection_store.get(draft.correction.corrects)
        if found is None:
            raise UnknownAct
        try:
            next_status(found.status, Action.SUPERSEDE, Part.LEADER)
        except NotNow as error:
            raise NotReplaceable(error.status) from None
        return found

    async def _close(self, draft: Inspection, former: Inspection | None, now: datetime) -> bool:
        if former is None:
            closed = await self._inspection_store.move(draft, InspectionStatus.FINISHED, now)
        else:
            closed = await self._corrections.supersede(draft, former, now)
        if closed:
            await self._inspection_store.write_down_participants(draft.id)
        return closed

    async def _tell_superseded(
        self, inspector: Person, former: Inspection, record: ActRecord
    ) -> None:
        await self._audit.write(
            "act_superseded",
            inspector.id,
            former.id,
            act=str(record.number),
            revision=former.revision,
            by_revision=record.number.revision,
            **{"from": former.status, "to": InspectionStatus.SUPERSEDED},
        )

    async def _may_see(self, person: Person, act: FinishedAct) -> bool:
        if act.inspection.is_done_by(person.id) or person.may(Role.ADMIN):
            return True
        sent = await self._submissions.of_act(act.record.id)
        return person.may(Role.SUPERVISOR) and any(
            each.supervisor == person.id and each.was_shown for each in sent
        )

    async def _seal(self, record: ActRecord, inspection: Inspection) -> ActRecord:
        """Keep the hash of the data, chained to the act before."""
        previous = await self._store.last_hash_before(record.id)
        sealed = record._replace(previous_hash=previous)
        sealed = sealed._replace(data_hash=data_hash(act_data(sealed, inspection)))
        await self._store.seal(record.id, str(sealed.data_hash), previous)
        return sealed

    async def _order_prints(self, person: Person, act: FinishedAct, edition: Edition) -> None:
        for kind in act.documents:
            subject = f"{act.record.id}:{kind}:{edition}:{person.id}"
            await self._jobs.order(JobKind.PRINT_ACT, PRINTING_LANE, subject)


def _ordered(inspection: Inspection) -> dict[str, Measure]:
    """The measures of what is violated: others may be left from an answer that was changed."""
    measures = inspection.measures
    return {number: measures[number] for number in inspection.violations if number in measures}
