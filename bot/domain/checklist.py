"""An official checklist: the order behind it, the form's captions and its requirements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.language import Language, LocalizedText


class Verdict(StrEnum):
    """What an inspector says of one requirement."""

    COMPLIES = "complies"
    VIOLATES = "violates"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How grave a violation is (Entrepreneurial Code, art. 141(8))."""

    GROSS = "gross"
    SIGNIFICANT = "significant"
    MINOR = "minor"


class HeaderField(StrEnum):
    """One value of the form's header, in the order in which the dialog asks for it."""

    STATE_BODY = "state_body"
    APPOINTMENT_NUMBER = "appointment_number"
    APPOINTMENT_DATE = "appointment_date"
    SUBJECT_NAME = "subject_name"
    SUBJECT_NUMBER = "subject_number"
    ADDRESS = "address"


class SubjectNumberKind(StrEnum):
    """Which identification number the form takes: miners IIN or BIN, pools BIN only."""

    IIN_OR_BIN = "iin_or_bin"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class Enactment:
    """One body's number and date on an order, a joint order has several."""

    body: LocalizedText
    number: str
    date: date


@dataclass(frozen=True, slots=True)
class Order:
    """The order that approved a checklist."""

    title: LocalizedText
    enactments: tuple[Enactment, ...]
    registration_number: str
    registration_date: date
    amendments: tuple[tuple[Enactment, ...], ...]
    edition: date
    official_languages: frozenset[Language]
    source: str


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One printed line of the form's header: its caption, the note under the line, its values."""

    caption: LocalizedText
    note: LocalizedText | None
    fields: tuple[HeaderField, ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs the form, and the captions under the signature lines."""

    caption: LocalizedText
    notes: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One case an inspector picks instead of a bare verdict, with the verdict that follows."""

    key: str
    label: LocalizedText
    text: LocalizedText
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of a checklist.

    `not_applicable` says why the row may not concern a subject; None: it always does.
    """

    number: str
    text: LocalizedText
    parent: str | None = None
    not_applicable: LocalizedText | None = None
    question: LocalizedText | None = None
    alternatives: tuple[Alternative, ...] = ()
    evidence_hint: LocalizedText | None = None
    severity: Severity | None = None
    external_code: str | None = None

    def alternative(self, key: str | None) -> Alternative | None:
        """Find the case with this key."""
        return next((case for case in self.alternatives if case.key == key), None)


@dataclass(frozen=True, slots=True)
class Checklist:
    """One approved checklist in one edition; `id` and `edition` together name it for ever.

    `name` is what the act calls it (Entrepreneurial Code, art. 152(2)(8)), `short_name` fits on
    a button.
    """

    id: str
    order: Order
    name: LocalizedText
    short_name: LocalizedText
    title: tuple[LocalizedText, ...]
    approval_corner: LocalizedText
    subject_number: SubjectNumberKind
    header: tuple[HeaderLine, ...]
    columns: tuple[LocalizedText, LocalizedText, LocalizedText, LocalizedText]
    signatures: tuple[SignatureBlock, ...]
    requirements: tuple[Requirement, ...]

    @property
    def edition(self) -> str:
        """The day of the last amendment, ISO 8601."""
        return self.order.edition.isoformat()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the requirements in the order of the form."""
        return tuple(requirement.number for requirement in self.requirements)

    def requirement(self, number: str) -> Requirement:
        """Find a requirement by its number, or raise `KeyError`."""
        return self._by_number()[number]

    def _by_number(self) -> Mapping[str, Requirement]:
        return {requirement.number: requirement for requirement in self.requirements}
