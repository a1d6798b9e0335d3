"""What is kept of corrections, for storage to provide."""

from datetime import datetime
from typing import Protocol

from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import PersonId


class CorrectionStore(Protocol):
    """Keeps corrections; of each inspection there is one at most, whoever begins it."""

    async def begin(
        self, corrected: InspectionId, author: PersonId, reason: str, now: datetime
    ) -> InspectionId | None:
        """Copy an inspection into a draft of the next revision; None when there is one already."""
        ...

    async def of(self, corrected: InspectionId) -> InspectionId | None:
        """Find the correction of an inspection, under way or finished."""
        ...

    async def supersede(self, draft: Inspection, corrected: Inspection, now: datetime) -> bool:
        """Finish a draft in place of what it corrects, if both are still as they were read."""
        ...
