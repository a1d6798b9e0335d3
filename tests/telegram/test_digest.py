"""The morning digest: what is in it, on which mornings it comes, and when there is none."""

from collections.abc import AsyncIterator
from datetime import time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.domain.language import Language
from bot.domain.people import PersonId
from tests.office import Chat
from tests.telegram.time_travel import (
    ADMINISTRATOR,
    MONDAY,
    SUPERVISOR,
    TimeMachine,
    acting,
    on,
    said,
    submit,
    time_machine,
)
from tests.telegram.walking import begin_violated, finish

ENGLISH = Language.ENGLISH
DIGEST = "What there is to do on"
DUE = "UPDATE deadline SET due = ?"


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, workshop: Workshop) -> AsyncIterator[TimeMachine]:
    """A running bot in a time of its own."""
    async with time_machine(tmp_path / "data", workshop) as running:
        yield running


async def wanted(office: TimeMachine, at: str = "08:30", person: PersonId = SUPERVISOR) -> None:
    """Let somebody get a digest."""
    async with acting(office) as services:
        found = await services.people.get(person)
        assert found is not None
        await services.reminders.choose_digest(found, time.fromisoformat(at))


async def submitted(office: TimeMachine) -> Chat:
    """A supervisor with a digest at half past eight, to whom an act was sent on Monday at ten."""
    await office.hire("supervisor", "administrator")
    inspector = await begin_violated(office, ENGLISH, "7")
    await finish(inspector, ENGLISH)
    await submit(office, SUPERVISOR)
    await wanted(office)
    return office.chat("supervisor")


async def decide(office: TimeMachine, status: str) -> None:
    """Bring the act into another state."""
    await office.rows("UPDATE inspection SET status = ?", (status,))


async def be_due(office: TimeMachine, days: int) -> None:
    """Let the term end so many days after the first Monday."""
    await office.rows(DUE, ((MONDAY + timedelta(days=days)).isoformat(),))


def digests(chat: Chat) -> list[str]:
    """The digests of somebody."""
    return said(chat, DIGEST)


async def test_a_waiting_act_is_in_the_digest_of_the_next_morning(office: TimeMachine) -> None:
    """How many wait, how many are new, which waits the longest; buttons open it and the list."""
    chat = await submitted(office)
    await office.live_until(on(1, "08:29"))
    assert digests(chat) == []
    await office.live_until(on(1, "08:30"))
    (text,) = digests(chat)
    tomorrow = MONDAY + timedelta(days=1)
    for part in (
        f"{tomorrow.day} {tomorrow:%b} {tomorrow.year}",
        "1 act waits for your decision",
        "New since the last digest: 1",
        f"since {MONDAY.day} {MONDAY:%b} {MONDAY.year}: № {MONDAY.year}-000001",
        "A&B",
    ):
        assert part in text, part
    assert "Returned" not in text
    assert "Overdue" not in text
    message = next(m for m in chat.messages if DIGEST in str(m.get("text")))
    assert [b["callback_data"] for b in chat.buttons(message)] == ["ao:1", "rl:0"]


async def test_what_was_told_yesterday_is_not_new_today(office: TimeMachine) -> None:
    """It still waits, and says so each working day."""
    chat = await submitted(office)
    await office.live_until(on(2, "08:30"))
    assert len(digests(chat)) == 2
    assert "New since" not in digests(chat)[1]
    assert "1 act waits for your decision" in digests(chat)[1]


async def test_on_days_with_nothing_to_do_nothing_comes(office: TimeMachine) -> None:
    """And when there is something again, the digest comes again."""
    chat = await submitted(office)
    await decide(office, "accepted")
    await be_due(office, 100)
    await office.live_until(on(7))
    assert digests(chat) == []
    await decide(office, "submitted")
    await office.live_until(on(8))
    assert len(digests(chat)) == 1


async def test_it_comes_on_working_days(office: TimeMachine) -> None:
    """From Tuesday to Friday, and on Monday again."""
    chat = await submitted(office)
    for day, times in ((4, 4), (5, 4), (6, 4), (7, 5)):
        await office.live_until(on(day, "21:00"))
        assert len(digests(chat)) == times


async def test_returned_acts_are_in_it_until_they_are_corrected(office: TimeMachine) -> None:
    """Each with a button to its card."""
    chat = await submitted(office)
    await decide(office, "returned")
    await be_due(office, 100)
    await office.live_until(on(1))
    (text,) = digests(chat)
    assert "Returned and not yet corrected: 1" in text
    assert "waits for your decision" not in text
    message = next(m for m in chat.messages if DIGEST in str(m.get("text")))
    assert [b["callback_data"] for b in chat.buttons(message)] == ["ao:1"]
    await decide(office, "superseded")
    await office.live_until(on(2))
    assert len(digests(chat)) == 1


async def test_terms_that_end_today_and_terms_that_are_over(office: TimeMachine) -> None:
    """On the day, and from then on every day until something is noted."""
    chat = await submitted(office)
    await decide(office, "accepted")
    await be_due(office, 2)
    await office.live_until(on(1))
    assert digests(chat) == []
    await office.live_until(on(2))
    assert "Last day today: 1" in digests(chat)[0]
    assert "Overdue" not in digests(chat)[0]
    await office.live_until(on(4))
    assert len(digests(chat)) == 3
    assert all("Overdue: 1" in text for text in digests(chat)[1:])
    message = next(m for m in chat.messages if DIGEST in str(m.get("text")))
    assert [b["callback_data"] for b in chat.buttons(message)] == ["do:1"]
    await office.rows("UPDATE deadline SET state = 'eliminated'")
    await office.live_until(on(10))
    assert len(digests(chat)) == 3


async def test_it_is_off_until_somebody_wants_it(office: TimeMachine) -> None:
    """The administrator has chosen nothing and gets nothing, whatever waits there."""
    await submitted(office)
    await submit(office, ADMINISTRATOR)
    await office.live_until(on(3))
    assert digests(office.chat("administrator")) == []
    await wanted(office, "09:00", ADMINISTRATOR)
    await office.live_until(on(4))
    assert len(digests(office.chat("administrator"))) == 1


async def test_switched_off_it_does_not_come_any_more(office: TimeMachine) -> None:
    """Nothing stays planned."""
    chat = await submitted(office)
    await office.live_until(on(1))
    await chat.send("/profile")
    await chat.press("⏰ Reminders")
    await chat.press("No digest")
    await office.live_until(on(8))
    assert len(digests(chat)) == 1
    assert await office.planned("digest:") == []


async def test_at_another_time_it_comes_then(office: TimeMachine) -> None:
    """Moved before it came, it comes once that day."""
    chat = await submitted(office)
    await wanted(office, "16:20")
    await office.live_until(on(0, "16:20"))
    assert len(digests(chat)) == 1
    await wanted(office, "09:15")
    await office.live_until(on(1, "09:14"))
    assert len(digests(chat)) == 1
    await office.live_until(on(1, "20:00"))
    assert len(digests(chat)) == 2


async def test_restarts_neither_repeat_nor_lose_it(office: TimeMachine) -> None:
    """Once a morning, however often the bot is started."""
    chat = await submitted(office)
    for day in range(1, 4):
        await office.restart()
        await office.live_until(on(day, "08:30"))
        await office.restart()
        assert len(digests(chat)) == day


async def test_down_in_the_morning_it_comes_later_that_day(office: TimeMachine) -> None:
    """Late is better than never, and tomorrow's comes in time."""
    chat = await submitted(office)
    await office.sleep_until(on(1, "14:00"))
    assert len(digests(chat)) == 1
    await office.live_until(on(2, "08:30"))
    assert len(digests(chat)) == 2


@pytest.mark.parametrize(
    ("days", "at"), [(1, "23:00"), (2, "07:00"), (2, "08:15"), (5, "12:00"), (6, "12:00")]
)
async def test_kept_up_into_the_night_or_the_weekend_it_waits_for_the_next(
    office: TimeMachine, days: int, at: str
) -> None:
    """Nobody gets two digests on a morning, or one at night or on a Sunday."""
    chat = await submitted(office)
    await office.sleep_until(on(days, at))
    assert digests(chat) == []
    following = {1: 2, 2: 2}.get(days, 7)
    await office.live_until(on(following, "08:30"))
    assert len(digests(chat)) == 1
    await office.live_until(on(following, "21:59"))
    assert len(digests(chat)) == 1


async def test_who_decides_on_nothing_any_more_gets_none(office: TimeMachine) -> None:
    """A supervisor became an inspector; back again, the digest comes again after a start."""
    chat = await submitted(office)
    await office.rows("UPDATE person SET role = 'inspector' WHERE id = ?", (SUPERVISOR,))
    await office.live_until(on(3))
    assert digests(chat) == []
    assert await office.planned("digest:") == []
    await office.rows("UPDATE person SET role = 'supervisor' WHERE id = ?", (SUPERVISOR,))
    await office.restart()
    await office.live_until(on(4))
    assert len(digests(chat)) == 1


async def test_who_opens_the_bot_again_gets_the_last_digest(office: TimeMachine) -> None:
    """Not one for each morning on which the bot was blocked."""
    chat = await submitted(office)
    office.server.phones.block_bot("supervisor")
    await office.settle()
    await office.live_until(on(3))
    assert digests(chat) == []
    office.server.phones.unblock_bot("supervisor")
    await office.settle()
    (text,) = digests(chat)
    thursday = MONDAY + timedelta(days=3)
    assert f"{thursday.day} {thursday:%b}" in text


@pytest.mark.parametrize("language", list(Language))
async def test_it_is_in_the_language_of_the_person(office: TimeMachine, language: Language) -> None:
    """Whatever there is to do is said in one language."""
    chat = await submitted(office)
    await be_due(office, 0)
    await chat.send("/lang")
    await chat.press({"kk": "Қазақша", "ru": "Русский", "en": "English"}[language.value])
    count = len(chat.messages)
    await office.live_until(on(1, "08:30"))
    (text,) = [str(m["text"]) for m in chat.messages[count:] if "☀️" in str(m.get("text"))]
    assert (DIGEST in text) == (language is ENGLISH)
    assert ("waits for your decision" in text) == (language is ENGLISH)
    assert ("Overdue" in text) == (language is ENGLISH)
