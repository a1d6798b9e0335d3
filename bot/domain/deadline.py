"""The term of a violation after the order was handed over: eliminated, extended, or neither."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.elimination import LONGEST_TERM
from bot.domain.errors import NotADate, NothingProved, ScreenIsStale, TermNotLater
from bot.domain.inspection import EvidenceKind, EvidenceStatus, InspectionId
from bot.domain.people import PersonId


class DeadlineState(StrEnum):
    """What became of a violation; that a term is overdue follows from the day."""

    OPEN = "open"
    ELIMINATED = "eliminated"
    NOT_ELIMINATED = "not_eliminated"


OPEN = DeadlineState.OPEN
ELIMINATED = DeadlineState.ELIMINATED
NOT_ELIMINATED = DeadlineState.NOT_ELIMINATED


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows that a violation was eliminated.

    `settled` is the version of the deadline that it belongs to, None before that is confirmed.
    """

    id: int
    kind: EvidenceKind
    status: EvidenceStatus
    author: PersonId
    file_id: str
    sent_at: datetime
    caption: str | None = None
    sha256: str | None = None
    settled: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when one violation is to be eliminated, and what became of it.

    `version` counts its changes; `settled_by` made the last one, `settler` is the name.
    """

    inspection: InspectionId
    requirement: str
    ordered_due: date
    due: date
    state: DeadlineState = OPEN
    remark: str | None = None
    extension_reason: str | None = None
    settled_by: PersonId | None = None
    settler: str | None = None
    settled_at: datetime | None = None
    version: int = 0
    proofs: tuple[Proof, ...] = ()

    @property
    def is_extended(self) -> bool:
        """Say whether more time was given than the order did."""
        return self.extension_reason is not None

    @property
    def proof(self) -> tuple[Proof, ...]:
        """The files that show the elimination as it stands."""
        return tuple(
            each
            for each in self.proofs
            if each.settled == self.version and each.status is not EvidenceStatus.REFUSED
        )

    def unconfirmed(self, author: PersonId) -> tuple[Proof, ...]:
        """The files that somebody has sent and not confirmed yet."""
        return tuple(
            each
            for each in self.proofs
            if each.settled is None
            and each.author == author
            and each.status is not EvidenceStatus.REFUSED
        )

    def days_left(self, today: date) -> int:
        """How many days are left; 0 on the last day, less than that afterwards."""
        return (self.due - today).days

    def is_overdue(self, today: date) -> bool:
        """Say whether the term is over and nobody has told what became of it."""
        return self.state is OPEN and self.due < today

    @property
    def may_be_extended(self) -> bool:
        """Say whether more time can be given."""
        return self.state is not ELIMINATED

    @property
    def may_be_failed(self) -> bool:
        """Say whether it can be noted as not eliminated."""
        return self.state is OPEN

    @property
    def may_be_eliminated(self) -> bool:
        """Say whether it can be noted as eliminated, be it late."""
        return self.state is not ELIMINATED

    @property
    def may_be_reopened(self) -> bool:
        """Say whether there is a decision to take back."""
        return self.state is not OPEN or self.is_extended


@dataclass(frozen=True, slots=True)
class Settler:
    """Who changes a deadline, and when."""

    person: PersonId
    name: str | None
    moment: datetime


def eliminated(deadline: Deadline, by: Settler, remark: str | None, *, files: int) -> Deadline:
    """Note that the violation is gone; raises `NothingProved` without a word and a file."""
    if not deadline.may_be_eliminated:
        raise ScreenIsStale
    if remark is None and not files:
        raise NothingProved
    return _settled(replace(deadline, state=ELIMINATED, remark=remark), by)


def failed(deadline: Deadline, by: Settler, remark: str | None) -> Deadline:
    """Note that the violation is still there."""
    if not deadline.may_be_failed:
        raise ScreenIsStale
    return _settled(replace(deadline, state=NOT_ELIMINATED, remark=remark), by)


def extended(deadline: Deadline, by: Settler, until: date, reason: str, today: date) -> Deadline:
    """Give more time, on the subject's request (art. 152(7)); raises what `check_extension` does.

    What was noted as not eliminated is open again.
    """
    if not deadline.may_be_extended:
        raise ScreenIsStale
    due = check_extension(deadline, until, today)
    given = replace(deadline, state=OPEN, due=due, extension_reason=reason, remark=None)
    return _settled(given, by)


def reopened(deadline: Deadline, by: Settler) -> Deadline:
    """Take the last decision back: what became of the violation, else the extension."""
    if not deadline.may_be_reopened:
        raise ScreenIsStale
    if deadline.state is OPEN:
        taken = replace(deadline, due=deadline.ordered_due, extension_reason=None)
        return _settled(taken, by)
    return _settled(replace(deadline, state=OPEN, remark=None), by)


def first_extension(deadline: Deadline, today: date) -> date:
    """The first day to which a term can be extended: after the present one, and still to come."""
    return max(deadline.due, today) + timedelta(days=1)


def check_extension(deadline: Deadline, until: date, today: date) -> date:
    """Accept a day after the present term; raises `TermNotLater`, `NotADate` for a wrong year."""
    if until < first_extension(deadline, today):
        raise TermNotLater(first_extension(deadline, today))
    if until > today + LONGEST_TERM:
        raise NotADate
    return until


def carried_over(earlier: Deadline | None, ordered: Deadline) -> Deadline:
    """What becomes of a term when a correction of the act orders it anew.

    Eliminated stays eliminated, and the later of an extension and the newly ordered day counts.
    What was not eliminated stays so unless another day was ordered.
    """
    if earlier is None:
        return ordered
    keeps_extension = earlier.is_extended and earlier.due > ordered.ordered_due
    ordered_anew = ordered.ordered_due != earlier.ordered_due
    is_given_time = earlier.state is NOT_ELIMINATED and ordered_anew
    return replace(
        earlier,
        inspection=ordered.inspection,
        ordered_due=ordered.ordered_due,
        due=earlier.due if keeps_extension else ordered.ordered_due,
        extension_reason=earlier.extension_reason if keeps_extension else None,
        state=OPEN if is_given_time else earlier.state,
        remark=None if is_given_time else earlier.remark,
    )


def _settled(deadline: Deadline, by: Settler) -> Deadline:
    return replace(
        deadline,
        settled_by=by.person,
        settler=by.name,
        settled_at=by.moment,
        version=deadline.version + 1,
    )
