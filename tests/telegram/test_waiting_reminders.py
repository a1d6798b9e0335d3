"""Acts that wait for a decision: who is reminded of them, when, and until when."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.domain.act import ActId
from bot.domain.language import Language
from bot.domain.people import PersonId, Role
from tests.office import Chat
from tests.telegram.time_travel import (
    ADMINISTRATOR,
    INSPECTOR,
    SUPERVISOR,
    TimeMachine,
    acting,
    on,
    said,
    submit,
    time_machine,
)
from tests.telegram.walking import answer_rest, begin_filled, finish

ENGLISH = Language.ENGLISH
WANTED, UNDECIDED = "waits for your decision", "Nobody has decided on your act yet"
NOBODY = "cannot decide any more"
DECIDE = "UPDATE inspection SET status = ? WHERE id = 1"


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, workshop: Workshop) -> AsyncIterator[TimeMachine]:
    """A running bot in a time of its own."""
    async with time_machine(tmp_path / "data", workshop) as running:
        yield running


async def submitted(office: TimeMachine, *supervisors: PersonId) -> tuple[Chat, Chat]:
    """Inspector and supervisor with an act sent on Monday at ten."""
    await office.hire("supervisor", "administrator")
    inspector = await begin_filled(office, ENGLISH)
    await answer_rest(inspector, ENGLISH)
    await finish(inspector, ENGLISH)
    await submit(office, *(supervisors or (SUPERVISOR,)))
    return inspector, office.chat("supervisor")


async def test_after_two_working_days_both_are_told(office: TimeMachine) -> None:
    """Not a minute earlier; the supervisor opens the act, the inspector can send it elsewhere."""
    inspector, supervisor = await submitted(office)
    await office.live_until(on(2, "09:59"))
    assert not said(supervisor, WANTED)
    await office.live_until(on(2, "10:00"))
    assert len(said(supervisor, WANTED, "A&B", "-000001")) == 1
    assert len(said(inspector, UNDECIDED, "A&B", "Төлегенова")) == 1
    wanted = next(m for m in supervisor.messages if WANTED in str(m.get("text")))
    assert [b["callback_data"] for b in supervisor.buttons(wanted)] == ["ao:1"]
    undecided = next(m for m in inspector.messages if UNDECIDED in str(m.get("text")))
    assert [b["callback_data"] for b in inspector.buttons(undecided)] == ["as:1", "ao:1"]


async def test_the_reminder_comes_again_until_somebody_decides(office: TimeMachine) -> None:
    """Two working days later each time; a weekend counts for nothing."""
    inspector, supervisor = await submitted(office)
    for day, times in ((2, 1), (4, 2), (7, 2), (8, 3)):
        await office.live_until(on(day))
        assert len(said(supervisor, WANTED)) == len(said(inspector, UNDECIDED)) == times
    await office.rows(DECIDE, ("accepted",))
    await office.live_until(on(60))
    assert len(said(supervisor, WANTED)) == len(said(inspector, UNDECIDED)) == 3
    assert await office.planned("review:") == await office.planned("waiting:") == []


@pytest.mark.parametrize("status", ["finished", "accepted", "returned", "superseded"])
async def test_what_does_not_wait_any_more_is_not_spoken_of(
    office: TimeMachine, status: str
) -> None:
    """Decided, withdrawn or corrected before two working days are over."""
    inspector, supervisor = await submitted(office)
    await office.rows(DECIDE, (status,))
    await office.live_until(on(30))
    assert not said(supervisor, WANTED)
    assert not said(inspector, UNDECIDED)


async def test_a_withdrawn_act_that_was_sent_to_somebody_else_waits_there(
    office: TimeMachine,
) -> None:
    """The first supervisor hears nothing, the second one is asked two days after the sending."""
    inspector, supervisor = await submitted(office)
    await office.live_until(on(1))
    async with acting(office) as services:
        person = await services.people.get(INSPECTOR)
        assert person is not None
        await services.reviews.withdraw(person, ActId(1))
    await submit(office, ADMINISTRATOR)
    administrator = office.chat("administrator")
    await office.live_until(on(3, "09:59"))
    assert not said(administrator, WANTED)
    await office.live_until(on(3))
    assert len(said(administrator, WANTED)) == 1
    assert len(said(inspector, UNDECIDED)) == 1
    assert not said(supervisor, WANTED)


async def test_the_inspector_is_told_once_for_all_supervisors(office: TimeMachine) -> None:
    """One message names all of them; each of them is reminded."""
    inspector, supervisor = await submitted(office, SUPERVISOR, ADMINISTRATOR)
    await office.live_until(on(2))
    assert len(said(inspector, UNDECIDED, "Төлегенова", "Сәрсенова")) == 1
    assert len(said(inspector, UNDECIDED)) == 1
    assert len(said(supervisor, WANTED)) == len(said(office.chat("administrator"), WANTED)) == 1


async def test_when_nobody_can_decide_any_more_the_inspector_hears_it(
    office: TimeMachine,
) -> None:
    """The only supervisor left: without a word the act would wait for ever."""
    inspector, supervisor = await submitted(office)
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = ?", (SUPERVISOR,))
    await office.live_until(on(2))
    assert len(said(inspector, UNDECIDED, NOBODY)) == 1
    assert not said(supervisor, WANTED)


async def test_a_reminder_of_the_night_comes_in_the_morning(office: TimeMachine) -> None:
    """Sent late in the evening: two working days later the night is left in peace."""
    office.clock.time = on(0, "23:00")
    _inspector, supervisor = await submitted(office)
    await office.live_until(on(3, "07:59"))
    assert not said(supervisor, WANTED)
    await office.live_until(on(3, "08:00"))
    assert len(said(supervisor, WANTED)) == 1


async def test_who_starts_the_bot_at_night_wakes_nobody(office: TimeMachine) -> None:
    """What became due while it was down waits until eight."""
    inspector, supervisor = await submitted(office)
    await office.sleep_until(on(2, "23:30"))
    await office.live_until(on(3, "07:59"))
    assert not said(supervisor, WANTED)
    assert not said(inspector, UNDECIDED)
    await office.live_until(on(3, "08:00"))
    assert len(said(supervisor, WANTED)) == len(said(inspector, UNDECIDED)) == 1


async def test_a_reminder_that_comes_too_early_waits_for_its_time(office: TimeMachine) -> None:
    """Sent anew while the reminder of the first sending was on its way, or a clock went wrong."""
    inspector, supervisor = await submitted(office)
    await office.live_until(on(1))
    await office.rows("UPDATE outbox SET due_at = 0 WHERE kind = 'remind'")
    await office.restart()
    assert not said(supervisor, WANTED)
    assert not said(inspector, UNDECIDED)
    assert [moment for _subject, moment in await office.planned("review:")] == [on(2)]
    assert [moment for _subject, moment in await office.planned("waiting:")] == [on(2)]


async def test_who_takes_over_the_inspection_hears_of_its_act(office: TimeMachine) -> None:
    """The inspector left and the work was handed over: the successor is told that it waits."""
    inspector, supervisor = await submitted(office)
    async with acting(office) as services:
        administrator = await services.people.get(ADMINISTRATOR)
        assert administrator is not None
        role = Role.INSPECTOR
        await services.succession.replace(administrator, INSPECTOR, role, ADMINISTRATOR)
    await office.live_until(on(2))
    assert not said(inspector, UNDECIDED)
    assert len(said(office.chat("administrator"), UNDECIDED)) == 1
    assert len(said(supervisor, WANTED)) == 1


async def test_after_weeks_down_it_is_said_once(office: TimeMachine) -> None:
    """And again two working days after that."""
    inspector, supervisor = await submitted(office)
    await office.sleep_until(on(21, "12:00"))
    assert len(said(supervisor, WANTED)) == len(said(inspector, UNDECIDED)) == 1
    await office.live_until(on(23, "12:00"))
    assert len(said(supervisor, WANTED)) == len(said(inspector, UNDECIDED)) == 2


async def test_acts_of_an_earlier_release_are_caught_up(office: TimeMachine) -> None:
    """What was never planned is planned at the start, once."""
    inspector, supervisor = await submitted(office)
    await office.rows("DELETE FROM outbox WHERE kind = 'remind'")
    await office.sleep_until(on(1))
    await office.restart()
    await office.live_until(on(2))
    assert len(said(supervisor, WANTED)) == len(said(inspector, UNDECIDED)) == 1


async def test_who_left_and_came_back_is_reminded_again(office: TimeMachine) -> None:
    """The removal took all reminders back; with the invitation they are planned anew."""
    _inspector, supervisor = await submitted(office)
    async with acting(office) as services:
        administrator = await services.people.get(ADMINISTRATOR)
        assert administrator is not None
        await services.people.remove(administrator, SUPERVISOR, Role.SUPERVISOR)
    await office.live_until(on(1))
    assert await office.planned("review:") == []
    async with acting(office) as services:
        token = await services.people.invite(administrator, Role.SUPERVISOR)
    await supervisor.send(f"/start i_{token}")
    assert [moment for _subject, moment in await office.planned("review:")] == [on(2)]
    await office.live_until(on(2))
    assert len(said(supervisor, WANTED)) == 1
