"""What is accepted as evidence, and why a file is refused."""

from enum import StrEnum

MAX_FILE_BYTES = 20 * 1024 * 1024
"""Telegram hands no larger file to a bot (`getFile`)."""
MAX_PIXELS = 25_000_000
MAX_PHOTO_SIDE = 1600


class RefusalReason(StrEnum):
    """Why a file cannot serve as evidence."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    GONE = "gone"


class EvidenceRefused(Exception):
    """A file was looked at and cannot be used; `reason` says why."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class EvidenceOutOfReach(Exception):
    """A file cannot be had at the moment; it may be there later, but not for ever."""
