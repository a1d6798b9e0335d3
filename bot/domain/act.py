"""The act: everything one printed document holds, so that the same act prints the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.checklist import Checklist
from bot.domain.circumstances import Circumstances, Official
from bot.domain.elimination import Measure
from bot.domain.inspection import Answer, EvidenceKind, Header
from bot.domain.language import Language

ActId = NewType("ActId", int)
SHORT_HASH = 16
"""So many hexadecimal digits of a hash are printed: enough to compare by eye."""


class Edition(StrEnum):
    """In which language, or languages one after the other, a document is printed."""

    KAZAKH = "kk"
    RUSSIAN = "ru"
    KAZAKH_AND_RUSSIAN = "kk+ru"
    ENGLISH = "en"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in the order in which they are printed."""
        return tuple(Language(code) for code in self.value.split("+"))


class DocumentKind(StrEnum):
    """The documents about the results of an inspection (art. 152(1))."""

    ACT = "act"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class ActNumber:
    """The number of an act: year and place in the year's sequence; a correction is a revision."""

    year: int
    sequence: int
    revision: int = 1

    def __str__(self) -> str:
        return f"{self.year}-{self.sequence:06d}"

    def file_name(self, edition: str, kind: DocumentKind = DocumentKind.ACT) -> str:
        """Name the PDF, as in `act-2026-000123-r1-kk.pdf`; a plus would be escaped on its way."""
        return f"{kind}-{self}-r{self.revision}-{edition.replace('+', '-')}.pdf"


@dataclass(frozen=True, slots=True)
class Photo:
    """A stored photo: the JPEG file's path, the requirement it belongs to, who sent it and when.

    `sent_at` is the date of Telegram's message; `place` the location shared for the requirement,
    as latitude and longitude in degrees.
    """

    path: str
    requirement: str
    caption: str | None
    sent_at: datetime
    author: str = ""
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Evidence that is not printed but listed: a voice message, a document, a place."""

    kind: EvidenceKind
    requirement: str
    sent_at: datetime
    author: str
    caption: str | None = None
    sha256: str | None = None
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Why an act takes the place of the revision before it.

    `superseded_at`: when that was finished, in the agency's time zone; `author` corrected it.
    """

    superseded_at: datetime
    reason: str
    author: Official


@dataclass(frozen=True, slots=True)
class Act:
    """The finished result of an inspection, frozen; `finished_at` is in the agency's time zone.

    `language` is what it is printed in, `original_language` what was chosen at finish: when they
    differ the print is marked as a copy. `code` is the verification code in letters.
    `previous_hash` is the data hash of the act numbered before this one, None for the first one.
    `is_draft_form`: whether to say that the form is approved by the Prosecutor General
    (art. 152(5)). `replaces` is None for the first revision.
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
    enclosures: tuple[Enclosure, ...] = ()
    circumstances: Circumstances = field(default_factory=Circumstances)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    data_hash: str = ""
    previous_hash: str | None = None
    is_draft_form: bool = True
    original_edition: Edition | None = None
    replaces: Replacement | None = None
