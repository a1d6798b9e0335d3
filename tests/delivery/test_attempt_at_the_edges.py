"""Where one verdict ends and the next begins: refused edits and the length of pauses."""

import random

import pytest

from bot.delivery.attempt import LONGEST_BACK_OFF, Verdict, judge
from bot.delivery.errors import TelegramRefused, TelegramUnreachable
from bot.delivery.reachability import DOUBT_SECONDS, Reachability
from storage.database import Database
from storage.outbox import SqliteOutbox
from tests.delivery.said import Said
from tests.delivery.test_attempt import EDIT_PAYLOAD, row


@pytest.mark.parametrize("kind", ["editMessageText", "editMessageReplyMarkup"])
@pytest.mark.parametrize("words", ["chat not found", "MESSAGE_TOO_LONG", "can't parse entities"])
def test_only_a_vanished_message_is_replaced(kind: str, words: str) -> None:
    """An edit refused for any other reason must neither be said twice nor count as done."""
    error = TelegramRefused(400, f"Bad Request: {words}")
    attempt = judge(row(kind, payload=EDIT_PAYLOAD), None, error)
    assert (attempt.verdict, attempt.rewritten) == (Verdict.DEAD, None)


@pytest.mark.parametrize(("tries", "seconds"), [(0, 1), (1, 2), (2, 4), (5, 32), (7, 128)])
@pytest.mark.parametrize("end", [0, 1], ids=["shortest", "longest"])
def test_each_pause_is_twice_the_one_before(
    monkeypatch: pytest.MonkeyPatch, tries: int, seconds: float, end: int
) -> None:
    """Give or take a quarter, so that not everything that failed at once comes back at once."""
    monkeypatch.setattr(random, "uniform", lambda *ends: ends[end])
    pause = judge(row(tries=tries), None, TelegramUnreachable("502")).pause
    assert pause == pytest.approx(seconds * (0.75, 1.25)[end])


def test_the_longest_pause_is_reached() -> None:
    """A long outage is looked at every five minutes."""
    pause = judge(row(tries=30), None, TelegramUnreachable("502")).pause
    assert pause == LONGEST_BACK_OFF


@pytest.mark.parametrize("clock", [0.0, 1.0, 1e6])
async def test_whoever_was_never_heard_is_not_in_doubt(
    database: Database, monkeypatch: pytest.MonkeyPatch, clock: float
) -> None:
    """Nor just after the machine was switched on: the first refusal is told at once."""

    async def tell(_lane: str) -> list[Said]:
        return []

    reachability = Reachability(SqliteOutbox(database), tell)
    monkeypatch.setattr("time.monotonic", lambda: clock)
    assert DOUBT_SECONDS > 0
    assert not reachability.is_in_doubt("chat:1")
