"""Fetching the voice messages in which supervisors say what is wrong with an act."""

from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused
from bot.services.evidence import FILE_FOLDER, FILE_SUFFIX
from bot.services.ports import Files, Transactions
from bot.services.reviews import Reviews
from bot.telegram.fetching import Download
from bot.telegram.reply import Call


class FetchSpokenRemark:
    """Keeps the reason of a return on the agency's own disk; subject: the review step's id.

    The inspector has heard it already, so there is nobody to tell when the file is gone.
    """

    def __init__(
        self, transactions: Transactions, reviews: Reviews, files: Files, download: Download
    ) -> None:
        self._transactions = transactions
        self._reviews = reviews
        self._files = files
        self._download = download

    async def work(self, subject: str) -> str | None:
        """Fetch and keep the file; its SHA-256, or None when there is nothing to keep."""
        async with self._transactions.transaction():
            file_id = await self._reviews.spoken(int(subject))
        if file_id is None:
            return None
        try:
            data = await self._download(file_id, MAX_FILE_BYTES)
        except EvidenceRefused:
            return None
        return await self._files.keep(FILE_FOLDER, data, FILE_SUFFIX)

    async def record(self, subject: str, result: str | None) -> list[Call]:
        """Note which file it is, once."""
        if result is not None and await self._reviews.spoken(int(subject)) is not None:
            await self._reviews.keep_spoken(int(subject), result)
        return []

    async def give_up(self, subject: str) -> list[Call]:  # noqa: ARG002 - nothing was promised
        """Leave it at what Telegram keeps."""
        return []
