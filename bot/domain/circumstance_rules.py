"""Reading what was typed for a circumstance, and the rules that it must keep."""

import re
from datetime import date, datetime
from typing import TypeAlias

from bot.domain.circumstances import Acquaintance, Circumstance, Circumstances, Official
from bot.domain.errors import DateInFuture, NotAColleague, NotAMoment, NotTyped, PeriodReversed
from bot.domain.texts import MAX_PROFILE_FIELD, clean_line, parse_date

MAX_PLACE = 400
MOST_COLLEAGUES = 10
CircumstanceValue: TypeAlias = str | date | datetime | Acquaintance | tuple[Official, ...]

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def read_circumstance(name: Circumstance, typed: str, now: datetime) -> CircumstanceValue:
    """Read a typed value; `now` is the present moment in the agency's time zone.

    Raises `NotAMoment`, `NotADate`, `DateInFuture`, `NotAColleague`, `NotTyped`, `EmptyText`,
    `TextTooLong`.
    """
    if name is Circumstance.ACQUAINTANCE:
        raise NotTyped
    if name is Circumstance.STARTED_AT:
        return read_moment(typed, now)
    if name in {Circumstance.PERIOD_START, Circumstance.PERIOD_END}:
        return parse_date(typed, now.date())
    if name is Circumstance.COLLEAGUES:
        return read_colleagues(typed)
    return clean_line(typed, MAX_PLACE if name is Circumstance.PLACE else MAX_PROFILE_FIELD)


def read_moment(typed: str, now: datetime) -> datetime:
    """Read `dd.mm.yyyy hh:mm`, or `hh:mm` of today; raises `NotAMoment` or `DateInFuture`."""
    day, _separator, clock = " ".join(typed.split()).rpartition(" ")
    match = _CLOCK.fullmatch(clock)
    if match is None:
        raise NotAMoment
    on = parse_date(day.rstrip(","), now.date()) if day else now.date()
    hour, minute = (int(part) for part in match.groups())
    found = datetime(on.year, on.month, on.day, hour, minute, tzinfo=now.tzinfo)
    if found > now:
        raise DateInFuture(now.date())
    return found


def read_colleagues(typed: str) -> tuple[Official, ...]:
    """Read one colleague a line, as `full name, position`; raises `NotAColleague`."""
    lines = [line for line in typed.splitlines() if line.strip()]
    if not 0 < len(lines) <= MOST_COLLEAGUES:
        raise NotAColleague
    return tuple(_colleague(line) for line in lines)


def _colleague(line: str) -> Official:
    name, separator, position = line.partition(",")
    if not (separator and name.strip() and position.strip()):
        raise NotAColleague
    return Official(clean_line(name, MAX_PROFILE_FIELD), clean_line(position, MAX_PROFILE_FIELD))


def check_period(circumstances: Circumstances) -> None:
    """Refuse a period that ends before it begins; raises `PeriodReversed`."""
    start, end = circumstances.period_start, circumstances.period_end
    if start is not None and end is not None and end < start:
        raise PeriodReversed
