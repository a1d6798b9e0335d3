"""The outbox when the bot itself fails: jobs, listeners, the database, a stop in the middle."""

import asyncio
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery

from bot.delivery import outbox as module
from bot.delivery.errors import TelegramUnreachable
from bot.delivery.ports import Outcome
from bot.delivery.telegram_api import TelegramApi
from bot.services.ports import StorageUnavailable
from storage.bookmarks import SqliteBookmarks
from storage.outbox import SqliteOutbox
from tests.delivery.post import Ear, Post, Task, Work
from tests.delivery.said import Said, message
from tests.delivery.telegram import ScriptedTelegram, held, ok, refused, until

FULL_DISK = StorageUnavailable("SQLITE_FULL")


def failing(*failures: Exception) -> Work:
    """Work that fails so often, then tells the number of its try."""
    left = list(failures)
    tries = 0

    async def work(_subject: str) -> int:
        nonlocal tries
        tries += 1
        if left:
            raise left.pop(0)
        return tries

    return work


def texts(telegram: ScriptedTelegram) -> list[str]:
    """What was said, in order."""
    return [call["text"] for call in telegram.called("sendMessage")]


async def test_a_job_works_first_and_is_recorded_then(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """The work runs outside of any transaction; its result and its words are kept in one."""

    async def work(subject: str) -> str:
        async with post.database.transaction():
            return f"printed {subject}"

    post.jobs["print"] = Task(post.database, work, [message("here it is")])
    await post.order("print")
    await post.work_through()
    assert await post.bookmarks() == {"job 7": "printed 7"}
    assert texts(telegram) == ["here it is"]
    assert await post.left() == []


async def test_a_slow_job_holds_up_nobody(telegram: ScriptedTelegram, post: Post) -> None:
    """Words go out while a paper is printed."""
    printed = asyncio.Event()

    async def work(_subject: str) -> None:
        await printed.wait()

    post.jobs["print"] = Task(post.database, work)
    await post.order("print")
    async with post.running():
        await post.put("meanwhile")
        await telegram.wait_for("sendMessage")
        printed.set()
        await until(post.is_empty)
    assert await post.bookmarks() == {"job 7": "None"}


@pytest.mark.parametrize("failure", [TelegramUnreachable("502"), OSError(28, "full"), FULL_DISK])
async def test_a_job_that_fails_for_the_moment_is_done_again(
    post: Post, failure: Exception
) -> None:
    """Network, disk and database may be away longer than three tries."""
    post.jobs["fetch"] = Task(post.database, failing(*[failure] * 6))
    await post.order("fetch")
    await post.work_through()
    assert await post.bookmarks() == {"job 7": "7"}


async def test_a_job_with_a_bug_is_given_up_after_three_tries(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """It says whom it concerns, stays in the table as dead, and its lane goes on."""
    job = Task(post.database, failing(*[ValueError("bug")] * 3))
    post.jobs["print"] = job
    await post.order("print", "first")
    await post.order("print", "second")
    await post.work_through()
    assert await post.left() == [("print", "dead", 2, "ValueError")]
    assert await post.bookmarks() == {"job second": "4"}
    assert texts(telegram) == ["no first"]


async def test_a_record_that_fails_is_undone_and_does_not_stop_the_outbox(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """Nothing of a half-made record is kept; everybody else is served."""
    job = Task(post.database, failing())
    job.record_faults = [KeyError("bug")]
    post.jobs["print"] = job
    await post.order("print")
    await post.put("one")
    await post.work_through()
    assert await post.bookmarks() == {}
    assert await post.left() == [("print", "dead", 0, "KeyError")]
    assert texts(telegram) == ["one"]


@pytest.mark.parametrize("code", [200, 400, 403])
async def test_a_listener_that_fails_does_not_stop_the_outbox(
    telegram: ScriptedTelegram, post: Post, code: int
) -> None:
    """Whether it hears of a success or of a failure: the message is not sent again."""
    ear = Ear()
    ear.faults = [ValueError("bug")]
    post.listeners["act"] = ear
    telegram.will("sendMessage", ok() if code == 200 else refused(code, "no"))
    await post.put("one", topic="act")
    await post.put("two", topic="act")
    await post.work_through()
    assert texts(telegram) == ["one", "two"]
    assert [row[:2] for row in await post.left()] == [("one", "dead")]
    assert len(ear.heard) == 1


@pytest.mark.parametrize("failure", [FULL_DISK, OSError(28, "full"), ValueError("bug")])
async def test_an_outcome_is_kept_as_soon_as_the_database_is_back(
    telegram: ScriptedTelegram, post: Post, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    """What was said is not said again because it could not be noted at once."""
    failures = [failure] * 5
    done = SqliteOutbox.done

    async def fail_at_first(self: SqliteOutbox, row: int) -> None:
        if failures:
            raise failures.pop()
        await done(self, row)

    monkeypatch.setattr(SqliteOutbox, "done", fail_at_first)
    ear = post.listeners["screen"] = Ear()
    await post.put("one", topic="screen")
    await post.put("two")
    await post.work_through()
    assert texts(telegram) == ["one", "two"]
    if not isinstance(failure, ValueError):
        assert (ear.heard, await post.left()) == ([(None, Outcome(True))], [])


async def test_nothing_is_sent_while_the_queue_cannot_be_read(
    telegram: ScriptedTelegram, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that is no outage is waited out as well, with its traceback in the log."""
    failures: list[Exception] = [ValueError("bug"), FULL_DISK, ValueError("bug")]
    heads = SqliteOutbox.heads

    async def fail_at_first(self: SqliteOutbox) -> Any:
        if failures:
            raise failures.pop()
        return await heads(self)

    monkeypatch.setattr(SqliteOutbox, "heads", fail_at_first)
    await post.put("one")
    await post.work_through()
    assert texts(telegram) == ["one"]


async def test_a_stop_waits_for_what_is_under_way(telegram: ScriptedTelegram, post: Post) -> None:
    """A message on its way is noted as said; the next one stays for the next start."""
    released = asyncio.Event()
    telegram.will("sendMessage", held(released, ok()))
    await post.put("one")
    await post.put("two")
    async with post.running():
        await telegram.wait_for("sendMessage")
        post.stopping.set()
        asyncio.get_running_loop().call_soon(released.set)
    assert texts(telegram) == ["one"]
    assert [row[0] for row in await post.left()] == ["two"]


async def test_a_stop_does_not_wait_for_ever(
    telegram: ScriptedTelegram, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not come to an end is left, even inside a transaction, and stays to be done."""
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 0.01)
    inside, never = asyncio.Event(), asyncio.Event()

    async def hang(_subject: str) -> None:
        await telegram.wait_for("sendMessage")
        async with post.database.transaction():
            await SqliteBookmarks(post.database).write("half", "done")
            inside.set()
            await never.wait()

    post.jobs["print"] = Task(post.database, hang)
    telegram.will("sendMessage", held(never, ok()))
    await post.order("print")
    await post.put("one")
    async with post.running():
        await inside.wait()
    assert await post.bookmarks() == {}
    assert [row[:2] for row in await post.left()] == [("print", "waiting"), ("one", "waiting")]
    assert not post.outbox._tasks


async def test_a_stop_notes_outcomes_when_the_database_is_back(
    telegram: ScriptedTelegram, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage at the very end does not make the bot say everything twice."""
    outages = [FULL_DISK] * 4
    done = SqliteOutbox.done
    released = asyncio.Event()

    async def fail_at_first(self: SqliteOutbox, row: int) -> None:
        if outages:
            raise outages.pop()
        await done(self, row)

    monkeypatch.setattr(SqliteOutbox, "done", fail_at_first)
    telegram.will("sendMessage", held(released, ok()))
    await post.put("one")
    async with post.running():
        await telegram.wait_for("sendMessage")
        post.stopping.set()
        asyncio.get_running_loop().call_soon(released.set)
    assert (await post.left(), outages) == ([], [])


async def test_a_stop_does_not_wait_for_ever_for_the_database(
    telegram: ScriptedTelegram, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Better a message twice after the next start than a bot that cannot be stopped."""
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 0.02)

    async def fail(_self: SqliteOutbox, _row: int) -> None:
        raise FULL_DISK

    monkeypatch.setattr(SqliteOutbox, "done", fail)
    await post.put("one")
    async with post.running():
        await telegram.wait_for("sendMessage")
    assert [row[1] for row in await post.left()] == ["waiting"]


async def test_what_was_not_said_is_said_after_a_restart(
    telegram: ScriptedTelegram, post: Post, api: TelegramApi
) -> None:
    """The rows are in the file, not in the process."""
    for word in ("one", "two", "three"):
        await post.put(word)
    await Post(post.database, api).work_through()
    assert texts(telegram) == ["one", "two", "three"]


async def test_a_press_after_the_farewell_is_not_answered(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """Nothing is begun that nobody would wait for."""
    await post.work_through()
    post.outbox.say_at_once([Said(AnswerCallbackQuery(callback_query_id="1"))])
    assert post.outbox.idle
    assert telegram.calls == []


async def test_a_press_during_the_farewell_is_still_answered(
    telegram: ScriptedTelegram, post: Post
) -> None:
    """The last update of a run is kept while the outbox already says goodbye."""
    released = asyncio.Event()
    telegram.will("sendMessage", held(released, ok()))
    await post.put("one")
    async with post.running():
        await telegram.wait_for("sendMessage")
        post.stopping.set()
        await asyncio.sleep(0)
        post.outbox.say_at_once([Said(AnswerCallbackQuery(callback_query_id="1"))])
        await telegram.wait_for("answerCallbackQuery")
        released.set()
    assert await post.left() == []
