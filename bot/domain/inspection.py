"""An inspection: who inspects whom, what the header says and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.domain.checklist import Checklist, HeaderField, Severity, Verdict
from bot.domain.circumstances import WITHOUT_DEFAULT, Circumstance, Circumstances
from bot.domain.elimination import Measure
from bot.domain.people import PersonId

InspectionId = NewType("InspectionId", int)


class InspectionStatus(StrEnum):
    """Where an inspection is on its way; only a draft can be changed.

    What leads from one to the other, and who may do it, is in `bot.domain.transitions`.
    """

    DRAFT = "draft"
    CANCELLED = "cancelled"
    FINISHED = "finished"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Header:
    """The values of the form's header; None where nothing was entered yet."""

    state_body: str | None = None
    appointment_number: str | None = None
    appointment_date: date | None = None
    subject_name: str | None = None
    subject_number: str | None = None
    address: str | None = None

    def value(self, header_field: HeaderField) -> str | date | None:
        """Read one value by the field's name."""
        found: str | date | None = getattr(self, header_field.value)
        return found

    def missing(self) -> tuple[HeaderField, ...]:
        """Name the fields that are still empty, in the order of the form."""
        return tuple(name for name in HeaderField if self.value(name) is None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one requirement; `version` counts its changes, `author` made the last."""

    requirement: str
    verdict: Verdict | None = None
    alternative: str | None = None
    reason: str | None = None
    remark: str | None = None
    severity: Severity | None = None
    version: int = 0
    author: PersonId | None = None


class EvidenceKind(StrEnum):
    """What kind of evidence somebody sent."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    LOCATION = "location"


class EvidenceStatus(StrEnum):
    """Whether the file is still at Telegram, safely on our disk, or refused."""

    PENDING = "pending"
    STORED = "stored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo, document, voice message or place that belongs to one requirement.

    `author_name` is written down when the act is finished.
    """

    id: int
    requirement: str
    kind: EvidenceKind
    status: EvidenceStatus
    caption: str | None
    sent_at: datetime
    sha256: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    author: PersonId | None = None
    author_name: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A co-inspector; name and position as in the profile, after the finish as they are printed."""

    person: PersonId
    full_name: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Why a revision follows another: the inspection corrected, the reason, who corrects.

    `act`: the number that both have.
    """

    corrects: InspectionId
    reason: str
    author: PersonId
    act: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing before an inspection can, or should, be finished."""

    header_field: HeaderField | None = None
    circumstance: Circumstance | None = None
    requirement: str | None = None
    pending_evidence: bool = False
    elimination: bool = False
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection with everything that was entered so far; `inspector` leads it.

    A correction is an inspection of its own with the next revision: what was finished stays as it
    was.
    """

    id: InspectionId
    inspector: PersonId
    checklist: Checklist
    status: InspectionStatus
    revision: int
    version: int
    header: Header = Header()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    circumstances: Circumstances = field(default_factory=Circumstances)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    correction: Correction | None = None

    def is_done_by(self, person: PersonId) -> bool:
        """Say whether somebody leads this inspection or takes part in it."""
        return person == self.inspector or person in {each.person for each in self.participants}

    def is_led_by(self, person: PersonId) -> bool:
        """Say whether somebody leads this inspection and finishes it."""
        return person == self.inspector

    @property
    def has_several_authors(self) -> bool:
        """Whether somebody else than the leader may answer here, or did."""
        return bool(self.participants) or any(
            answer.author not in {None, self.inspector} for answer in self.answers.values()
        )

    def answer(self, requirement: str) -> Answer:
        """Read what is known of a requirement, an empty answer when nothing is."""
        return self.answers.get(requirement, Answer(requirement))

    def evidence_for(self, requirement: str) -> tuple[Evidence, ...]:
        """List what was sent for a requirement and not refused."""
        return tuple(
            item
            for item in self.evidence
            if item.requirement == requirement and item.status is not EvidenceStatus.REFUSED
        )

    @property
    def answered(self) -> int:
        """How many requirements have a verdict."""
        return sum(1 for number in self.checklist.numbers if self.answer(number).verdict)

    @property
    def violations(self) -> tuple[str, ...]:
        """The numbers of the requirements that are violated, in the order of the form."""
        return self._with_verdict(Verdict.VIOLATES)

    def severity(self, requirement: str) -> Severity | None:
        """How grave a violation of this requirement is: as the checklist says, or the inspector."""
        known = self.checklist.requirement(requirement).severity
        return known or self.answer(requirement).severity

    def is_ordered(self, requirement: str) -> bool:
        """Say whether all that the order to eliminate needs is known (art. 152(6)(6), (7))."""
        return self.severity(requirement) is not None and requirement in self.measures

    def first_open(self) -> str | None:
        """The first requirement without a verdict."""
        return next((n for n in self.checklist.numbers if not self.answer(n).verdict), None)

    def next_open(self, requirement: str) -> str | None:
        """The next requirement without a verdict after this one, from the start when at the end."""
        numbers = self.checklist.numbers
        place = numbers.index(requirement) + 1
        ahead = (*numbers[place:], *numbers[: place - 1])
        return next((number for number in ahead if not self.answer(number).verdict), None)

    def neighbour(self, requirement: str, step: int) -> str | None:
        """The requirement `step` places further in the form, None beyond its ends."""
        numbers = self.checklist.numbers
        place = numbers.index(requirement) + step
        return numbers[place] if 0 <= place < len(numbers) else None

    def gaps(self) -> tuple[Gap, ...]:
        """Everything missing: in the header, the requirements, the order, the circumstances."""
        header = [Gap(header_field=name) for name in self.header.missing()]
        rows = [gap for number in self.checklist.numbers if (gap := self._gap(number))]
        order = [
            Gap(requirement=number, elimination=True)
            for number in self.violations
            if not self.is_ordered(number)
        ]
        return (*header, *rows, *order, *self._circumstance_gaps())

    def _circumstance_gaps(self) -> tuple[Gap, ...]:
        return tuple(
            Gap(circumstance=name, blocking=False)
            for name in WITHOUT_DEFAULT
            if getattr(self.circumstances, name.value) is None
        )

    def _gap(self, number: str) -> Gap | None:
        answer = self.answer(number)
        if answer.verdict is None:
            return Gap(requirement=number)
        files = self.evidence_for(number)
        if any(item.status is EvidenceStatus.PENDING for item in files):
            return Gap(requirement=number, pending_evidence=True)
        said = answer.remark or any(item.kind is EvidenceKind.VOICE for item in files)
        if answer.verdict is Verdict.VIOLATES and not said:
            return Gap(requirement=number, blocking=False)
        return None

    def _with_verdict(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(n for n in self.checklist.numbers if self.answer(n).verdict is verdict)
