"""The outbox never writes to a chat faster than it may."""

from bot.delivery.pace import Pace
from tests.delivery.post import Post
from tests.delivery.telegram import ScriptedTelegram, until


async def test_a_chat_that_used_up_its_turn_waits_and_the_others_do_not(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """Else Telegram would silence the bot for everybody."""
    post.outbox._pace = Pace(chat_rate=1e-6, chat_burst=1.0, overall_rate=1e9)
    await post.put("one")
    await post.put("two")
    async with post.running():

        async def one_is_said() -> bool:
            return [row[0] for row in await post.left()] == ["two"]

        await until(one_is_said)
        await post.put("else", chat=2)
        await telegram.wait_for("sendMessage", 2)
    assert [call["text"] for call in telegram.called("sendMessage")] == ["one", "else"]
