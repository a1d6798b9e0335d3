"""What reminders are about, for storage to provide."""

from datetime import date, datetime, time
from typing import NamedTuple, Protocol

from bot.domain.act import ActId, ActNumber
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId, Role


class ReminderSettings(NamedTuple):
    """When somebody wants to be spoken to; None: in the agency's time zone, no digest."""

    time_zone: str | None = None
    digest_at: time | None = None


class OpenTerm(NamedTuple):
    """What is still to be eliminated in an inspection until one day."""

    inspection: InspectionId
    act: ActId
    number: ActNumber
    subject_name: str
    due: date
    requirements: tuple[str, ...]


class Wait(NamedTuple):
    """An act that was sent to a supervisor and waits for the decision since then."""

    submission: int
    inspection: InspectionId
    act: ActId
    number: ActNumber
    subject_name: str
    inspector: PersonId
    supervisor: PersonId
    since: datetime


class Duty(NamedTuple):
    """A term that concerns who inspects, or a supervisor who received the act.

    `role` is what the person needs to be told of it.
    """

    inspection: InspectionId
    due: date
    person: PersonId
    role: Role


class ReminderStore(Protocol):
    """Looks up what is still to be done, and keeps when people want to hear of it."""

    async def settings(self, person: PersonId) -> ReminderSettings:
        """Read when somebody wants to be spoken to."""
        ...

    async def keep_settings(self, person: PersonId, settings: ReminderSettings) -> None:
        """Keep when somebody wants to be spoken to."""
        ...

    async def term(self, inspection: InspectionId, due: date) -> OpenTerm | None:
        """Read what is still to be eliminated until a day; None when that is nothing."""
        ...

    async def duties_of(self, inspection: InspectionId) -> list[Duty]:
        """List the open terms of an inspection with whom they concern, each person once a term."""
        ...

    async def duties_since(self, day: date) -> list[Duty]:
        """List all open terms that end on this day or later, with whom they concern."""
        ...

    async def waiting(self, submission: int) -> Wait | None:
        """Read a submission if its act still waits for the decision of this supervisor."""
        ...

    async def waiting_of(self, act: ActId) -> list[Wait]:
        """List for whose decisions an act waits, the longest wait first."""
        ...

    async def all_waiting(self) -> list[Wait]:
        """List everything that waits for a decision."""
        ...

    async def with_digest(self) -> list[PersonId]:
        """List those who want a digest."""
        ...

    async def planned(self, person: PersonId) -> list[str]:
        """List the subjects of somebody's reminders whose time has not come."""
        ...

    async def ordered(self) -> list[str]:
        """List the subjects of all reminders that were not yet dealt with."""
        ...


class ActInBrief(NamedTuple):
    """An act in a digest."""

    id: ActId
    number: ActNumber
    subject_name: str


class DigestStore(Protocol):
    """Looks up what there is to do for somebody."""

    async def waits(self, supervisor: PersonId) -> list[Wait]:
        """List what waits for somebody's decision, the longest wait first."""
        ...

    async def returned(self, person: PersonId) -> list[ActInBrief]:
        """List the acts of somebody's concern that were returned and are not corrected yet."""
        ...

    async def terms_until(self, person: PersonId, day: date) -> list[OpenTerm]:
        """List the terms of somebody's concern that end on this day or ended before."""
        ...

    async def last_digest(self, person: PersonId) -> datetime | None:
        """Tell when somebody got the last digest."""
        ...

    async def keep_last_digest(self, person: PersonId, moment: datetime) -> None:
        """Keep when somebody got a digest."""
        ...
