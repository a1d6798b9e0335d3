"""Files that prove that a violation was eliminated: kept at once, counted once confirmed."""

from datetime import UTC

from bot.domain.deadline import Deadline
from bot.domain.errors import TooMuchProof, TooMuchToday
from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused, RefusalReason
from bot.domain.people import PersonId
from bot.services.deadline_store import DeadlineStore
from bot.services.evidence import MAX_BYTES_A_DAY, Received
from bot.services.ports import Audit, Clock, JobKind, Jobs
from bot.services.stores import EvidenceStore, PendingEvidence

MAX_PROOF = 20


class ProofRoom:
    """Takes proof in, and keeps each file on the agency's own disk."""

    def __init__(
        self,
        store: DeadlineStore,
        evidence: EvidenceStore,
        audit: Audit,
        jobs: Jobs,
        clock: Clock,
    ) -> None:
        self._store = store
        self._evidence = evidence
        self._audit = audit
        self._jobs = jobs
        self._clock = clock

    async def receive(self, author: PersonId, deadline: Deadline, received: Received) -> bool:
        """Keep a file until it is confirmed, and order it; False when it was kept before.

        `deadline` is one that the author may change (`Deadlines.begin`). Raises `EvidenceRefused`,
        `TooMuchProof`, `TooMuchToday`.
        """
        size = received.file_size or 0
        if size > MAX_FILE_BYTES:
            raise EvidenceRefused(RefusalReason.TOO_LARGE)
        if len(deadline.unconfirmed(author)) >= MAX_PROOF:
            raise TooMuchProof(MAX_PROOF)
        if size and await self._bytes_today(author) + size > MAX_BYTES_A_DAY:
            raise TooMuchToday(MAX_BYTES_A_DAY // 2**20)
        proof = await self._store.add_proof(deadline, received, author)
        if proof is None:
            return False
        await self._audit.write(
            "proof_received",
            author,
            deadline.inspection,
            requirement=deadline.requirement,
            kind=received.kind,
            proof=proof,
        )
        await order_fetching(self._jobs, proof, author)
        return True

    async def discard(self, author: PersonId, deadline: Deadline) -> None:
        """Let the files that somebody sent and did not confirm count for nothing."""
        for proof in await self._store.discard_proof(deadline, author):
            await self._audit.write("proof_discarded", author, deadline.inspection, proof=proof)

    async def pending(self, proof: int) -> PendingEvidence | None:
        """Read a file that still has to be fetched; None when that is done."""
        return await self._store.pending_proof(proof)

    async def store(self, pending: PendingEvidence, sha256: str) -> None:
        """Note that a file is safely kept."""
        await self._store.store_proof(pending.id, sha256)
        await self._audit.write(
            "proof_stored", None, pending.inspection, proof=pending.id, sha256=sha256
        )

    async def refuse(self, pending: PendingEvidence, reason: RefusalReason) -> None:
        """Note why a file cannot be used."""
        await self._store.refuse_proof(pending.id, reason)
        await self._audit.write(
            "proof_refused", None, pending.inspection, proof=pending.id, reason=reason
        )

    async def _bytes_today(self, author: PersonId) -> int:
        local = self._clock.local(self._clock.now())
        began = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return await self._evidence.bytes_since(author, began.astimezone(UTC))


async def order_fetching(jobs: Jobs, proof: int, author: PersonId) -> None:
    """Order a file that was sent as proof."""
    await jobs.order(JobKind.FETCH_PROOF, f"fetch:{author}", str(proof))
