"""Fetching the files that prove that a violation was eliminated."""

from bot.domain.evidence import RefusalReason
from bot.domain.people import Role
from bot.i18n import speaking
from bot.services.people import People
from bot.services.ports import Transactions
from bot.services.proofs import ProofRoom
from bot.services.stores import PendingEvidence
from bot.telegram.fetching import Fetching
from bot.telegram.jobs import OpenConversation
from bot.telegram.reply import Call, calls_for_chat
from bot.telegram.screens.settling import refused_proof_note


class FetchProof:
    """Fetches a file from Telegram and keeps it; subject: the proof's id."""

    def __init__(
        self,
        transactions: Transactions,
        proofs: ProofRoom,
        people: People,
        fetching: Fetching,
        open_conversation: OpenConversation,
    ) -> None:
        self._transactions = transactions
        self._proofs = proofs
        self._people = people
        self._fetching = fetching
        self._open_conversation = open_conversation

    async def work(self, subject: str) -> str | RefusalReason | None:
        """Fetch, check and keep the file; its SHA-256, or why it is refused."""
        async with self._transactions.transaction():
            pending = await self._proofs.pending(int(subject))
        return await self._fetching.fetch(pending) if pending else None

    async def record(self, subject: str, result: str | RefusalReason | None) -> list[Call]:
        """Note what became of the file, and tell who sent it when it cannot be kept."""
        pending = await self._proofs.pending(int(subject))
        if pending is None or result is None:
            return []
        if isinstance(result, RefusalReason):
            await self._proofs.refuse(pending, result)
            return await self._tell(pending, result)
        await self._proofs.store(pending, result)
        return []

    async def give_up(self, subject: str) -> list[Call]:
        """Refuse a file that cannot be worked on, so that nobody takes it for a proof."""
        pending = await self._proofs.pending(int(subject))
        reason = self._fetching.reason_to_give_up(pending) if pending else None
        return await self.record(subject, reason)

    async def _tell(self, pending: PendingEvidence, reason: RefusalReason) -> list[Call]:
        person = await self._people.get(pending.author)
        if person is None or not person.may(Role.INSPECTOR):
            return []
        conversation = await self._open_conversation(person)
        with speaking(person.language):
            words = refused_proof_note(pending.requirement, reason)
            return calls_for_chat(person.id, [(await conversation.draw()).warning(words)])
