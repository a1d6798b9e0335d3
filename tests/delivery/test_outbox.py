"""The outbox: order within a chat, chats apart, and what follows from each outcome."""

import asyncio
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery

from bot.delivery import outbox as module
from bot.delivery.pace import Pace
from bot.delivery.ports import Outcome
from tests.delivery.post import Ear, Post
from tests.delivery.said import Said, message
from tests.delivery.telegram import ScriptedTelegram, dropped, held, ok, refused, text, until

SENT = {"message_id": 5, "chat": {"id": 1}}
BLOCKED = refused(403, "Forbidden: bot was blocked by the user")


def texts(telegram: ScriptedTelegram, chat: int = 1) -> list[str]:
    """What was said in a chat, in order."""
    return [call["text"] for call in telegram.called("sendMessage") if call["chat_id"] == chat]


async def test_messages_of_a_chat_keep_their_order(telegram: ScriptedTelegram, post: Post) -> None:
    """Also those that are put in while others are being sent."""
    for number in range(5):
        await post.put(str(number))
    async with post.running():
        await telegram.wait_for("sendMessage")
        for number in range(5, 10):
            await post.put(str(number))
        await until(post.is_empty)
    assert texts(telegram) == [str(number) for number in range(10)]
    assert await post.left() == []


async def test_a_slow_chat_does_not_hold_up_the_others(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """While one answer is awaited, everybody else is served; the next of that chat waits."""
    released = asyncio.Event()
    telegram.will("sendMessage", held(released, ok(SENT)))
    await post.put("slow", chat=1)
    async with post.running():
        await telegram.wait_for("sendMessage")
        await post.put("behind", chat=1)
        for chat in (2, 3):
            await post.put("quick", chat=chat)
        await telegram.wait_for("sendMessage", 3)
        assert texts(telegram, 2) == texts(telegram, 3) == ["quick"]
        assert texts(telegram) == ["slow"]
        released.set()
        await until(post.is_empty)
    assert texts(telegram) == ["slow", "behind"]


@pytest.mark.parametrize(
    "failure",
    [refused(429, "Too Many Requests", retry_after=0.001), refused(500), text(502, "<p>"), dropped],
)
async def test_what_fails_for_the_moment_is_said_later_and_in_order(
    telegram: ScriptedTelegram, post: Post, failure: Any
) -> None:
    """Nothing overtakes a message that has to be sent again."""
    telegram.will("sendMessage", failure, failure, failure, failure)
    await post.put("one")
    await post.put("two")
    await post.work_through()
    assert texts(telegram) == ["one"] * 5 + ["two"]


async def test_a_long_silence_is_kept_everywhere(
    telegram: ScriptedTelegram, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a large `retry_after` nobody is written to until it is over."""
    pauses: list[float] = []
    monkeypatch.setattr(Pace, "pause_all", lambda _pace, seconds: pauses.append(seconds))
    telegram.will("sendMessage", refused(429, "Too Many Requests", retry_after=60))
    await post.put("one")
    async with post.running():

        async def postponed() -> bool:
            return [row[2] for row in await post.left()] == [1]

        await until(postponed)
    assert pauses == [60.0]
    assert (await post.left())[0][3] == "TooFast"


async def test_the_pace_is_kept(telegram: ScriptedTelegram, post: Post) -> None:
    """A chat that has used up its burst waits, and is then written to without a nudge."""
    post.outbox._pace = Pace(chat_rate=100.0, chat_burst=1.0, overall_rate=1e9)
    for word in ("one", "two", "three"):
        await post.put(word)
    await post.work_through()
    assert texts(telegram) == ["one", "two", "three"]


async def test_a_person_who_blocked_the_bot_is_given_up_and_somebody_is_told(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """The listener hears why; what it wants to say goes to somebody else."""
    ear = Ear([message("it did not arrive", chat=2)])
    post.listeners["act"] = ear
    telegram.will("sendMessage", BLOCKED, BLOCKED)
    await post.put("act", topic="act", subject="7")
    await post.put("more")
    await post.work_through()
    failure = "Forbidden: bot was blocked by the user"
    assert ear.heard == [("7", Outcome(failure=failure))]
    assert texts(telegram, 2) == ["it did not arrive"]
    assert await post.left() == [("act", "blocked", 0, failure), ("more", "blocked", 0, failure)]


async def test_a_message_that_telegram_refuses_does_not_hold_up_its_chat(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """It is set aside for somebody to look at, and the listener hears why."""
    ear = post.listeners["act"] = Ear()
    telegram.will("sendMessage", refused(400, "Bad Request: can't parse entities"))
    await post.put("broken", topic="act", subject="7:1")
    await post.put("next", topic="act", subject="7:2")
    await post.work_through()
    assert texts(telegram) == ["broken", "next"]
    assert ear.heard == [
        ("7:1", Outcome(failure="Bad Request: can't parse entities")),
        ("7:2", Outcome(True)),
    ]
    assert [row[:2] for row in await post.left()] == [("broken", "dead")]


async def test_a_screen_that_is_already_so_counts_as_drawn(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """A second tap draws the same; nothing new appears in the chat."""
    telegram.will("editMessageText", refused(400, "Bad Request: message is not modified"))
    await post.put("same", kind="editMessageText")
    await post.work_through()
    assert await post.left() == []
    assert texts(telegram) == []


async def test_a_screen_whose_message_is_gone_is_sent_anew(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """The listener hears of the new message only."""
    ear = post.listeners["screen"] = Ear()
    telegram.will("editMessageText", refused(400, "Bad Request: message to edit not found"))
    telegram.will("sendMessage", ok(SENT))
    await post.put("screen", kind="editMessageText", topic="screen", subject="7:1")
    await post.work_through()
    assert texts(telegram) == ["screen"]
    assert ear.heard == [("7:1", Outcome(SENT))]


@pytest.mark.case(35)
async def test_a_group_that_moved_is_followed(telegram: ScriptedTelegram, post: Post) -> None:
    """All that waits for it goes to the new id at once, in order, and nothing to the old one."""
    telegram.will("sendMessage", refused(400, "upgraded", migrate_to_chat_id=-100))
    await post.put("one", chat=1)
    await post.put("two", chat=1)
    await post.put("else", chat=2)
    await post.work_through()
    assert texts(telegram, -100) == ["one", "two"]
    assert texts(telegram, 1) == ["one"]
    assert texts(telegram, 2) == ["else"]


async def test_a_delayed_row_waits_for_its_time(telegram: ScriptedTelegram, post: Post) -> None:
    """Of the screens of an album only the last one is drawn."""
    for number in range(10):
        await post.put(f"photo {number}", topic="screen", delay=0.05)
    await post.work_through()
    assert texts(telegram) == ["photo 9"]


async def test_a_row_of_a_clock_gone_wrong_is_said_now(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """After the clock was set back by a day nobody waits for a day."""
    await post.put("one", delay=module.FURTHEST_DUE + 1000)
    await post.work_through()
    assert texts(telegram) == ["one"]


async def test_presses_are_answered_once_whatever_happens(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """A query that is too old, or no network: it is not tried again and nothing else suffers."""
    telegram.will("answerCallbackQuery", refused(400, "Bad Request: query is too old"), dropped)
    presses = [Said(AnswerCallbackQuery(callback_query_id=str(n), text="ok")) for n in range(3)]
    async with post.running():
        post.outbox.say_at_once(presses)
        await telegram.wait_for("answerCallbackQuery", 3)
        await until(post.is_empty)
    asked = telegram.called("answerCallbackQuery")
    assert sorted(call["callback_query_id"] for call in asked) == ["0", "1", "2"]


async def test_a_screen_that_is_replaced_while_it_is_sent_is_not_sent_again(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """Its outcome has no row any more, and the newer one follows at once."""
    released = asyncio.Event()
    telegram.will("sendMessage", held(released, refused(502)))
    await post.put("old", topic="screen")
    async with post.running():
        await telegram.wait_for("sendMessage")
        await post.put("new", topic="screen")
        released.set()
        await until(post.is_empty)
    assert texts(telegram) == ["old", "new"]
