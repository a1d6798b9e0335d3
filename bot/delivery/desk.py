"""Takes updates in: one update is one transaction, and nothing is acknowledged before it is kept.

Updates that arrived together share a commit: the forced write to disk is paid once for all of them,
and the acknowledgement still comes after it. When one of them fails, each is handled alone.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.delivery.ports import Queue, Transactions, Updates
from bot.delivery.reachability import Reachability
from bot.delivery.spoken import Speech, Spoken, is_immediate, lane_of, parameters_of
from bot.delivery.waiting_room import WaitingRoom
from bot.services.ports import StorageDamaged, StorageUnavailable

TRIES_OF_A_BUG = 3
SHORTEST_PAUSE = 0.05
LONGEST_PAUSE = 30.0
BURIAL_PAUSE = 3.0

log = structlog.get_logger(__name__)

Feed = Callable[[Update], Awaitable[Speech]]
"""Hands an update to the handlers and brings back what they want to be said."""

Apologise = Callable[[int], Awaitable[Speech]]
"""Tells somebody, by the Telegram id, that nothing of an update was kept."""


class Malformed(Exception):
    """Not an update, or not one that this release understands."""


class Desk:
    """Handles updates one by one, for ever again until each is kept or buried."""

    def __init__(
        self,
        transactions: Transactions,
        updates: Updates,
        queue: Queue,
        feed: Feed,
        apologise: Apologise,
        room: WaitingRoom,
        reachability: Reachability,
    ) -> None:
        self._room = room
        self._reachability = reachability
        self._transactions = transactions
        self._updates = updates
        self._queue = queue
        self._feed = feed
        self._apologise = apologise

    async def handle(self, raws: Sequence[Any]) -> list[Spoken]:
        """Keep what came, all of it; give the answers that must be sent at once."""
        if len(raws) > 1:
            try:
                return await self._together(raws)
            except Exception as error:  # noqa: BLE001 - each alone will show which one it was
                log.warning("batch.split", error=type(error).__name__)
        return [spoken for raw in raws for spoken in await self._alone(raw)]

    async def handle_deferred(self, raw: Any) -> list[Spoken]:
        """Handle an update that has waited; it was kept long ago."""
        return await self._alone(raw, waited=True)

    async def _together(self, raws: Sequence[Any]) -> list[Spoken]:
        immediate: list[Spoken] = []
        async with self._transactions.transaction():
            for raw in raws:
                immediate += await self._handle(raw)
        return immediate

    async def _alone(self, raw: Any, *, waited: bool = False) -> list[Spoken]:
        """Handle one update until it is kept; a bug or nonsense is buried, never dropped."""
        pause = SHORTEST_PAUSE
        bugs = 0
        while True:
            try:
                async with self._transactions.transaction():
                    return await self._handle(raw, waited=waited)
            except Malformed as error:
                return await self._bury(raw, str(error), waited=waited)
            except OverflowError as error:
                # SQLite's numbers have 64 bits: an id beyond them is nobody's.
                return await self._bury(raw, type(error).__name__, waited=waited)
            except (StorageUnavailable, OSError) as error:
                log.warning("update.waits", error=type(error).__name__, seconds=round(pause, 2))
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - only jitter
                pause = min(LONGEST_PAUSE, pause * 2)
            except StorageDamaged:
                raise  # no fault of the update: it stays with Telegram until the data are restored
            except Exception as error:
                bugs += 1
                log.exception("update.failed", attempt=bugs)
                if bugs == TRIES_OF_A_BUG:
                    return await self._bury(raw, type(error).__name__, waited=waited)

    async def _handle(self, raw: Any, *, waited: bool = False) -> list[Spoken]:
        update = _decode(raw)
        if not await self._begin(update.update_id, waited=waited):
            return []
        sender = getattr(update.event, "from_user", None)
        if sender and not waited and await self._room.takes(update.update_id, sender.id, raw):
            return []
        await self._reachability.heard(update)
        return await self._keep(await self._feed(update))

    async def _begin(self, update_id: int, *, waited: bool) -> bool:
        return await (self._room.leave(update_id) if waited else self._updates.begin(update_id))

    async def _keep(self, speech: Speech) -> list[Spoken]:
        await put_in(self._queue, [spoken for spoken in speech if not is_immediate(spoken)])
        return [spoken for spoken in speech if is_immediate(spoken)]

    async def _bury(self, raw: Any, error: str, *, waited: bool) -> list[Spoken]:
        log.error("update.buried", error=error)
        while True:
            try:
                async with self._transactions.transaction():
                    number = update_number(raw)
                    if number is not None and not await self._begin(number, waited=waited):
                        return []
                    await self._updates.bury(await self._letter(raw), error)
                    return await self._apology(raw)
            except (StorageUnavailable, OSError):
                await asyncio.sleep(BURIAL_PAUSE)

    async def _letter(self, raw: Any) -> Any:
        """What is kept of an update that cannot be handled; of strangers only its number."""
        sender = _sender_of(raw)
        known = sender is not None and await self._room.may_wait(sender)
        return raw if known else {"update_id": update_number(raw)}

    async def _apology(self, raw: Any) -> list[Spoken]:
        try:
            async with self._transactions.savepoint():
                sender = _private_sender_of(raw)
                return [] if sender is None else await self._keep(await self._apologise(sender))
        except (StorageUnavailable, StorageDamaged, OSError):
            raise
        except Exception:
            # What broke the handler may break the apology too; it must not break the bot.
            log.exception("apology.failed")
            return []


async def put_in(queue: Queue, speech: Speech) -> None:
    """Write down what is to be said, in the present transaction."""
    for spoken in speech:
        parameters = parameters_of(spoken.method)
        await queue.add(
            lane_of(parameters),
            spoken.method.__api_method__,
            parameters,
            spoken.topic,
            spoken.subject,
            spoken.delay,
        )


def update_number(raw: Any) -> int | None:
    """Read the number of an update; None when there is none by which to remember it."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    usable = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63 - 1
    return number if usable else None


def _sender_of(raw: Any) -> int | None:
    """Find who sent an update, also when it cannot be decoded."""
    for part in raw.values() if isinstance(raw, dict) else ():
        sender = part.get("from") if isinstance(part, dict) else None
        number = sender.get("id") if isinstance(sender, dict) else None
        if isinstance(number, int) and abs(number) < 2**63:
            return number
    return None


def _private_sender_of(raw: Any) -> int | None:
    """Find who said or tapped something in the own chat, the only place for an apology."""
    sender = _sender_of(raw)
    said, press = (raw.get(kind) for kind in ("message", "callback_query")) if sender else (0, 0)
    chat = said.get("chat") if isinstance(said, dict) else None
    in_own_chat = isinstance(chat, dict) and chat.get("id") == sender
    return sender if in_own_chat or isinstance(press, dict) else None


def _decode(raw: Any) -> Update:
    if update_number(raw) is None:
        raise Malformed("update_id")
    try:
        update = Update.model_validate(raw)
        _ = update.event_type
    except (ValidationError, RecursionError, UpdateTypeLookupError) as error:
        raise Malformed(type(error).__name__) from None
    return update
