"""Choosing the time zone and the time of the digest, from the profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.office import Chat
from tests.telegram.time_travel import SUPERVISOR, TimeMachine, on, time_machine
from tests.telegram.walking import begin_filled

ENGLISH = Language.ENGLISH
ZONE_BUTTONS = ["UTC+3", "UTC+4", "✔ 🇰🇿 UTC+5", "UTC+6", "UTC+7", "UTC+8"]
TIMES = ["08:00", "08:30", "09:00", "09:30", "10:00"]


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, workshop: Workshop) -> AsyncIterator[TimeMachine]:
    """A running bot in a time of its own."""
    async with time_machine(tmp_path / "data", workshop) as running:
        yield running


async def opened(office: TimeMachine, key: str = "supervisor") -> Chat:
    """Somebody who has just opened the settings."""
    await office.hire(key)
    chat = office.chat(key)
    await chat.send("/profile")
    await chat.press("⏰ Reminders")
    return chat


async def kept(office: TimeMachine, person: int = SUPERVISOR) -> tuple[str | None, str | None]:
    """What is kept: time zone and time of the digest."""
    found = await office.rows("SELECT time_zone, digest_at FROM person WHERE id = ?", (person,))
    return found[0]["time_zone"], found[0]["digest_at"]


async def test_at_first_the_zone_is_the_agency_s_and_there_is_no_digest(
    office: TimeMachine,
) -> None:
    """The settings say so, with the time that it is there now."""
    chat = await opened(office)
    assert "Time zone: <b>UTC+5</b>" in chat.text or "Time zone: UTC+5" in chat.text
    assert "10:00" in chat.text
    assert "Morning digest: off." in chat.text
    assert "Between 22:00 and 08:00" in chat.text
    assert "nothing is sent" in chat.text
    assert "Monday to Friday" in chat.text
    assert chat.labels() == [*ZONE_BUTTONS, *TIMES, "✔ No digest", "◀ Back"]
    assert await kept(office) == (None, None)


async def test_an_inspector_chooses_a_zone_and_is_offered_no_digest(office: TimeMachine) -> None:
    """Digests are for those who decide; typed all the same it is refused."""
    chat = await opened(office, "inspector")
    assert chat.labels() == [*ZONE_BUTTONS, "◀ Back"]
    assert "digest" not in chat.text
    await chat.press("UTC+3")
    assert "UTC+3" in chat.text
    assert "08:00" in chat.text
    assert await kept(office, 1002) == ("Europe/Istanbul", None)
    await chat.send("09:00")
    assert "Your role does not allow this." in chat.text
    await chat.tap(chat.screen, "sd:540", force=True)
    assert "Your role does not allow this." in chat.toast
    assert await kept(office, 1002) == ("Europe/Istanbul", None)


async def test_a_time_is_chosen_by_button_and_by_text(office: TimeMachine) -> None:
    """It is marked, kept, planned for the next working day, and gone when it is switched off."""
    chat = await opened(office)
    await chat.press("08:30")
    assert "Morning digest: at" in chat.text
    assert "✔ 08:30" in chat.labels()
    assert await kept(office) == (None, "08:30")
    assert await office.planned("digest:") == [("digest:1003", on(1, "08:30"))]
    for typed, at in (("11:45", "11:45"), ("8.05", "08:05"), (" 21:59 ", "21:59")):
        await chat.send(typed)
        assert await kept(office) == (None, at)
        assert f"{at}" in chat.text
    assert await office.planned("digest:") == [("digest:1003", on(0, "21:59"))]
    await chat.press("No digest")
    assert "Morning digest: off." in chat.text
    assert await kept(office) == (None, None)
    assert await office.planned("digest:") == []


@pytest.mark.parametrize("typed", ["22:00", "07:59", "00:00", "3:00"])
async def test_at_night_there_is_no_digest(office: TimeMachine, typed: str) -> None:
    """Between 22 and 8 nobody is disturbed, not even by wish; nothing changes."""
    chat = await opened(office)
    await chat.press("09:00")
    await chat.send(typed)
    assert "Between 22:00 and 08:00 nobody is disturbed" in chat.text
    assert await kept(office) == (None, "09:00")


@pytest.mark.parametrize("typed", ["nine", "25:00", "9:60", "9", "09:00:00", "😀", "-9:00"])
async def test_what_is_no_time_is_refused(office: TimeMachine, typed: str) -> None:
    """With a word how to write one; the settings stay open."""
    chat = await opened(office)
    await chat.send(typed)
    assert "This is not a time" in chat.text
    assert "Morning digest: off." in chat.text
    assert await kept(office) == (None, None)


async def test_a_zone_that_is_not_offered_changes_nothing(office: TimeMachine) -> None:
    """A button that this bot never drew."""
    chat = await opened(office)
    await chat.tap(chat.screen, "sz:1", force=True)
    assert "out of date" in chat.toast
    assert await kept(office) == (None, None)


async def test_another_zone_moves_the_digest(office: TimeMachine) -> None:
    """Nine is nine there; the choice is written down with who made it."""
    chat = await opened(office)
    await chat.press("09:00")
    await chat.press("UTC+8")
    assert "Your time zone: UTC+8." in chat.text
    assert await kept(office) == ("Asia/Singapore", "09:00")
    assert await office.planned("digest:") == [("digest:1003", on(1, "06:00"))]
    rows = await office.rows("SELECT actor, details FROM audit WHERE action = 'reminders_changed'")
    assert [row["actor"] for row in rows] == [SUPERVISOR, SUPERVISOR]
    assert '"time_zone":"Asia/Singapore"' in rows[-1]["details"].replace('": ', '":')


async def test_back_leads_to_where_one_was(office: TimeMachine) -> None:
    """An open question comes back, by the button, by /cancel, and opened twice as well."""
    chat = await begin_filled(office, ENGLISH)
    question = await chat.send("/start")
    for leave in ("◀ Back", "/cancel"):
        await chat.send("/profile")
        await chat.press("⏰ Reminders")
        await chat.tap(chat.screen, "so", force=True)
        assert "Reminders" in chat.text
        await (chat.press(leave) if leave.startswith("◀") else chat.send(leave))
        assert chat.text == question
    await chat.tap(chat.screen, "sc", force=True)
    assert chat.text == question


async def test_the_settings_follow_the_language(office: TimeMachine) -> None:
    """Changed in the middle, they are drawn anew in the other language."""
    chat = await opened(office)
    english = chat.text
    await chat.send("/lang")
    await chat.press("Русский")
    assert chat.text != english
    assert chat.labels()[:3] == ZONE_BUTTONS[:3]
