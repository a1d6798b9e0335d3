"""Telling whether a print, or a file, is genuine."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.act import DocumentKind, Edition
from bot.domain.errors import UnknownAct
from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused, RefusalReason
from bot.domain.people import PersonId
from bot.services.act_store import ActRecord, ActStore
from bot.services.ports import JobKind, Jobs

CODE = re.compile(r"[A-Za-z0-9_-]{22}")


class Standing(StrEnum):
    """What can be said of a file or a code."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome: which act it is about, and which one has replaced it meanwhile."""

    standing: Standing
    act: ActRecord | None = None
    latest: ActRecord | None = None
    kind: DocumentKind = DocumentKind.ACT
    edition: Edition | None = None


class Verification:
    """Compares codes and files with what this bot has issued."""

    def __init__(self, store: ActStore, jobs: Jobs) -> None:
        self._store = store
        self._jobs = jobs

    async def code(self, code: str) -> Verified:
        """Look up the code of a print."""
        act = await self._claimed(code)
        return Verified(Standing.UNKNOWN) if act is None else await self._standing(act)

    async def order_check(self, person: PersonId, file_id: str, size: int | None) -> None:
        """Order a look at a file; raises `EvidenceRefused` for one that a bot cannot get."""
        if size is not None and size > MAX_FILE_BYTES:
            raise EvidenceRefused(RefusalReason.TOO_LARGE)
        await self._jobs.order(JobKind.CHECK_FILE, f"check:{person}", f"{person}:{file_id}")

    async def file(self, sha256: str, claimed_code: str | None) -> Verified:
        """Look up a file by its hash; `claimed_code` is the act that it says it is."""
        found = await self._store.by_file(sha256)
        if found is not None:
            act = await self._store.get(found.act)
            if act is None:
                raise UnknownAct
            return await self._standing(act, found.kind, found.edition)
        claimed = await self._claimed(claimed_code) if claimed_code else None
        return (
            Verified(Standing.UNKNOWN)
            if claimed is None
            else Verified(Standing.ALTERED, claimed, await self._store.latest(claimed.id))
        )

    async def _claimed(self, code: str) -> ActRecord | None:
        """Find an act by its exact code; what cannot be a code is as unknown as a wrong one."""
        return await self._store.by_code(code) if CODE.fullmatch(code) else None

    async def _standing(
        self,
        act: ActRecord,
        kind: DocumentKind = DocumentKind.ACT,
        edition: Edition | None = None,
    ) -> Verified:
        latest = await self._store.latest(act.id) or act
        replaced = latest.number.revision > act.number.revision
        standing = Standing.SUPERSEDED if replaced else Standing.GENUINE
        return Verified(standing, act, latest, kind, edition)
