"""The act: everything one printed document holds, so that the same act prints the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from bot.domain.checklist import Checklist
from bot.domain.inspection import Answer, Header
from bot.domain.language import Language

ActId = NewType("ActId", int)


@dataclass(frozen=True, slots=True)
class ActNumber:
    """The number of an act: year and place in the year's sequence; a correction is a revision."""

    year: int
    sequence: int
    revision: int = 1

    def __str__(self) -> str:
        return f"{self.year}-{self.sequence:06d}"

    def file_name(self, language: Language) -> str:
        """Name the PDF, as in `act-2026-000123-r1-kk.pdf`."""
        return f"act-{self}-r{self.revision}-{language}.pdf"


@dataclass(frozen=True, slots=True)
class Official:
    """An official who did the inspection, as printed above the signature."""

    full_name: str
    position: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A stored photo: the JPEG file's path, the requirement it belongs to, who sent it and when."""

    path: str
    requirement: str
    caption: str | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """The finished result of an inspection, frozen; `finished_at` is in the agency's time zone.

    `language` is what it is printed in, `original_language` what was chosen at finish: when they
    differ the print is marked as a copy. `code` is the verification code in letters.
    """

    number: ActNumber
    code: str
    language: Language
    original_language: Language
    checklist: Checklist
    header: Header
    officials: tuple[Official, ...]
    finished_at: datetime
    answers: Mapping[str, Answer] = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
