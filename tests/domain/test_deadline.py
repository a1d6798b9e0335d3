"""The term of a violation: what may follow what, how long it is, and what a correction keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.deadline import (
    Deadline,
    DeadlineState,
    Proof,
    Settler,
    carried_over,
    check_extension,
    eliminated,
    extended,
    failed,
    first_extension,
    reopened,
)
from bot.domain.elimination import LONGEST_TERM
from bot.domain.errors import NotADate, NothingProved, ScreenIsStale, TermNotLater
from bot.domain.inspection import EvidenceKind, EvidenceStatus, InspectionId
from bot.domain.people import PersonId

TODAY = date(2026, 11, 22)
DUE = date(2026, 12, 5)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
AUTHOR = Settler(PersonId(1), "Ерлан", NOW)
OPEN = Deadline(InspectionId(1), "7", DUE, DUE)
GONE = eliminated(OPEN, AUTHOR, "жойылды", files=0)
LEFT = failed(OPEN, AUTHOR, None)
LONGER = extended(OPEN, AUTHOR, DUE + timedelta(days=10), "жабдық жолда", TODAY)
Step = Callable[[Deadline], Deadline]


def eliminate(deadline: Deadline) -> Deadline:
    """Note that it is gone, with a file."""
    return eliminated(deadline, AUTHOR, None, files=1)


def fail(deadline: Deadline) -> Deadline:
    """Note that it is not."""
    return failed(deadline, AUTHOR, "тұр")


def extend(deadline: Deadline) -> Deadline:
    """Give three weeks more."""
    return extended(deadline, AUTHOR, deadline.due + timedelta(days=21), "себебі", TODAY)


def reopen(deadline: Deadline) -> Deadline:
    """Take the last decision back."""
    return reopened(deadline, AUTHOR)


@pytest.mark.parametrize(
    ("before", "step", "state"),
    [
        (OPEN, eliminate, DeadlineState.ELIMINATED),
        (OPEN, fail, DeadlineState.NOT_ELIMINATED),
        (OPEN, extend, DeadlineState.OPEN),
        (LONGER, extend, DeadlineState.OPEN),
        (LONGER, reopen, DeadlineState.OPEN),
        (LEFT, eliminate, DeadlineState.ELIMINATED),
        (LEFT, extend, DeadlineState.OPEN),
        (LEFT, reopen, DeadlineState.OPEN),
        (GONE, reopen, DeadlineState.OPEN),
    ],
)
def test_each_step_leads_to_its_state(before: Deadline, step: Step, state: DeadlineState) -> None:
    """Each change counts the version up by one and bears its author and time."""
    after = step(before)
    assert after.state is state
    assert (after.version, after.settled_by, after.settled_at) == (before.version + 1, 1, NOW)


@pytest.mark.parametrize(
    ("before", "step"),
    [(GONE, eliminate), (GONE, fail), (GONE, extend), (LEFT, fail), (OPEN, reopen)],
)
def test_what_makes_no_sense_is_refused(before: Deadline, step: Step) -> None:
    """What is gone is first opened again; nothing is taken back where nothing was decided."""
    with pytest.raises(ScreenIsStale):
        step(before)


def test_an_elimination_needs_a_word_or_a_file() -> None:
    """A proof is recommended, and one of the two is needed."""
    with pytest.raises(NothingProved):
        eliminated(OPEN, AUTHOR, None, files=0)
    assert eliminated(OPEN, AUTHOR, None, files=1).remark is None
    assert GONE.remark == "жойылды"


@pytest.mark.parametrize(
    ("today", "days", "is_accepted"),
    [
        (TODAY, 0, False),
        (TODAY, 1, True),
        (DUE + timedelta(days=5), 5, False),
        (DUE + timedelta(days=5), 6, True),
    ],
)
def test_an_extension_ends_after_the_term_and_is_still_to_come(
    today: date, days: int, *, is_accepted: bool
) -> None:
    """Before the term is over it counts from there, afterwards from today."""
    until = DUE + timedelta(days=days)
    if is_accepted:
        assert check_extension(OPEN, until, today) == until == first_extension(OPEN, today)
        return
    with pytest.raises(TermNotLater) as refusal:
        check_extension(OPEN, until, today)
    assert refusal.value.earliest == max(DUE, today) + timedelta(days=1)


def test_a_year_typed_wrongly_is_no_extension() -> None:
    """Nobody grants a century."""
    with pytest.raises(NotADate):
        check_extension(OPEN, TODAY + LONGEST_TERM + timedelta(days=1), TODAY)


def test_an_extension_taken_back_leaves_the_ordered_term() -> None:
    """The reason goes with it."""
    assert (reopen(LONGER).due, reopen(LONGER).is_extended) == (DUE, False)
    assert reopen(eliminate(LONGER)).due == LONGER.due


@pytest.mark.parametrize(
    ("days", "left", "is_overdue"), [(12, 1, False), (13, 0, False), (14, -1, True)]
)
def test_a_term_is_overdue_after_its_last_day(days: int, left: int, *, is_overdue: bool) -> None:
    """The last day itself still belongs to the subject."""
    day = TODAY + timedelta(days=days)
    assert (OPEN.days_left(day), OPEN.is_overdue(day)) == (left, is_overdue)
    assert not GONE.is_overdue(day)
    assert not LEFT.is_overdue(day)


def proof(
    settled: int | None, status: EvidenceStatus = EvidenceStatus.STORED, author: int = 1
) -> Proof:
    """A file that belongs to this version."""
    return Proof(1, EvidenceKind.PHOTO, status, PersonId(author), "AgAC", NOW, settled=settled)


def test_only_confirmed_files_that_were_kept_prove_anything() -> None:
    """Neither files of an elimination that was taken back, nor refused ones, nor a colleague's."""
    refused = EvidenceStatus.REFUSED
    proofs = (proof(1), proof(1, refused), proof(None), proof(None, author=2), proof(None, refused))
    assert replace(GONE, proofs=proofs).proof == proofs[:1]
    assert replace(OPEN, proofs=proofs).unconfirmed(PersonId(1)) == proofs[2:3]
    assert replace(reopen(GONE), proofs=proofs).proof == ()


def ordered(days: int) -> Deadline:
    """The term as a correction orders it."""
    due = DUE + timedelta(days=days)
    return Deadline(InspectionId(2), "7", due, due)


@pytest.mark.parametrize(
    ("earlier", "days", "state", "due_after", "reason"),
    [
        (None, 3, DeadlineState.OPEN, 3, None),
        (OPEN, 3, DeadlineState.OPEN, 3, None),
        (LONGER, 3, DeadlineState.OPEN, 10, "жабдық жолда"),
        (LONGER, 12, DeadlineState.OPEN, 12, None),
        (GONE, 3, DeadlineState.ELIMINATED, 3, None),
        (LEFT, 0, DeadlineState.NOT_ELIMINATED, 0, None),
        (LEFT, 30, DeadlineState.OPEN, 30, None),
    ],
)
def test_a_correction_keeps_what_became_of_a_violation(
    earlier: Deadline | None, days: int, state: DeadlineState, due_after: int, reason: str | None
) -> None:
    """Eliminated stays eliminated; the later of extension and order counts."""
    carried = carried_over(earlier, ordered(days))
    assert (carried.state, carried.inspection) == (state, InspectionId(2))
    assert carried.due == DUE + timedelta(days=due_after)
    assert carried.ordered_due == DUE + timedelta(days=days)
    assert carried.extension_reason == reason
    assert carried.remark == (GONE.remark if earlier is GONE else None)
    assert carried.version == (earlier.version if earlier else 0)
