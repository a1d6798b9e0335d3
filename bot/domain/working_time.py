"""When people may be spoken to: working days, quiet hours, the time of a day where they are."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

MORNING = time(8)
EVENING = time(22)
"""Between evening and morning nobody is reminded of anything."""
OPENING = time(9)
"""When the reminders of a day are sent."""
WORKING_DAYS = 5
ONE_DAY = timedelta(days=1)


def is_quiet(at: time) -> bool:
    """Say whether a time of the day is within the quiet hours."""
    return not MORNING <= at.replace(tzinfo=None) < EVENING


def is_working_day(day: date) -> bool:
    """Say whether it is one of Monday to Friday; holidays are not known here."""
    return day.weekday() < WORKING_DAYS


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """Tell the moment, in UTC, when it is this day and time in a zone."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def earliest_polite(moment: datetime, zone: tzinfo) -> datetime:
    """Tell the moment itself, or the end of the quiet hours in which it lies."""
    local = moment.astimezone(zone)
    if not is_quiet(local.time()):
        return moment
    morning = local.date() if local.time() < MORNING else local.date() + ONE_DAY
    return moment_of(morning, MORNING, zone)


def after_working_days(moment: datetime, count: int, zone: tzinfo) -> datetime:
    """Tell when so many whole working days have passed; a free day counts for nothing."""
    local = moment.astimezone(zone)
    day, at = local.date(), local.time()
    if not is_working_day(day):
        day, at = _working_day_from(day), time(0)
    for _each in range(count):
        day = _working_day_from(day + ONE_DAY)
    return moment_of(day, at, zone)


def next_working_morning(moment: datetime, at: time, zone: tzinfo) -> datetime:
    """Tell when it is next this time of a working day, after the moment."""
    day = _working_day_from(moment.astimezone(zone).date())
    found = moment_of(day, at, zone)
    return found if found > moment else moment_of(_working_day_from(day + ONE_DAY), at, zone)


def _working_day_from(day: date) -> date:
    while not is_working_day(day):
        day += ONE_DAY
    return day
