"""What is said about a finished act: decisions, withdrawals, requests for a correction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.act import ActId
from bot.domain.people import PersonId


class Step(StrEnum):
    """One thing that was said about an act."""

    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_DECLINED = "correction_declined"
    UNLOCKED = "unlocked"


@dataclass(frozen=True, slots=True)
class Review:
    """One step in the review of an act: who said it and when, why, and about which requirements.

    `voice_file_id` is Telegram's id of a spoken remark.
    """

    act: ActId
    step: Step
    author: PersonId
    said_at: datetime
    remark: str | None = None
    requirements: tuple[str, ...] = ()
    voice_file_id: str | None = None
