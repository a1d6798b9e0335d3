"""When people may be spoken to, wherever they live and whatever the clocks there do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.working_time import (
    after_working_days,
    earliest_polite,
    is_quiet,
    is_working_day,
    moment_of,
    next_working_morning,
)
from bot.telegram.screens.settings import KAZAKHSTAN, ZONES

ALMATY = ZoneInfo("Asia/Almaty")
SUMMER_TIME = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham")
zones = st.sampled_from([*ZONES.values(), *SUMMER_TIME, "Asia/Kathmandu"]).map(ZoneInfo)
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2025, 2035))
moments = st.integers(FIRST, LAST).map(lambda second: datetime.fromtimestamp(second, UTC))
days = st.dates(date(2025, 1, 1), date(2035, 1, 1))
counts = st.integers(1, 15)
polite_times = st.times(time(8), time(21, 59))


def at(text: str) -> datetime:
    """A moment in Kazakhstan."""
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@given(moments, zones)
def test_nobody_is_disturbed_at_night(moment: datetime, zone: ZoneInfo) -> None:
    """What comes is never earlier than asked, never at night, and at most a night later."""
    polite = earliest_polite(moment, zone)
    assert not is_quiet(polite.astimezone(zone).time())
    assert moment <= polite <= moment + timedelta(hours=12)
    assert earliest_polite(polite, zone) == polite


@given(moments, zones)
def test_by_day_nothing_is_put_off(moment: datetime, zone: ZoneInfo) -> None:
    """A moment outside of the quiet hours stays as it is."""
    assume(not is_quiet(moment.astimezone(zone).time()))
    assert earliest_polite(moment, zone) == moment


@given(moments, counts, zones)
def test_so_many_working_days_lie_between(moment: datetime, count: int, zone: ZoneInfo) -> None:
    """Saturdays and Sundays count for nothing, whatever the day on which it begins."""
    local = moment.astimezone(zone)
    reached = after_working_days(moment, count, zone).astimezone(zone)
    assert is_working_day(reached.date())
    passed = [local.date() + timedelta(days=n) for n in range((reached.date() - local.date()).days)]
    began_free = not is_working_day(local.date())
    assert sum(map(is_working_day, passed)) == count
    assert not began_free or reached.time() == time(0)


@given(moments, moments, counts, zones)
def test_who_waits_longer_is_spoken_of_earlier(
    one: datetime, other: datetime, count: int, zone: ZoneInfo
) -> None:
    """The order of the beginnings is the order of the ends."""
    first, second = sorted((one, other))
    # Where clocks are put back an hour comes twice, so that it may be an hour out of order.
    end = after_working_days(second, count, zone) + timedelta(hours=1)
    assert after_working_days(first, count, zone) <= end


@given(moments, polite_times, zones)
def test_the_next_working_morning_is_the_next_one(
    moment: datetime, wanted: time, zone: ZoneInfo
) -> None:
    """It lies ahead, on a working day, at the time asked for, and none lies between."""
    found = next_working_morning(moment, wanted, zone)
    local = found.astimezone(zone)
    assert found > moment
    assert is_working_day(local.date())
    assert (local.hour, local.minute) == (wanted.hour, wanted.minute)
    day = moment.astimezone(zone).date()
    while day < local.date():
        assert not is_working_day(day) or moment_of(day, wanted, zone) <= moment
        day += timedelta(days=1)


@given(days, polite_times, zones)
def test_a_time_of_a_day_is_that_time_there(day: date, wanted: time, zone: ZoneInfo) -> None:
    """Where the person is, the clock on the wall shows what was meant."""
    local = moment_of(day, wanted, zone).astimezone(zone)
    assert local.replace(tzinfo=None) == datetime.combine(day, wanted)


@pytest.mark.parametrize(
    ("began", "ended"),
    [
        ("2026-03-02 15:30", "2026-03-04 15:30"),  # Monday
        ("2026-03-05 15:30", "2026-03-09 15:30"),  # Thursday
        ("2026-03-06 15:30", "2026-03-10 15:30"),  # Friday
        ("2026-03-07 15:30", "2026-03-11 00:00"),  # Saturday
        ("2026-03-08 00:30", "2026-03-11 00:00"),  # Sunday
    ],
)
def test_two_working_days_in_a_calendar(began: str, ended: str) -> None:
    """As people count them."""
    assert after_working_days(at(began), 2, ALMATY) == at(ended)


@pytest.mark.parametrize(
    ("asked", "polite"),
    [
        ("2026-03-02 07:59", "2026-03-02 08:00"),
        ("2026-03-02 08:00", "2026-03-02 08:00"),
        ("2026-03-02 21:59", "2026-03-02 21:59"),
        ("2026-03-02 22:00", "2026-03-03 08:00"),
        ("2026-03-03 00:00", "2026-03-03 08:00"),
    ],
)
def test_where_the_night_begins_and_ends(asked: str, polite: str) -> None:
    """At ten in the evening and at eight in the morning."""
    assert earliest_polite(at(asked), ALMATY) == at(polite)


@pytest.mark.parametrize("hours", ZONES)
@pytest.mark.parametrize("month", [1, 7])
def test_the_zones_that_are_offered_are_where_their_buttons_say(hours: int, month: int) -> None:
    """In winter and in summer; Kazakhstan is one zone since March 2024."""
    moment = datetime(2026, month, 1, tzinfo=ZoneInfo(ZONES[hours]))
    assert moment.utcoffset() == timedelta(hours=hours)
    assert ZONES[KAZAKHSTAN] == "Asia/Almaty"
