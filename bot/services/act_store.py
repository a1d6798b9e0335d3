"""What is kept of acts and of the files printed of them, for storage to provide."""

from datetime import datetime
from typing import NamedTuple, Protocol

from bot.domain.act import ActId, ActNumber, DocumentKind, Edition
from bot.domain.inspection import Inspection, InspectionId, InspectionStatus
from bot.domain.people import Person, PersonId


class ActRecord(NamedTuple):
    """An act as it is kept: its number and who finished it, with the inspection it belongs to.

    `superseded_at`: when the revision that a correction replaces was finished; None for others.
    `official` finished it; `inspector` leads the inspection now, which may be handed over.
    """

    id: ActId
    inspection: InspectionId
    inspector: PersonId
    number: ActNumber
    code: str
    edition: Edition
    official_name: str
    official_position: str
    finished_at: datetime
    data_hash: str | None = None
    previous_hash: str | None = None
    superseded_at: datetime | None = None
    official: PersonId | None = None


class PrintRecord(NamedTuple):
    """One file that was printed: of which act, which document, in which languages."""

    act: ActId
    kind: DocumentKind
    edition: Edition


class ActSummary(NamedTuple):
    """One finished act in a list, with the state of its inspection."""

    id: ActId
    number: ActNumber
    subject_name: str
    violations: int
    finished_at: datetime
    status: InspectionStatus = InspectionStatus.FINISHED


class ActStore(Protocol):
    """Keeps acts and the files printed of them."""

    async def add(
        self,
        inspection: Inspection,
        year: int,
        code: str,
        edition: Edition,
        official: Person,
        now: datetime,
    ) -> ActRecord:
        """Keep the act under the next number of the year; a correction keeps the number it had."""
        ...

    async def last_hash_before(self, act: ActId) -> str | None:
        """Read the data hash of the act that was finished before this one."""
        ...

    async def seal(self, act: ActId, data_hash: str, previous_hash: str | None) -> None:
        """Keep the hash of an act's data, and that of the act before it."""
        ...

    async def latest(self, act: ActId) -> ActRecord | None:
        """Read the last revision of an act's number."""
        ...

    async def by_file(self, sha256: str) -> PrintRecord | None:
        """Find what was printed as the file with this hash."""
        ...

    async def get(self, act: ActId) -> ActRecord | None:
        """Read an act."""
        ...

    async def of_inspection(self, inspection: InspectionId) -> ActRecord | None:
        """Read the act of an inspection."""
        ...

    async def by_code(self, code: str) -> ActRecord | None:
        """Find the act with this verification code."""
        ...

    async def visible_to(self, person: Person, limit: int, offset: int) -> list[ActSummary]:
        """List the acts a person may see, the newest first."""
        ...

    async def document(self, act: ActId, kind: DocumentKind, edition: Edition) -> str | None:
        """Tell the SHA-256 of the file printed in this edition."""
        ...

    async def add_document(
        self, act: ActId, kind: DocumentKind, edition: Edition, sha256: str, now: datetime
    ) -> None:
        """Keep which file was printed; the first one counts."""
        ...
