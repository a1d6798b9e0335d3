"""Faults on which a campaign must fail, else it proves nothing."""

from collections.abc import Callable
from typing import Any

from bot.delivery.desk import update_number
from bot.delivery.poller import Poller
from storage.answers import SqliteAnswers
from storage.updates import SqliteUpdates
from tests.campaign.kills.orders import Death


def acknowledge_before_commit() -> None:
    """Tell Telegram that updates have arrived before they are kept."""
    usual = Poller._take_in

    async def take_in(self: Poller, raws: list[Any], *rest: Any) -> None:
        numbers = [number for raw in raws if (number := update_number(raw)) is not None]
        if numbers:
            parameters = {"offset": max(numbers) + 1, "timeout": 0, "limit": 1}
            await self._api.call("getUpdates", parameters)
        await usual(self, raws, *rest)

    Poller._take_in = take_in  # type: ignore[method-assign, assignment]


def forget_updates() -> None:
    """Take each update for a new one."""

    async def begin(_self: SqliteUpdates, _update_id: int) -> bool:
        return True

    SqliteUpdates.begin = begin  # type: ignore[method-assign, assignment]


def split_transaction() -> None:
    """Keep an answer first, and the conversation's place in a transaction of its own."""
    usual = SqliteAnswers.save_answer

    async def save_answer(self: SqliteAnswers, *arguments: Any) -> bool:
        saved = await usual(self, *arguments)
        await self._database._run("COMMIT")
        await self._database._run("BEGIN IMMEDIATE")
        return saved

    SqliteAnswers.save_answer = save_answer  # type: ignore[method-assign, assignment]


FAULTS: dict[str, Callable[[], None]] = {
    "acknowledge before commit": acknowledge_before_commit,
    "no processed id": forget_updates,
    "two transactions": split_transaction,
}
WHERE_IT_SHOWS = {
    "acknowledge before commit": [Death("write processed_update.before", n) for n in (5, 6, 7, 8)],
    "no processed id": [Death("acknowledge.before", n) for n in (4, 5, 6, 7, 8, 9)],
    "two transactions": [Death("write audit.before", n) for n in (9, 10, 11)],
}
"""A few consecutive passes: which update is handled at which pass shifts with the machine."""


def plant(fault: str | None) -> None:
    """Put a fault into this process, for good."""
    if fault is not None:
        FAULTS[fault]()
