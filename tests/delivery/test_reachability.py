"""Whoever blocked the bot gets everything once they open it again; somebody is told meanwhile."""

from typing import Any

import pytest
from aiohttp import web

from bot.delivery import reachability as module
from tests.delivery.post import Ear, Post
from tests.delivery.reception import Reception, update
from tests.delivery.telegram import ScriptedTelegram, ok, refused

FORBIDDEN = refused(403, "Forbidden: bot was blocked by the user")
pytestmark = pytest.mark.case(33)


async def closed(request: web.Request) -> web.StreamResponse:
    """Refuse what is meant for the first person; the others have not blocked the bot."""
    concerned = (await request.json())["chat_id"] == 1
    return await (FORBIDDEN if concerned else ok())(request)


def member(number: int, status: str) -> dict[str, Any]:
    """What Telegram says when somebody stops or restarts the bot."""
    bot = {"id": 9, "is_bot": True, "first_name": "b"}
    left = {"user": bot, "status": "kicked", "until_date": 0}
    there = {"user": bot, "status": "member"}
    old, new = (there, left) if status == "kicked" else (left, there)
    change = {
        "chat": {"id": 1, "type": "private"},
        "from": {"id": 1, "is_bot": False, "first_name": "А"},
        "date": 1,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return {"update_id": number, "my_chat_member": change}


def texts(telegram: ScriptedTelegram, chat: int) -> list[str]:
    """What was said in a chat, in order."""
    return [call["text"] for call in telegram.called("sendMessage") if call["chat_id"] == chat]


async def blocked_rows(post: Post) -> list[str]:
    """What is set aside."""
    return [text for text, state, _tries, _error in await post.left() if state == "blocked"]


@pytest.fixture
async def reception(post: Post) -> Reception:
    """A desk that shares the knowledge of the outbox about who cannot be reached."""
    reception = Reception(post.database)
    reception.reachability = reception.desk._reachability = post.reachability
    return reception


async def test_somebody_is_told_once_and_the_others_are_served(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """However many messages wait, there is one notice; other chats go on."""
    telegram.will("sendMessage", *[closed] * 4)
    for number in range(3):
        await post.put(f"act {number}")
    await post.work_through()
    await post.put("hello", chat=2)
    post.stopping.clear()
    await post.work_through()
    assert post.lost == ["chat:1"]
    assert texts(telegram, 99) == ["chat:1 is lost"]
    assert texts(telegram, 2) == ["hello"]


@pytest.mark.parametrize("sign", [update(7), member(7, "member")], ids=["message", "unblocked"])
async def test_what_was_set_aside_is_said_when_the_person_is_back(
    telegram: ScriptedTelegram, post: Post, reception: Reception, sign: dict[str, Any]
) -> None:
    """In order, and whoever listens hears that it has arrived after all."""
    ear = post.listeners["submission"] = Ear()
    telegram.will("sendMessage", *[closed] * 3)
    await post.put("act 1", topic="submission", subject="1")
    await post.put("act 2", topic="submission", subject="2")
    await post.work_through()
    await reception.desk.handle([member(6, "kicked")])
    assert await blocked_rows(post) == ["act 1", "act 2"]

    await reception.desk.handle([sign])
    post.stopping.clear()
    await post.work_through()
    assert texts(telegram, 1)[-4:] == ["act 1", "act 2", "answer 6", "answer 7"]
    assert [(subject, outcome.failure is None) for subject, outcome in ear.heard] == [
        *(("1", False), ("2", False)),
        *(("1", True), ("2", True)),
    ]
    await reception.desk.handle([update(8)])
    assert await blocked_rows(post) == []


async def test_outdated_screens_and_twins_are_not_said_later(
    telegram: ScriptedTelegram, post: Post, reception: Reception
) -> None:
    """A screen is drawn anew by what the person does; an act sent twice is needed once."""
    telegram.will("sendMessage", *[closed] * 5)
    await post.put("question", topic="screen")
    await post.put("act", topic="submission", subject="1")
    await post.put("act again", topic="submission", subject="1")
    await post.put("notice")
    await post.work_through()
    await reception.desk.handle([update(7)])
    post.stopping.clear()
    await post.work_through()
    assert texts(telegram, 1)[4:] == ["act again", "notice", "answer 7"]


async def test_a_restart_forgets_nobody(telegram: ScriptedTelegram, post: Post) -> None:
    """Who was unreachable before the restart is neither told of again nor forgotten."""
    telegram.will("sendMessage", *[closed] * 3)
    await post.put("one")
    await post.work_through()
    restarted = Post(post.database, post.outbox._api)
    async with post.database.transaction():
        await restarted.reachability.reopen()
    await restarted.put("two")
    await restarted.work_through()
    assert (post.lost, restarted.lost) == (["chat:1"], [])
    reception = Reception(post.database)
    reception.desk._reachability = restarted.reachability
    await reception.desk.handle([update(7)])
    assert await blocked_rows(restarted) == []


async def test_a_refusal_older_than_a_sign_of_life_is_tried_again(
    telegram: ScriptedTelegram, post: Post, reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unblocking may be handled before the refusal is noted: nothing is set aside for good."""
    monkeypatch.setattr(module, "DOUBT_SECONDS", 60.0)
    telegram.will("sendMessage", closed)
    await reception.desk.handle([member(6, "member")])
    await post.put("act")
    await post.work_through()
    assert texts(telegram, 1).count("act") == 1
    assert post.lost == []
    assert await post.left() == []


async def test_who_blocks_the_bot_again_is_told_of_again(
    telegram: ScriptedTelegram, post: Post, reception: Reception
) -> None:
    """Each time is news."""
    for number in (7, 8):
        telegram.will("sendMessage", closed, closed)
        await post.put("act")
        post.stopping.clear()
        await post.work_through()
        await reception.desk.handle([update(number)])
        post.stopping.clear()
        await post.work_through()
    assert post.lost == ["chat:1", "chat:1"]
    assert texts(telegram, 1) == ["act", "act", "answer 7", "act", "act", "answer 8"]
