"""The poller: nothing is acknowledged before it is kept, and nothing stops it but its stopping."""

import asyncio

import pytest
from aiogram.methods import AnswerCallbackQuery

from bot.delivery import poller as module
from bot.delivery.poller import ALLOWED_UPDATES
from bot.delivery.telegram_api import TelegramApi
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.services.ports import StorageUnavailable
from storage.bookmarks import SqliteBookmarks
from storage.database import Database
from tests.delivery.bot import Bot, offsets, update
from tests.delivery.said import Said
from tests.delivery.telegram import (
    TOKEN,
    ScriptedTelegram,
    ok,
    refused,
    until,
)

FULL_DISK = StorageUnavailable("SQLITE_FULL")


async def test_updates_are_acknowledged_by_the_next_poll(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """The first poll asks for everything, the next one for what follows the highest number."""
    telegram.will("getUpdates", ok([update(7), update(9)]), ok([update(10)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 3)
    assert bot.handled == [7, 9, 10]
    assert offsets(telegram) == [None, 10, 11]
    asked = telegram.called("getUpdates")[0]
    assert asked == {"timeout": module.POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}


async def test_a_large_answer_is_kept_in_batches_and_in_order(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """Nobody waits for a hundred others, and the order holds."""
    telegram.will("getUpdates", ok([update(number) for number in range(1, 101)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 2)
    assert bot.handled == list(range(1, 101))
    assert offsets(telegram)[1] == 101


async def test_numbers_that_start_anew_are_followed(telegram: ScriptedTelegram, bot: Bot) -> None:
    """After a week of silence the next number may be lower; it is acknowledged all the same."""
    telegram.will("getUpdates", ok([update(900)]), ok([update(5)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 3)
    assert offsets(telegram) == [None, 901, 6]


async def test_an_update_not_kept_is_not_acknowledged(
    telegram: ScriptedTelegram, bot: Bot, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in the middle of a handler, the bot gets the update again after its start."""
    reached, never = asyncio.Event(), asyncio.Event()
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 0.01)

    async def hang(_number: int) -> None:
        reached.set()
        await never.wait()

    bot.before = hang
    telegram.will("getUpdates", ok([update(7)]))
    async with bot.running():
        await reached.wait()
    assert (offsets(telegram), await bot.processed()) == ([None], [])

    after_the_start = Bot(bot.database, api)
    telegram.will("getUpdates", ok([update(7)]))
    async with after_the_start.running():
        await telegram.wait_for("getUpdates", 3)
    assert after_the_start.handled == [7]
    assert offsets(telegram) == [None, None, 8]


async def test_an_update_that_is_nearly_kept_is_finished_before_the_stop(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """A stop lets the present batch come to its end, and begins no other."""
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def wait(number: int) -> None:
        if number == 1:
            reached.set()
            await go_on.wait()

    bot.before = wait
    telegram.will("getUpdates", ok([update(number) for number in range(1, 101)]))
    async with bot.running():
        await reached.wait()
        bot.stopping.set()
        for _ in range(20):
            await asyncio.sleep(0)
        go_on.set()
    assert await bot.processed() == list(range(1, module.BATCH + 1))


async def test_a_bot_that_cannot_keep_anything_can_still_be_stopped(
    telegram: ScriptedTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk for ever: the stop does not wait for it."""
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 0.01)
    reached = asyncio.Event()

    async def fail(_number: int) -> None:
        reached.set()
        raise FULL_DISK

    bot.before = fail
    telegram.will("getUpdates", ok([update(7)]))
    async with bot.running():
        await reached.wait()
    assert await bot.processed() == []


async def test_a_stop_ends_a_long_poll(telegram: ScriptedTelegram, bot: Bot) -> None:
    """Nobody waits for the end of the poll's half a minute."""
    async with bot.running():
        await telegram.wait_for("getUpdates")
    assert len(telegram.called("getUpdates")) == 1


async def test_a_stop_ends_a_pause(
    telegram: ScriptedTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a failure's pause nor the one Telegram asked for holds up the stop."""
    monkeypatch.setattr(module, "SHORTEST_PAUSE", 1000.0)
    for answer in (refused(502), refused(429, retry_after=1000)):
        telegram.will("getUpdates", answer)
        async with bot.running():
            await telegram.wait_for("getUpdates")
        telegram.calls.clear()
        bot.stopping.clear()


async def test_what_must_be_said_at_once_is_handed_over(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """Presses are answered as soon as they are kept."""
    bot.speech = [Said(AnswerCallbackQuery(callback_query_id="1"))]
    telegram.will("getUpdates", ok([update(7)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 2)
    assert bot.immediate == bot.speech


async def test_the_bot_notes_when_it_last_heard_telegram(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """Once in a while, and old numbers are forgotten on the way."""
    async with bot.database.transaction():
        await bot.database.rows("INSERT INTO processed_update VALUES (1, 0.0)")
    telegram.will("getUpdates", refused(502), ok([update(7)]), ok([update(8)]))
    async with bot.running():
        await until(bot.last_alive)
        first = await bot.last_alive()
        await telegram.wait_for("getUpdates", 4)
    assert await bot.last_alive() == first
    assert await bot.processed() == [7, 8]


async def test_old_numbers_are_forgotten_now_and_then_only(
    telegram: ScriptedTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not with each note, however often one is written."""
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.0)
    cleaned: list[int] = []

    async def count() -> None:
        cleaned.append(len(bot.handled))

    monkeypatch.setattr(bot.poller, "_clean_up_all", count)
    telegram.will("getUpdates", *[ok([update(number)]) for number in range(1, 5)])
    async with bot.running():
        await telegram.wait_for("getUpdates", 5)
    assert len(cleaned) == 1


async def test_a_telegram_that_is_not_heard_is_not_noted(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """Presses get lost while Telegram is away, just as when the bot is."""
    telegram.will("getUpdates", *[refused(502)] * 5)
    async with bot.running():
        await telegram.wait_for("getUpdates", 5)
    assert await bot.last_alive() is None


async def test_a_note_that_cannot_be_written_does_not_end_the_polling(
    telegram: ScriptedTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk at that moment costs a note and nothing else."""

    async def fail(_self: SqliteBookmarks, _name: str, _value: str) -> None:
        raise FULL_DISK

    monkeypatch.setattr(SqliteBookmarks, "write", fail)
    telegram.will("getUpdates", ok([update(7)]), ok([update(8)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 3)
    assert bot.handled == [7, 8]


async def test_the_small_telegram_delivers_again_what_was_not_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With real offsets: a start after a stop in the middle loses and doubles nothing."""
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 0.01)
    world = World()
    server = DemoServer(world, TOKEN)
    await server.start()
    api = TelegramApi(server.url, TOKEN)
    first, second = Bot(database, api), Bot(database, api)
    reached, never = asyncio.Event(), asyncio.Event()

    async def hang(_number: int) -> None:
        if len(first.handled) == 1:
            reached.set()
            await never.wait()

    async def world_is_empty() -> bool:
        return not world.pending_updates

    first.before = hang
    try:
        for word in ("one", "two", "three"):
            server.phones.send_text("inspector", word)
        monkeypatch.setattr(module, "BATCH", 1)
        async with first.running():
            await reached.wait()
        assert world.pending_updates == 3
        async with second.running():
            await until(world_is_empty)
    finally:
        await api.close()
        await server.stop()
    assert len(first.handled) == 1
    assert len(second.handled) == 2
