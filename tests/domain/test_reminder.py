"""Reminders: how they are written down, when each is due, when another one says it better."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.act import ActId
from bot.domain.inspection import InspectionId
from bot.domain.people import PersonId
from bot.domain.reminder import (
    DigestReminder,
    Reminder,
    ReviewReminder,
    Stage,
    TermReminder,
    WaitingReminder,
    read_reminder,
)

numbers = st.integers(1, 2**63 - 1)
days = st.dates(date(2025, 1, 1), date(2035, 1, 1))
ALMATY = ZoneInfo("Asia/Almaty")
reminders = st.one_of(
    st.builds(
        TermReminder,
        numbers.map(InspectionId),
        days,
        st.sampled_from(Stage),
        numbers.map(PersonId),
    ),
    st.builds(ReviewReminder, numbers),
    st.builds(WaitingReminder, numbers.map(ActId)),
    st.builds(DigestReminder, numbers.map(PersonId)),
)


@given(reminders)
def test_a_reminder_is_read_as_it_was_written(reminder: Reminder) -> None:
    """What is kept over a restart is the reminder."""
    assert read_reminder(str(reminder)) == reminder


@pytest.mark.parametrize("subject", ["", "digest", "birthday:7", "deadline:1:2026-01-01:soon:7"])
def test_what_is_no_reminder_is_refused(subject: str) -> None:
    """A row that nobody wrote is set aside, not guessed at."""
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the subject or int()'s
        read_reminder(subject)


@given(days)
def test_on_each_day_the_latest_stage_speaks(due: date) -> None:
    """However long the bot was down: of all that became due one speaks, and it is the last one."""
    stages = {
        stage: TermReminder(InspectionId(1), due, stage, PersonId(7)).moment(ALMATY)
        for stage in Stage
    }
    assert list(stages.values()) == sorted(stages.values())
    for after in range(-3, 9):
        today = due + timedelta(days=after)
        come = [stage for stage, at in stages.items() if at.astimezone(ALMATY).date() <= today]
        speaking = [
            stage
            for stage in come
            if not TermReminder(InspectionId(1), due, stage, PersonId(7)).is_outdated(today)
        ]
        assert speaking == come[-1:]


def test_the_reminders_of_a_term_come_at_nine_in_the_morning_there() -> None:
    """Three days before, on the last day, on the day after; at nine by the clock on the wall."""
    due = date(2026, 3, 20)
    moments = [
        TermReminder(InspectionId(1), due, stage, PersonId(7)).moment(ALMATY).astimezone(ALMATY)
        for stage in Stage
    ]
    assert moments == [datetime(2026, 3, day, 9, tzinfo=ALMATY) for day in (17, 20, 21)]
