"""Reminders: which there are, and at which moment each is due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.domain.act import ActId
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.domain.working_time import OPENING, moment_of

PATIENCE_DAYS = 2
"""After so many working days an act has waited long enough to speak of it."""


class Stage(StrEnum):
    """Where a term stands: near its end, on its last day, just over."""

    BEFORE = "before"
    DAY = "day"
    AFTER = "after"


DISTANCES = {
    Stage.BEFORE: timedelta(days=-3),
    Stage.DAY: timedelta(0),
    Stage.AFTER: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class TermReminder:
    """Reminds one person of what is to be eliminated in an inspection until a day."""

    inspection: InspectionId
    due: date
    stage: Stage
    person: PersonId

    def moment(self, zone: tzinfo) -> datetime:
        """Tell when it is to be said where the person is."""
        return moment_of(self.due + DISTANCES[self.stage], OPENING, zone)

    def is_outdated(self, today: date) -> bool:
        """Say whether a later stage speaks on this day already, and says it better."""
        stages = list(Stage)
        later = stages[stages.index(self.stage) + 1 :]
        return any(self.due + DISTANCES[stage] <= today for stage in later)

    def __str__(self) -> str:
        """Write it down as the subject of a job."""
        return f"deadline:{self.inspection}:{self.due.isoformat()}:{self.stage}:{self.person}"


@dataclass(frozen=True, slots=True)
class ReviewReminder:
    """Reminds a supervisor of an act that waits for a decision."""

    submission: int

    def __str__(self) -> str:
        """Write it down as the subject of a job."""
        return f"review:{self.submission}"


@dataclass(frozen=True, slots=True)
class WaitingReminder:
    """Tells an inspector that nobody has decided on an act."""

    act: ActId

    def __str__(self) -> str:
        """Write it down as the subject of a job."""
        return f"waiting:{self.act}"


@dataclass(frozen=True, slots=True)
class DigestReminder:
    """Sums up in the morning what there is to do."""

    person: PersonId

    def __str__(self) -> str:
        """Write it down as the subject of a job."""
        return f"digest:{self.person}"


Reminder = TermReminder | ReviewReminder | WaitingReminder | DigestReminder


def read_reminder(subject: str) -> Reminder:
    """Read a reminder as it was written down; raises `ValueError`."""
    kind, _separator, rest = subject.partition(":")
    if kind == "deadline":
        inspection, due, stage, person = rest.split(":")
        return TermReminder(
            InspectionId(int(inspection)),
            date.fromisoformat(due),
            Stage(stage),
            PersonId(int(person)),
        )
    if kind == "review":
        return ReviewReminder(int(rest))
    if kind == "waiting":
        return WaitingReminder(ActId(int(rest)))
    if kind == "digest":
        return DigestReminder(PersonId(int(rest)))
    raise ValueError(subject)
