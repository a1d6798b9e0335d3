"""What survives a restart, a crash of the place, and an absence."""

import time
from collections.abc import Callable, Coroutine

import pytest

from bot.domain.language import Language
from tests.office import BODY, Office
from tests.telegram.walking import (
    ADDRESS,
    APPOINTMENT,
    BIN,
    SUBJECT,
    answer_rest,
    begin,
    begin_filled,
    finish,
)

RUSSIAN = Language.RUSSIAN
ENGLISH = Language.ENGLISH


@pytest.mark.case(28)
async def test_a_restart_at_every_step_changes_nothing(office: Office) -> None:
    """Same question, same language, every answer still there."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    steps: list[Callable[[], Coroutine[None, None, str]]] = [
        lambda: chat.press(BODY),
        lambda: chat.send(APPOINTMENT),
        lambda: chat.press("Today"),
        lambda: chat.send(SUBJECT),
        lambda: chat.send(BIN),
        lambda: chat.send(ADDRESS),
        lambda: chat.press("❌"),
        lambda: chat.send("found"),
        lambda: chat.press("Next ▶"),
        lambda: chat.press("✅ Complies"),
        lambda: chat.tap(chat.screen, "q:1:4", force=True),
        lambda: chat.press("➖"),
        lambda: chat.tap(chat.screen, "co:1", force=True),
        lambda: chat.press("▫️ Place"),
        lambda: chat.press(ADDRESS[:20]),
        lambda: chat.tap(chat.screen, "eo:1:1", force=True),
        lambda: chat.press("gross"),
        lambda: chat.press("10 days"),
    ]
    for step in steps:
        await step()
        shown = chat.text
        await office.stop()
        await office.start()
        await office.settle()
        assert chat.text == shown
        await chat.send("/start")
        assert chat.text.splitlines()[-1] == shown.splitlines()[-1]
    await chat.tap(chat.screen, "q:1:4", force=True)
    await chat.press("➖")
    await chat.press("This reason")
    await answer_rest(chat, ENGLISH)
    await office.stop()
    await office.start()
    await finish(chat, ENGLISH)
    assert len(chat.documents) == 2  # the act, and the order to eliminate


@pytest.mark.case(22)
async def test_losing_the_place_loses_nothing_but_the_cursor(office: Office) -> None:
    """Without the conversation table, /continue leads back to the first open requirement."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    await office.rows("DELETE FROM conversation")
    assert "Hello" in await chat.send("/start")
    await chat.press("▶ Continue: 1 draft")
    assert "2 / 8" in chat.text


@pytest.mark.case(60)
async def test_after_an_absence_everybody_sees_where_things_stand_once(office: Office) -> None:
    """Taps older than 150 seconds are gone: the open screen is drawn anew, with the reason."""
    chat = await begin_filled(office, RUSSIAN)
    await chat.press("✅")
    shown, count = chat.text, len(chat.messages)
    await _go_away(office, seconds=151)
    assert chat.text.endswith(shown)
    assert chat.text.startswith("🔄")
    assert len(chat.messages) == count + 1

    await _go_away(office, seconds=20)
    assert len(chat.messages) == count + 1
    await chat.press("✅")
    assert "3 / 8" in chat.text


async def test_one_screen_has_buttons(office: Office) -> None:
    """The screen before loses its buttons when a new one is drawn below."""
    chat = await begin_filled(office, ENGLISH)
    await chat.send("a remark")
    with_buttons = [m for m in chat.messages if m.get("reply_markup")]
    assert with_buttons == [chat.screen]


@pytest.mark.case(22)
async def test_a_cleared_chat_gets_the_screen_as_a_new_message(office: Office) -> None:
    """The message to edit is gone on the server: what it says is sent anew."""
    chat = await begin_filled(office, ENGLISH)
    screen = chat.screen
    data = str(chat.buttons()[0]["callback_data"])
    query = chat.phones.tap(chat.key, screen["message_id"], data)
    chat.phones.delete_message(chat.key, screen["message_id"])
    await office.settle()
    assert query
    assert "2 / 8" in chat.text
    assert chat.screen["message_id"] != screen["message_id"]


async def test_the_checklist_of_an_inspection_stays_when_the_file_changes(office: Office) -> None:
    """An inspection keeps the edition that it was begun with."""
    chat = await begin_filled(office, ENGLISH)
    await chat.send("/start")
    shown = chat.text
    stores = office.app.stores
    assert stores is not None
    stores.checklists._parsed.clear()  # as if the files had changed
    await chat.send("/start")
    assert chat.text == shown


async def _go_away(office: Office, seconds: float) -> None:
    await office.rows(
        "UPDATE bookmark SET value = ? WHERE name = 'last_alive'", (str(time.time() - seconds),)
    )
    await office.stop()
    await office.start()
    await office.settle()
