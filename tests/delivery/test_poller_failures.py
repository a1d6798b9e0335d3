"""Whatever Telegram answers, the poller goes on; only a wrong token ends it."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from bot.delivery import poller as module
from bot.delivery.errors import WrongToken
from tests.delivery.bot import Bot, offsets, update
from tests.delivery.telegram import Answer, ScriptedTelegram, dropped, ok, refused, text, until


@pytest.mark.parametrize("code", [401, 404])
async def test_a_wrong_token_ends_the_polling(
    telegram: ScriptedTelegram, bot: Bot, code: int
) -> None:
    """Waiting would not mend it, so whoever runs the bot is told."""
    telegram.will("getUpdates", refused(code, "Unauthorized"))
    with pytest.raises(WrongToken):
        await bot.poller.run(bot.stopping)


@pytest.mark.parametrize(
    "answer",
    [
        refused(409, "Conflict: terminated by other getUpdates request"),
        refused(409, "Conflict: can't use getUpdates method while webhook is active"),
        refused(400, "Bad Request: wrong offset"),
        refused(403, "Forbidden"),
        refused(429, "Too Many Requests", retry_after=0.001),
        refused(500, "Internal Server Error"),
        text(502, "<html>Bad Gateway</html>"),
        dropped,
        ok({}),
        ok("text"),
        ok(None),
        ok([{"no": "number"}, None, "text", {"update_id": "7"}, {"update_id": 10**30}]),
    ],
)
async def test_a_failure_is_waited_out(
    telegram: ScriptedTelegram, bot: Bot, answer: Answer
) -> None:
    """Whatever Telegram or a proxy answers, the next update arrives."""
    telegram.will("getUpdates", ok([update(6)]), answer, answer, ok([update(7)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 5)
    assert bot.handled == [6, 7]
    assert offsets(telegram) == [None, 7, 7, 7, 8]


@pytest.mark.parametrize(
    "broken", [None, "text", {}, {"update_id": "x"}, {"update_id": 10**30}, {"update_id": 7}]
)
async def test_a_malformed_update_does_not_hold_up_the_others(
    telegram: ScriptedTelegram, bot: Bot, broken: Any
) -> None:
    """It is buried, the rest is handled, and the same answer is not asked for again."""
    telegram.will("getUpdates", ok([broken, update(8)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 2)
    assert bot.handled == [8]
    assert offsets(telegram) == [None, 9]
    async with bot.database.transaction():
        assert len(await bot.database.rows("SELECT id FROM dead_letter")) == 1


async def test_answers_that_cannot_be_acknowledged_bury_nothing(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """The same nonsense would come for ever, and a letter each time would fill the disk."""
    telegram.will("getUpdates", *[ok([{"no": "number"}])] * 5)
    async with bot.running():
        await telegram.wait_for("getUpdates", 6)
    async with bot.database.transaction():
        assert await bot.database.rows("SELECT id FROM dead_letter") == []


async def test_a_batch_in_which_nothing_has_a_number_moves_nothing(
    telegram: ScriptedTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch of the answer may be all nonsense while another one is not."""
    monkeypatch.setattr(module, "BATCH", 1)
    telegram.will("getUpdates", ok([update(7), None]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 2)
    assert offsets(telegram) == [None, 8]


@pytest.mark.case(36)
async def test_a_long_outage_fills_no_log(
    telegram: ScriptedTelegram, bot: Bot, log: list[MutableMapping[str, Any]]
) -> None:
    """A hundred failures: one line at once, then one a minute, and one when Telegram is back."""
    telegram.will("getUpdates", *[dropped] * 100, ok([update(7)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 102)
    events = [entry["event"] for entry in log]
    assert events == ["telegram.unreachable", "telegram.back"]
    assert log[1]["failures"] == 100


@pytest.mark.case(36)
async def test_an_outage_is_complained_of_once_a_minute(
    telegram: ScriptedTelegram,
    bot: Bot,
    log: list[MutableMapping[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An operator who looks later still sees that it goes on."""
    monkeypatch.setattr(module, "COMPLAINT_SECONDS", 0.0)
    telegram.will("getUpdates", *[dropped] * 5, ok([update(7)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 7)
    assert [entry["failures"] for entry in log] == [1, 2, 3, 4, 5, 5]


@pytest.mark.case(51)
async def test_people_are_told_to_wait_when_nothing_can_be_kept(
    telegram: ScriptedTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be kept at once is not acknowledged, and not called saved, until it is kept."""
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.001)
    released = asyncio.Event()

    async def wait(_number: int) -> None:
        await released.wait()

    bot.before = wait
    telegram.will("getUpdates", ok([update(7)]))
    async with bot.running():
        await until(lambda: _is_told(bot))
        assert (bot.handled, len(offsets(telegram))) == ([], 1)
        released.set()
        await telegram.wait_for("getUpdates", 2)
    assert bot.handled == [7]
    assert _texts(bot) == ["patience 7"]


async def test_nobody_is_told_to_wait_for_nothing(telegram: ScriptedTelegram, bot: Bot) -> None:
    """What is kept at once needs no excuse."""
    telegram.will("getUpdates", ok([update(7)]))
    async with bot.running():
        await telegram.wait_for("getUpdates", 2)
    assert _texts(bot) == []


async def _is_told(bot: Bot) -> bool:
    return bool(bot.immediate)


def _texts(bot: Bot) -> list[str]:
    return [spoken.method.model_dump()["text"] for spoken in bot.immediate]
