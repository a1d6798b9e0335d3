"""Photos, documents, voice messages and places that belong to a requirement."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import BrokenRule, TooMuchEvidence, TooMuchToday
from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused, RefusalReason
from bot.domain.inspection import Evidence, EvidenceKind, EvidenceStatus, InspectionId
from bot.domain.people import PersonId
from bot.domain.texts import clean_text
from bot.services.inspections import Inspections
from bot.services.ports import Audit, Files, JobKind, Jobs, Workshop
from bot.services.stores import EvidenceStore, InspectionStore, PendingEvidence

MAX_EVIDENCE = 100
MAX_BYTES_A_DAY = 200 * 1024 * 1024
"""For one inspector: a phone that went mad must not fill the disk for everybody."""
MAX_CAPTION = 4096
PHOTO_FOLDER = "photos"
PHOTO_SUFFIX = ".jpg"
FILE_FOLDER = "evidence"
FILE_SUFFIX = ".bin"


@dataclass(frozen=True, slots=True)
class Received:
    """What came in a message: the kind of evidence and where Telegram keeps the file."""

    kind: EvidenceKind
    message_id: int
    sent_at: datetime
    caption: str | None = None
    file_id: str | None = None
    file_size: int | None = None
    latitude: float | None = None
    longitude: float | None = None


class EvidenceRoom:
    """Takes evidence in, and keeps each file on the agency's own disk."""

    def __init__(
        self,
        inspections: Inspections,
        store: InspectionStore,
        room: EvidenceStore,
        audit: Audit,
        jobs: Jobs,
    ) -> None:
        self._inspections = inspections
        self._store = store
        self._room = room
        self._audit = audit
        self._jobs = jobs

    async def receive(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, received: Received
    ) -> bool:
        """Keep a piece of evidence and order its file; False when it was kept before.

        Raises `EvidenceRefused` for files that a bot cannot get, `TooMuchEvidence`,
        `TooMuchToday`.
        """
        draft = await self._inspections.draft(inspector, inspection)
        if received.file_size is not None and received.file_size > MAX_FILE_BYTES:
            raise EvidenceRefused(RefusalReason.TOO_LARGE)
        if len(draft.evidence) >= MAX_EVIDENCE:
            raise TooMuchEvidence(MAX_EVIDENCE)
        if received.file_size:
            today = await self._room.bytes_since(inspector, self._inspections.day_began())
            if today + received.file_size > MAX_BYTES_A_DAY:
                raise TooMuchToday(MAX_BYTES_A_DAY // 2**20)
        item = _described(requirement, received)
        number = await self._store.add_evidence(
            inspection,
            item,
            inspector,
            received.message_id,
            received.file_id,
            received.file_size,
        )
        if number is None:
            return False
        await self._audit.write(
            "evidence_received",
            inspector,
            inspection,
            requirement=requirement,
            kind=received.kind,
            evidence=number,
        )
        if received.file_id is not None:
            await self._jobs.order(JobKind.FETCH_EVIDENCE, f"fetch:{inspector}", str(number))
        return True

    async def pending(self, evidence: int) -> PendingEvidence | None:
        """Read a file that still has to be fetched; None when that is done."""
        return await self._room.pending(evidence)

    async def store(self, pending: PendingEvidence, sha256: str) -> None:
        """Note that a file is safely kept."""
        await self._room.store(pending.id, sha256)
        await self._audit.write(
            "evidence_stored", None, pending.inspection, evidence=pending.id, sha256=sha256
        )

    async def refuse(self, pending: PendingEvidence, reason: RefusalReason) -> None:
        """Note why a file cannot be used."""
        await self._room.refuse(pending.id, reason)
        await self._audit.write(
            "evidence_refused", None, pending.inspection, evidence=pending.id, reason=reason
        )


async def keep_file(pending: PendingEvidence, data: bytes, files: Files, workshop: Workshop) -> str:
    """Write a fetched file to disk and tell its SHA-256; raises `EvidenceRefused`."""
    if not data:
        raise EvidenceRefused(RefusalReason.EMPTY)
    if pending.kind is EvidenceKind.PHOTO:
        photo = await workshop.prepare_photo(data)
        return await files.keep(PHOTO_FOLDER, photo, PHOTO_SUFFIX)
    return await files.keep(FILE_FOLDER, data, FILE_SUFFIX)


def _described(requirement: str, received: Received) -> Evidence:
    waits = received.file_id is not None
    return Evidence(
        id=0,
        requirement=requirement,
        kind=received.kind,
        status=EvidenceStatus.PENDING if waits else EvidenceStatus.STORED,
        caption=_caption(received.caption),
        sent_at=received.sent_at,
        latitude=received.latitude,
        longitude=received.longitude,
    )


def _caption(typed: str | None) -> str | None:
    """Keep a caption; one without visible text is no reason to lose the photo."""
    try:
        return clean_text(typed or "", MAX_CAPTION)
    except BrokenRule:
        return None
