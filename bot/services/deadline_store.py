"""What is kept of the terms of orders, for storage to provide."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.deadline import Deadline
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.services.evidence import Received
from bot.services.stores import PendingEvidence


class DeadlineStore(Protocol):
    """Keeps the terms of orders and the files that prove eliminations."""

    async def open(self, deadlines: Sequence[Deadline]) -> None:
        """Keep the terms of an act that was just finished."""
        ...

    async def of(self, inspection: InspectionId) -> tuple[Deadline, ...]:
        """Read the terms of an inspection with their files."""
        ...

    async def save(self, deadline: Deadline) -> bool:
        """Keep a term if the one before has `deadline.version - 1`."""
        ...

    async def add_proof(
        self, deadline: Deadline, received: Received, author: PersonId
    ) -> int | None:
        """Keep that a file was sent and tell its id; None when this message was kept before."""
        ...

    async def confirm_proof(self, deadline: Deadline, author: PersonId) -> None:
        """Let the files that somebody sent belong to the deadline as it is now."""
        ...

    async def discard_proof(self, deadline: Deadline, author: PersonId) -> list[int]:
        """Let the files that somebody sent and did not confirm count for nothing; tell them."""
        ...

    async def carry_proof(
        self, deadline: Deadline, earlier: Deadline
    ) -> list[tuple[int, PersonId]]:
        """Take the confirmed files over; tell id and author of those still to be fetched."""
        ...

    async def pending_proof(self, proof: int) -> PendingEvidence | None:
        """Read a file that still has to be fetched."""
        ...

    async def store_proof(self, proof: int, sha256: str) -> None:
        """Mark a file as safely kept."""
        ...

    async def refuse_proof(self, proof: int, reason: str) -> None:
        """Mark a file as refused."""
        ...
