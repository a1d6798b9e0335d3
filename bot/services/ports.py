"""What the services need from the world, for the adapters to provide."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId


class StorageUnavailable(Exception):
    """The data cannot be reached at the moment: locked, disk full, read-only. Try again later."""


class StorageDamaged(Exception):
    """The data turned out to be damaged. No waiting mends that: stop, and let a person restore."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...

    def local(self, moment: datetime) -> datetime:
        """The moment in the agency's time zone."""
        ...


class Transactions(Protocol):
    """Makes a block of work all or nothing."""

    def transaction(self) -> AbstractAsyncContextManager[None]:
        """Keep everything of the block, or nothing of it."""
        ...


class Audit(Protocol):
    """Remembers who changed what, for ever."""

    async def write(
        self,
        action: str,
        actor: PersonId | None,
        inspection: InspectionId | None = None,
        **details: object,
    ) -> None:
        """Add an entry; `details` are kept as JSON."""
        ...


class JobKind(StrEnum):
    """Long work that is done outside of any update's transaction."""

    PRINT_ACT = "print_act"
    FETCH_EVIDENCE = "fetch_evidence"
    DELIVER_ACT = "deliver_act"
    CHECK_FILE = "check_file"
    REMIND = "remind"
    FETCH_PROOF = "fetch_proof"
    FETCH_SPOKEN_REMARK = "fetch_spoken_remark"


class Jobs(Protocol):
    """Takes orders for long work, carried out after the transaction."""

    async def order(self, kind: JobKind, lane: str, subject: str) -> None:
        """Order a job about `subject`; jobs of one lane are done one after another."""
        ...

    async def plan(self, kind: JobKind, lane: str, subject: str, moment: datetime) -> None:
        """Order a job for a later moment; planned again before that, it only moves."""
        ...

    async def give_up_plan(self, kind: JobKind, subject: str) -> None:
        """Take back a job that was planned and has not begun."""
        ...


class Files(Protocol):
    """Keeps files by the SHA-256 of their content."""

    async def keep(self, folder: str, data: bytes, suffix: str) -> str:
        """Write a file durably and tell its SHA-256; the same content is kept once."""
        ...

    def path(self, folder: str, sha256: str, suffix: str) -> str:
        """Where a kept file is."""
        ...


class Workshop(Protocol):
    """Prints acts and prepares photos, outside of the process that talks."""

    async def render(
        self, kind: DocumentKind, act: Act, edition: Edition, verification_link: str
    ) -> bytes:
        """Print a document of an act as PDF."""
        ...

    async def prepare_photo(self, data: bytes) -> bytes:
        """Turn a photo upright and make it a small JPEG; raises `EvidenceRefused`."""
        ...
