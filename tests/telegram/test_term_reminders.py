"""Reminders of terms: to whom, when, how often, and that they say what is true."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.domain.act import ActId
from bot.domain.language import Language
from tests.telegram.reminded import SOON, TERM, TODAY, counts, ordered
from tests.telegram.time_travel import (
    INSPECTOR,
    MONDAY,
    SUPERVISOR,
    TimeMachine,
    acting,
    on,
    said,
    submit,
    time_machine,
)

ENGLISH = Language.ENGLISH
SETTLE = """
UPDATE deadline SET state = 'eliminated' WHERE requirement IN (SELECT value FROM json_each(?))
"""


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, workshop: Workshop) -> AsyncIterator[TimeMachine]:
    """A running bot in a time of its own."""
    async with time_machine(tmp_path / "data", workshop) as running:
        yield running


async def settle(office: TimeMachine, *numbers: str) -> None:
    """Note that these violations are eliminated."""
    await office.rows(SETTLE, (json.dumps(numbers),))


async def test_both_are_reminded_before_on_the_day_and_after(office: TimeMachine) -> None:
    """Three days before at nine, on the last day at nine, and on the day after; each once."""
    for chat in await ordered(office):
        await office.live_until(on(TERM - 3, "08:59"))
        assert counts(chat) == (0, 0, 0)
    chats = office.chat("inspector"), office.chat("supervisor")
    for day, expected in ((TERM - 3, (1, 0, 0)), (TERM, (1, 1, 0)), (TERM + 1, (1, 1, 1))):
        await office.live_until(on(day, "08:59"))
        before = [counts(chat) for chat in chats]
        await office.live_until(on(day, "09:00"))
        assert [counts(chat) for chat in chats] == [expected, expected]
        assert before != [expected, expected]
    await office.live_until(on(TERM + 100))
    assert [counts(chat) for chat in chats] == [(1, 1, 1), (1, 1, 1)]


async def test_it_lists_what_is_open_and_opens_each(office: TimeMachine) -> None:
    """Act, subject, day and the violations; each of them is a button, and none that is settled."""
    inspector, _supervisor = await ordered(office, "1", "2", "7")
    await settle(office, "2")
    await office.live_until(on(TERM - 3))
    message = next(m for m in inspector.messages if SOON in str(m.get("text")))
    due = MONDAY + timedelta(days=TERM)
    for part in (
        f"{due.day} {due:%b} {due.year}",
        f"{MONDAY.year}-000001",
        "A&B",
        "• 1. ",
        "• 7. ",
    ):
        assert part in message["text"]
    assert "• 2. " not in message["text"]
    assert inspector.labels(message) == [
        "Requirement 1",
        "Requirement 7",
        "📅 All terms of the order",
    ]
    data = [button["callback_data"] for button in inspector.buttons(message)]
    assert data == ["dd:1:1", "dd:1:7", "do:1"]


async def test_of_what_is_eliminated_nobody_is_reminded(office: TimeMachine) -> None:
    """Settled between two reminders: the second one does not come."""
    inspector, supervisor = await ordered(office, "1", "7")
    await office.live_until(on(TERM - 3))
    await settle(office, "1", "7")
    await office.live_until(on(TERM + 30))
    assert counts(inspector) == counts(supervisor) == (1, 0, 0)


async def test_an_extended_term_is_reminded_of_at_its_new_end(office: TimeMachine) -> None:
    """The old day passes in silence."""
    inspector, supervisor = await ordered(office)
    later = TERM + 20
    async with acting(office) as services:
        person = await services.people.get(INSPECTOR)
        assert person is not None
        until = MONDAY + timedelta(days=later)
        await services.deadlines.extend(person, ActId(1), "7", 0, until, "art. 152(7)")
    await office.live_until(on(later - 4))
    assert counts(inspector) == counts(supervisor) == (0, 0, 0)
    await office.live_until(on(later + 30))
    assert counts(inspector) == counts(supervisor) == (1, 1, 1)


async def test_violations_with_one_term_share_a_message(office: TimeMachine) -> None:
    """Extended alone, one of them is spoken of on its own day."""
    inspector, _supervisor = await ordered(office, "1", "7")
    async with acting(office) as services:
        person = await services.people.get(INSPECTOR)
        assert person is not None
        until = MONDAY + timedelta(days=TERM + 5)
        await services.deadlines.extend(person, ActId(1), "7", 0, until, "art. 152(7)")
    await office.live_until(on(TERM))
    assert counts(inspector) == (1, 1, 0)
    assert not said(inspector, TODAY, "• 7. ")
    await office.live_until(on(TERM + 5))
    assert counts(inspector) == (2, 2, 1)
    assert len(said(inspector, TODAY, "• 7. ")) == 1


async def test_restarts_neither_repeat_nor_lose_a_reminder(office: TimeMachine) -> None:
    """The bot is stopped and started before, between and after; each comes once all the same."""
    inspector, supervisor = await ordered(office)
    for day in (1, TERM - 3, TERM - 2, TERM, TERM + 1, TERM + 2):
        await office.restart()
        await office.live_until(on(day, "09:00"))
        await office.restart()
    assert counts(inspector) == counts(supervisor) == (1, 1, 1)
    assert await office.planned("deadline:") == []


async def test_planned_twice_it_is_said_once(office: TimeMachine) -> None:
    """The act is sent once more, also on the very day: nobody is reminded twice."""
    inspector, supervisor = await ordered(office)
    await submit(office, SUPERVISOR)
    await office.live_until(on(TERM - 3, "09:00"))
    await submit(office, SUPERVISOR)
    await office.restart()
    await office.live_until(on(TERM + 2))
    assert counts(inspector) == counts(supervisor) == (1, 1, 1)


async def test_after_days_down_one_reminder_says_what_is_true_now(office: TimeMachine) -> None:
    """Three became due; who comes back hears of the term once, and that it is over."""
    inspector, supervisor = await ordered(office)
    await office.sleep_until(on(TERM + 4))
    assert counts(inspector) == counts(supervisor) == (0, 0, 1)
    await office.live_until(on(TERM + 30))
    assert counts(inspector) == counts(supervisor) == (0, 0, 1)


async def test_down_over_the_first_reminder_it_comes_late(office: TimeMachine) -> None:
    """A day late it says how many days are left now; the next ones come at their time."""
    inspector, _supervisor = await ordered(office)
    await office.sleep_until(on(TERM - 2, "15:00"))
    assert said(inspector, "2 days left")
    await office.live_until(on(TERM + 1))
    assert counts(inspector) == (0, 1, 1)


async def test_at_night_nobody_is_disturbed(office: TimeMachine) -> None:
    """The bot comes back at night: what it has to say waits until eight."""
    inspector, _supervisor = await ordered(office)
    await office.sleep_until(on(TERM, "23:30"))
    assert counts(inspector) == (0, 0, 0)
    assert on(TERM + 1, "08:00") in [moment for _subject, moment in await office.planned("dead")]
    await office.live_until(on(TERM + 1, "08:30"))
    assert counts(inspector) == (0, 0, 0)  # at nine another one says that it is over
    await office.live_until(on(TERM + 1, "09:00"))
    assert counts(inspector) == (0, 0, 1)


async def test_a_night_later_it_is_said_at_eight(office: TimeMachine) -> None:
    """The first reminder has nothing after it for two days, so it comes in the morning."""
    inspector, _supervisor = await ordered(office)
    await office.sleep_until(on(TERM - 2, "03:00"))
    await office.live_until(on(TERM - 2, "07:59"))
    assert not said(inspector, "left to eliminate")
    await office.live_until(on(TERM - 2, "08:00"))
    assert len(said(inspector, "2 days left")) == 1


async def test_who_has_no_role_any_more_hears_nothing(office: TimeMachine) -> None:
    """The supervisor left; the inspector is still reminded."""
    inspector, supervisor = await ordered(office)
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = ?", (SUPERVISOR,))
    await office.live_until(on(TERM + 2))
    assert counts(supervisor) == (0, 0, 0)
    assert counts(inspector) == (1, 1, 1)


async def test_a_supervisor_who_became_inspector_hears_nothing(office: TimeMachine) -> None:
    """What was received as a supervisor concerns supervisors."""
    _inspector, supervisor = await ordered(office)
    await office.rows("UPDATE person SET role = 'inspector' WHERE id = ?", (SUPERVISOR,))
    await office.live_until(on(TERM + 2))
    assert counts(supervisor) == (0, 0, 0)


async def test_of_a_superseded_order_nobody_is_reminded(office: TimeMachine) -> None:
    """The correction has terms of its own."""
    inspector, supervisor = await ordered(office)
    await office.rows("UPDATE inspection SET status = 'superseded'")
    await office.live_until(on(TERM + 2))
    assert counts(inspector) == counts(supervisor) == (0, 0, 0)


async def test_colleagues_of_the_inspection_are_reminded(office: TimeMachine) -> None:
    """Who takes part is concerned like who leads."""
    await ordered(office)
    await office.hire("administrator")
    await office.rows(
        "INSERT INTO participant (inspection, person, joined_at) VALUES (1, 1001, '')"
    )
    await office.restart()
    await office.live_until(on(TERM + 2))
    assert counts(office.chat("administrator")) == (1, 1, 1)


async def test_terms_of_an_earlier_release_are_caught_up(office: TimeMachine) -> None:
    """What was never planned is planned at the start; what has passed is not said again."""
    inspector, supervisor = await ordered(office)
    await office.rows("DELETE FROM outbox WHERE kind = 'remind'")
    await office.sleep_until(on(TERM - 3, "12:00"))
    assert counts(inspector) == (0, 0, 0)
    await office.live_until(on(TERM + 2))
    assert counts(inspector) == counts(supervisor) == (0, 1, 1)


async def test_a_stopped_bot_starts_with_nothing_new_to_plan(office: TimeMachine) -> None:
    """Catching up changes nothing that is planned already."""
    await ordered(office)
    before = await office.planned("")
    await office.restart()
    assert await office.planned("") == before
    assert len(before) == 8
