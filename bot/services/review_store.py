"""What is kept of the review of acts, for storage to provide."""

from datetime import datetime
from typing import NamedTuple, Protocol

from bot.domain.act import ActId, ActNumber
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.domain.review import Review


class WaitingAct(NamedTuple):
    """An act that waits for a decision of somebody, since when."""

    id: ActId
    number: ActNumber
    subject_name: str
    official_name: str
    violations: int
    waits_since: datetime


class ReviewStore(Protocol):
    """Keeps each step in the review of an act, and tells what waits for one."""

    async def add(self, review: Review) -> int:
        """Keep a step and tell its number."""
        ...

    async def spoken(self, review: int) -> str | None:
        """Tell Telegram's id of a spoken remark whose file is not kept yet."""
        ...

    async def keep_spoken(self, review: int, sha256: str) -> InspectionId:
        """Note the file of a spoken remark, and tell which inspection it is about."""
        ...

    async def of_act(self, act: ActId) -> list[Review]:
        """List the steps of an act, the first one first."""
        ...

    async def is_being_corrected(self, inspection: InspectionId) -> bool:
        """Say whether a correction of this inspection is open."""
        ...

    async def waiting(self, supervisor: PersonId, limit: int, offset: int) -> list[WaitingAct]:
        """List what was sent to a supervisor and is undecided, the longest waiting first."""
        ...

    async def count_waiting(self, supervisor: PersonId) -> int:
        """Count what was sent to a supervisor and is undecided."""
        ...
