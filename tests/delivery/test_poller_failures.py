"""Whatever Telegram answers, the poller goes on; only a wrong token ends it."""

from typing import Any

import pytest

from bot.delivery import poller as module
from bot.delivery.errors import WrongToken
from tests.delivery.bot import Bot, offsets, update
from tests.delivery.telegram import Answer, ScriptedTelegram, dropped, ok, refused, text


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
