"""Stands between the bot and the small Telegram, and lets calls go wrong."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.demo.bot_api import read_parameters
from bot.demo.errors import ApiError
from bot.demo.payload import Payload
from bot.demo.phones import Phones
from bot.demo.trouble.answers import (
    INSTEAD,
    broken_json,
    cut_off,
    dribble,
    drop,
    misshapen,
    outlast,
)
from bot.demo.trouble.deliveries import doubled, shuffled, shuffled_persons
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import DOWNLOAD, Fault, can_befall
from bot.demo.world import World

MOVED_BY = 1_000_000_000_000
"""A supergroup's number is far below zero."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Interference:
    """A middleware around a strict server, which itself knows of no trouble.

    `go_away` closes the server and opens it again after so many seconds.
    """

    def __init__(self, trouble: Trouble, world: World, go_away: Callable[[float], None]) -> None:
        self._trouble = trouble
        self._world = world
        self._phones = Phones(world)
        self._go_away = go_away
        self._once_more: list[Payload] = []

    @web.middleware
    async def between(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Pass a call on, or let it go wrong."""
        call = call_of(request)
        if call is None or not self._trouble.is_on:
            return await handler(request)
        if call == "getupdates" and self._once_more:
            again, self._once_more = self._once_more, []
            return web.json_response({"ok": True, "result": again})
        fault = await self._choose(call, request)
        return await (self._go_wrong(fault, call, request, handler) if fault else handler(request))

    async def _choose(self, call: str, request: web.Request) -> Fault | None:
        try:
            return await self._chosen(call, request)
        except ApiError:
            return None  # the strict server says what is wrong with the call itself

    async def _chosen(self, call: str, request: web.Request) -> Fault | None:
        if await self._refuses_words(call, request):
            return Fault.REFUSED_WORDS
        fault = self._trouble.next(call)
        if fault is Fault.BLOCKED:
            return fault if self._may_block(await chat_of(request)) else None
        if fault is Fault.MIGRATED:
            return fault if self._may_move(await chat_of(request)) else None
        return fault

    def _may_move(self, number: int) -> bool:
        """Groups move and persons block: no chat does both."""
        return number in self._world.chats and number not in (self._trouble.blockers or ())

    def _may_block(self, number: int) -> bool:
        chat = self._world.chats.get(number)
        blockers = self._trouble.blockers
        may = blockers is None or number in blockers
        return may and chat is not None and chat.started and not chat.blocked

    async def _refuses_words(self, call: str, request: web.Request) -> bool:
        if not (self._trouble.words and can_befall(Fault.REFUSED_WORDS, call)):
            return False
        parameters = await read_parameters(request)
        said = f"{parameters.text('text') or ''} {parameters.text('caption') or ''}"
        return self._trouble.words in said

    async def _go_wrong(
        self, fault: Fault, call: str, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if fault in DELIVERED:
            return await self._deliver(fault, await handler(request))
        self._trouble.note(fault, call)
        if fault in INSTEAD:
            return INSTEAD[fault]()
        if fault in BEFORE:
            return await self._before(fault, request, handler)
        return await self._after(fault, request, await handler(request))

    async def _before(
        self, fault: Fault, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if fault is Fault.HANGING_BEFORE:
            return await outlast(request)
        if fault is Fault.BLOCKED:
            self._block(await chat_of(request))
            return await handler(request)
        if fault is Fault.MIGRATED:
            number = await chat_of(request)
            self._world.moved.setdefault(number, -MOVED_BY - number)
            return await handler(request)
        if fault is Fault.AWAY:
            self._go_away(self._trouble.seconds)
        return drop(request)

    async def _after(
        self, fault: Fault, request: web.Request, answer: web.StreamResponse
    ) -> web.StreamResponse:
        body = body_of(answer)
        if fault is Fault.HANGING_AFTER:
            return await outlast(request)
        if fault is Fault.SLOW_BODY:
            return await dribble(request, body, self._trouble.seconds)
        if fault is Fault.DOWNLOAD_CUT:
            return await cut_off(request, body)
        if fault is Fault.BROKEN_JSON:
            return broken_json(body)
        if fault is Fault.WRONG_SHAPE:
            return misshapen(self._trouble.times(fault))
        return drop(request)

    async def _deliver(self, fault: Fault, answer: web.StreamResponse) -> web.StreamResponse:
        found = json.loads(body_of(answer))
        if not found.get("result"):
            return answer
        updates: list[Payload] = found["result"]
        if fault is Fault.REPEATED:
            self._once_more = updates
            given = doubled(updates)
        else:
            mix = shuffled if fault is Fault.SHUFFLED else shuffled_persons
            given = mix(updates, self._trouble.dice)
        if given != updates:
            self._trouble.note(fault, "getupdates")
        return web.json_response({"ok": True, "result": given})

    def _block(self, number: int) -> None:
        person = self._world.chats[number].person.key
        self._phones.block_bot(person)
        loop = asyncio.get_running_loop()
        loop.call_later(self._trouble.seconds, self._phones.unblock_bot, person)


DELIVERED = frozenset({Fault.REPEATED, Fault.SHUFFLED, Fault.SHUFFLED_PERSONS})
BEFORE = frozenset(
    {Fault.HANGING_BEFORE, Fault.BLOCKED, Fault.MIGRATED, Fault.AWAY, Fault.DROPPED_BEFORE}
)


def call_of(request: web.Request) -> str | None:
    """Name the call in small letters; None for what people do on the page."""
    if "token" not in request.match_info:
        return None
    return request.match_info.get("method", DOWNLOAD).lower()


async def chat_of(request: web.Request) -> int:
    """Read which chat a call is about; 0 when it names none."""
    return (await read_parameters(request)).integer("chat_id")


def body_of(answer: web.StreamResponse) -> bytes:
    """Read what would have been answered."""
    body = answer.body if isinstance(answer, web.Response) else None
    return body if isinstance(body, bytes) else b""
