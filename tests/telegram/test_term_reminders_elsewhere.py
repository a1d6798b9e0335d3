"""Reminders of terms in several time zones."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio

from bot.documents.workshop import Workshop
from tests.telegram.reminded import TERM, counts, moments, ordered
from tests.telegram.time_travel import (
    INSPECTOR,
    SUPERVISOR,
    TimeMachine,
    acting,
    on,
    submit,
    time_machine,
)

BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, workshop: Workshop) -> AsyncIterator[TimeMachine]:
    """A running bot in a time of its own."""
    async with time_machine(tmp_path / "data", workshop) as running:
        yield running


async def test_nine_is_nine_where_the_person_is(office: TimeMachine) -> None:
    """With another time zone, chosen before or afterwards, the reminders come at nine there."""
    await office.hire("supervisor")
    async with acting(office) as services:
        supervisor = await services.people.get(SUPERVISOR)
        assert supervisor is not None
        await services.reminders.choose_zone(supervisor, "Asia/Singapore")
    await ordered(office)
    singapore = ZoneInfo("Asia/Singapore")
    nine = [on(day, "09:00", singapore) for day in (TERM - 3, TERM, TERM + 1)]
    assert await moments(office, SUPERVISOR, singapore) == nine
    async with acting(office) as services:
        inspector = await services.people.get(INSPECTOR)
        assert inspector is not None
        await services.reminders.choose_zone(inspector, "Asia/Bangkok")
    nine = [on(day, "09:00", BANGKOK) for day in (TERM - 3, TERM, TERM + 1)]
    assert await moments(office, INSPECTOR, BANGKOK) == nine


async def test_who_moves_to_the_east_on_the_day_is_told_at_once(office: TimeMachine) -> None:
    """Nine has passed there already."""
    inspector, supervisor = await ordered(office)
    await office.live_until(on(TERM, "08:00"))
    async with acting(office) as services:
        person = await services.people.get(INSPECTOR)
        assert person is not None
        await services.reminders.choose_zone(person, "Asia/Bangkok")
    await office.live_until(on(TERM, "08:00"))
    assert counts(inspector) == (1, 1, 0)
    assert counts(supervisor) == (1, 0, 0)


async def test_who_moves_to_the_west_afterwards_is_not_told_again(office: TimeMachine) -> None:
    """Nine comes a second time that day, the reminder does not."""
    inspector, _supervisor = await ordered(office)
    await office.live_until(on(TERM, "09:05"))
    async with acting(office) as services:
        person = await services.people.get(INSPECTOR)
        assert person is not None
        await services.reminders.choose_zone(person, "Europe/Istanbul")
    await office.restart()
    await submit(office, SUPERVISOR)
    await office.live_until(on(TERM, "15:00"))
    assert counts(inspector) == (1, 1, 0)
