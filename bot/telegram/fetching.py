"""Fetching a file from Telegram and keeping it, or telling why it cannot be kept."""

from collections.abc import Awaitable, Callable

from bot.domain.evidence import (
    MAX_FILE_BYTES,
    EvidenceOutOfReach,
    EvidenceRefused,
    RefusalReason,
)
from bot.services.evidence import keep_file
from bot.services.ports import Files, Workshop
from bot.services.stores import PendingEvidence

Download = Callable[[str, int], Awaitable[bytes]]
"""Fetches a file by its id, cut after so many bytes.

Raises `EvidenceRefused`, or `EvidenceOutOfReach` when it may be there later.
"""


class Fetching:
    """Brings files to the agency's own disk; remembers which were out of reach at the last try."""

    def __init__(self, files: Files, workshop: Workshop, download: Download) -> None:
        self._files = files
        self._workshop = workshop
        self._download = download
        self._out_of_reach: set[str] = set()

    async def fetch(self, pending: PendingEvidence) -> str | RefusalReason:
        """Fetch, check and keep a file; its SHA-256, or why it is refused.

        Raises `EvidenceOutOfReach` when it may be there later.
        """
        self._out_of_reach.discard(pending.file_id)
        try:
            data = await self._download(pending.file_id, MAX_FILE_BYTES)
            if len(data) > MAX_FILE_BYTES:
                return RefusalReason.TOO_LARGE
            return await keep_file(pending, data, self._files, self._workshop)
        except EvidenceRefused as error:
            return error.reason
        except EvidenceOutOfReach:
            self._out_of_reach.add(pending.file_id)
            raise

    def reason_to_give_up(self, pending: PendingEvidence) -> RefusalReason:
        """Why a file is refused after all: Telegram never had it, or it cannot be worked on."""
        gone = pending.file_id in self._out_of_reach
        return RefusalReason.GONE if gone else RefusalReason.DAMAGED
