"""Eliminating violations: what the order tells to do, and until when (art. 152(6), (7))."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.errors import DueTooEarly, NotADate
from bot.domain.texts import day_of

SHORTEST_TERM = timedelta(days=10)
"""Not less than ten calendar days from the day the order is handed over (art. 152(7))."""
LONGEST_TERM = timedelta(days=3 * 366)
"""Nobody grants more: a year typed wrongly."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How and until when one violation is to be eliminated; None: as the requirement says."""

    requirement: str
    due: date
    instruction: str | None = None


def earliest_due(handed_over: date) -> date:
    """Tell the first day that an order handed over on this day may name."""
    return handed_over + SHORTEST_TERM


def check_terms(
    measures: Iterable[Measure], handed_over: date, former: Mapping[str, Measure] | None = None
) -> None:
    """Accept the terms of an order handed over on this day; raises `DueTooEarly`.

    What a correction orders as the revision before did, until the same day, was granted its ten
    days when that was handed over.
    """
    kept, earliest = former or {}, earliest_due(handed_over)
    for measure in measures:
        if measure.due < earliest and measure != kept.get(measure.requirement):
            raise DueTooEarly(earliest, measure.requirement)


def read_due(typed: str, handed_over: date) -> date:
    """Read a typed day; raises `NotADate` or `DueTooEarly`."""
    return check_due(day_of(typed), handed_over)


def check_due(due: date, handed_over: date) -> date:
    """Accept a day that leaves the subject enough time; raises `DueTooEarly` or `NotADate`."""
    if due < earliest_due(handed_over):
        raise DueTooEarly(earliest_due(handed_over))
    if due > handed_over + LONGEST_TERM:
        raise NotADate
    return due
