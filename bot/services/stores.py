"""The stores that the services need, area by area, and the records that they give."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.domain.act import ActId
from bot.domain.checklist import Checklist, HeaderField
from bot.domain.inspection import (
    Answer,
    Evidence,
    EvidenceKind,
    Inspection,
    InspectionId,
    InspectionStatus,
)
from bot.domain.people import Person, PersonId, Role


class PeopleStore(Protocol):
    """Keeps the people and their invitations."""

    async def get(self, person: PersonId) -> Person | None:
        """Find somebody by the Telegram id."""
        ...

    async def save(self, person: Person) -> None:
        """Keep somebody's data as they are now."""
        ...

    async def with_roles(self, roles: Sequence[Role]) -> list[Person]:
        """List the active people with one of these roles, by name."""
        ...

    async def former(self) -> list[Person]:
        """List the people who have no role any more, by name."""
        ...

    async def change_role(self, person: PersonId, before: Role, after: Role | None) -> bool:
        """Give somebody another role, or none, if the role is still the one before."""
        ...

    async def see(self, person: PersonId, now: datetime) -> None:
        """Note when somebody was here."""
        ...

    async def joined_at(self, person: PersonId) -> datetime | None:
        """Tell since when somebody is known."""
        ...

    async def invited_by(self, person: PersonId) -> PersonId | None:
        """Tell who made the invitation that somebody used last."""
        ...

    async def add_invitation(
        self,
        token_sha256: str,
        role: Role,
        created_by: PersonId | None,
        created_at: datetime,
        expires_at: datetime,
    ) -> None:
        """Keep an invitation by the hash of its token, valid between the two moments."""
        ...

    async def invited_as(self, token_sha256: str, now: datetime) -> Role | None:
        """Tell the role of a valid invitation without using it."""
        ...

    async def use_invitation(
        self, token_sha256: str, person: PersonId, now: datetime
    ) -> tuple[Role, PersonId | None] | None:
        """Mark a valid invitation as used and tell its role and creator; None when not valid."""
        ...

    async def revoke_claims(self) -> None:
        """Make older claims of the first administrator worthless."""
        ...

    async def revoke_invitations(self, creator: PersonId) -> None:
        """Make the invitations of somebody that were not used yet worthless."""
        ...

    async def take_back_words(self, person: PersonId) -> None:
        """Forget what still waits to be said to somebody."""
        ...


class ChecklistStore(Protocol):
    """Keeps each edition of a checklist that an inspection was begun with."""

    async def in_force(self) -> tuple[Checklist, ...]:
        """List the checklists that a new inspection can use."""
        ...


class Subject(NamedTuple):
    """A subject of control as an earlier inspection of the same inspector named it."""

    number: str
    name: str
    address: str | None


class DraftSummary(NamedTuple):
    """One open inspection in a list."""

    id: InspectionId
    checklist: Checklist
    subject_name: str | None
    answered: int
    updated_at: datetime
    leader: str | None = None
    """Who leads it, if that is somebody else."""
    revision: int = 1


class InspectionStore(Protocol):
    """Keeps inspections, answers and evidence."""

    async def add(self, inspector: PersonId, checklist: Checklist, now: datetime) -> InspectionId:
        """Open a draft with the checklist's present edition."""
        ...

    async def get(self, inspection: InspectionId) -> Inspection | None:
        """Read an inspection with all that was entered."""
        ...

    async def drafts(self, inspector: PersonId) -> list[DraftSummary]:
        """List the open drafts of an inspector, the one changed last first."""
        ...

    async def set_header(
        self, inspection: InspectionId, name: HeaderField, value: str | date, now: datetime
    ) -> None:
        """Keep one value of the header."""
        ...

    async def save_answer(
        self, inspection: InspectionId, answer: Answer, author: PersonId, now: datetime
    ) -> bool:
        """Keep an answer if the one before has `answer.version - 1`; the one before is kept too."""
        ...

    async def previous_answer(self, inspection: InspectionId, requirement: str) -> Answer | None:
        """Read the answer that the present one replaced."""
        ...

    async def authors(self, inspection: InspectionId) -> Mapping[PersonId, str]:
        """Tell the names of the leader, of the co-inspectors and of all who answered."""
        ...

    async def write_down_participants(self, inspection: InspectionId) -> None:
        """Keep names and positions of the co-inspectors as they are now."""
        ...

    async def add_evidence(
        self,
        inspection: InspectionId,
        evidence: Evidence,
        author: PersonId,
        message_id: int,
        file_id: str | None,
        file_size: int | None = None,
    ) -> int | None:
        """Keep a piece of evidence and tell its id; None when this message was kept before."""
        ...

    async def move(self, inspection: Inspection, status: InspectionStatus, now: datetime) -> bool:
        """Change the status if neither status nor version changed since it was read."""
        ...

    async def known_subject(self, number: str, inspector: PersonId) -> Subject | None:
        """Find how this inspector named the subject with this number before."""
        ...


class PendingEvidence(NamedTuple):
    """A file that is still at Telegram."""

    id: int
    inspection: InspectionId
    requirement: str
    author: PersonId
    kind: EvidenceKind
    file_id: str


class EvidenceStore(Protocol):
    """Keeps what became of each file."""

    async def pending(self, evidence: int) -> PendingEvidence | None:
        """Read a file that still has to be fetched."""
        ...

    async def bytes_since(self, author: PersonId, since: datetime) -> int:
        """Add up the sizes of all files that somebody has sent since then."""
        ...

    async def store(self, evidence: int, sha256: str) -> None:
        """Mark a file as safely kept."""
        ...

    async def refuse(self, evidence: int, reason: str) -> None:
        """Mark a file as refused."""
        ...


class SubmissionStatus(StrEnum):
    """What became of an act on its way to a supervisor."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


class Submission(NamedTuple):
    """One act on its way to one supervisor."""

    id: int
    act: ActId
    supervisor: PersonId
    status: SubmissionStatus
    failure: str | None
    message_id: int | None = None
    withdrawn: bool = False

    @property
    def was_shown(self) -> bool:
        """Whether the supervisor knows of the act: what was withdrawn on its way is not known."""
        return not self.withdrawn or self.status is SubmissionStatus.DELIVERED


class SubmissionStore(Protocol):
    """Keeps to whom each act was sent and whether it arrived."""

    async def queue(self, act: ActId, supervisor: PersonId, now: datetime) -> int:
        """Note that an act is on its way (again) and tell the submission's id."""
        ...

    async def get(self, submission: int) -> Submission | None:
        """Read one submission."""
        ...

    async def of_act(self, act: ActId) -> list[Submission]:
        """List to whom an act was sent."""
        ...

    async def settle(
        self,
        submission: int,
        status: SubmissionStatus,
        failure: str | None,
        message_id: int | None = None,
    ) -> None:
        """Note whether it arrived, and as which message."""
        ...

    async def take_back(self, submission: int) -> None:
        """Forget what of a submission still waits to be sent."""
        ...

    async def withdraw(self, act: ActId, now: datetime) -> None:
        """Note that an act is no longer with any supervisor; what waits to be sent is forgotten."""
        ...

    async def on_the_way(self, supervisor: PersonId) -> list[int]:
        """List the submissions that have not yet arrived at a supervisor."""
        ...

    async def undecidable(self, supervisor: PersonId) -> list[ActId]:
        """List the acts sent to somebody on which nobody who received them can decide."""
        ...

    async def last_choice(self, inspector: PersonId) -> list[PersonId]:
        """List the supervisors to whom the inspector sent the last act."""
        ...
