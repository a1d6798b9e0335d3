"""A Telegram for load, in a process of its own: the few methods of the benchmark, and no checks.

`GET /load/ready` waits for the first `getUpdates` and tells when it came; `POST /load/run` taps.
"""

import asyncio
import json
import re
import sys
import time
from collections import deque
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.benchmarks.phones import BOT, DATE, Load, Phone

MOST_UPDATES = 100
MOST_BYTES = 50_000_000
CHAT = re.compile(rb'name="chat_id"\r\n(?:[^\r\n]+\r\n)*\r\n(-?\d+)')


class FakeTelegram:
    """One bot's server, with the phones that talk to it."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._arrived = asyncio.Event()
        self._polled = asyncio.Event()
        self._first_poll = 0.0
        self._last_update = 0
        self._phones: dict[int, Phone] = {}
        self._load: Load | None = None
        self._settled = asyncio.Event()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer one request of the bot, or an order of the benchmark."""
        _, area, method = request.path.rsplit("/", 2)
        if area == "load":
            found = await self._order(method, await request.read())
            return web.Response(text=json.dumps(found), content_type="application/json")
        parameters = _parameters(request.content_type, await request.read())
        result = await self._answer(method, parameters)
        body = b'{"ok":true,"result":%b}' % result
        return web.Response(body=body, content_type="application/json")

    async def _order(self, name: str, body: bytes) -> dict[str, Any]:
        if name == "ready":
            await self._polled.wait()
            return {"first_poll": self._first_poll}
        return await self._run(**json.loads(body))

    async def _run(
        self,
        presses: dict[str, str],
        prints: dict[str, str],
        taps: int,
        in_flight: int,
        *,
        acts_in_flight: int = 0,
        sees_edits: bool = True,
    ) -> dict[str, Any]:
        for chat, press in {**presses, **prints}.items():
            if int(chat) not in self._phones:
                self._phones[int(chat)] = Phone(int(chat), press, sees_edits=sees_edits)
        phones, printers = (
            [self._phones[int(chat)] for chat in some] for some in (presses, prints)
        )
        load = self._load = Load(self._post, phones, printers, taps, acts_in_flight)
        self._settled.clear()
        load.begin(in_flight)
        await self._settled.wait()
        self._load = None
        return {
            "seconds": load.seconds,
            "milliseconds": load.milliseconds,
            "acts": load.acts,
        }

    def _post(self, update: dict[str, Any]) -> None:
        self._last_update += 1
        encoded = json.dumps({"update_id": self._last_update, **update})
        self._waiting.append((self._last_update, encoded.encode()))
        self._arrived.set()

    async def _answer(self, method: str, parameters: dict[str, Any]) -> bytes:
        if method == "getUpdates":
            return await self._updates(parameters)
        if method == "getMe":
            return json.dumps(BOT).encode()
        result = self._hear(method, parameters)
        if self._load and self._load.is_over:
            self._settled.set()
        return result

    def _hear(self, method: str, parameters: dict[str, Any]) -> bytes:
        chat = int(parameters.get("chat_id", 0))
        phone = self._phones.get(chat)
        if method == "answerCallbackQuery":
            self._done(int(parameters["callback_query_id"].partition(":")[0]), "answer")
        elif method == "editMessageText" and phone:
            phone.edit(parameters["text"], parameters["reply_markup"])
            encoded = json.dumps(phone.message()).encode()
            self._done(chat, "edit")
            return encoded
        elif method == "sendDocument":
            if self._load:
                self._load.act_arrived(chat)
            message = {"message_id": 1, "from": BOT, "chat": {"id": chat, "type": "private"}}
            return json.dumps({**message, "date": DATE}).encode()
        return b"true"

    def _done(self, chat: int, what: str) -> None:
        if self._load:
            self._load.done(chat, what)

    async def _updates(self, parameters: dict[str, Any]) -> bytes:
        if not self._polled.is_set():
            self._first_poll = time.monotonic()
            self._polled.set()
        offset = int(parameters.get("offset") or 0)
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        if not self._waiting:
            self._arrived.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(float(parameters.get("timeout") or 0)):
                    await self._arrived.wait()
        return b"[%b]" % b",".join(raw for _, raw in islice(self._waiting, MOST_UPDATES))


def _parameters(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type == "application/json":
        found: dict[str, Any] = json.loads(body)
        return found
    if content_type.startswith("multipart/"):
        chat = CHAT.search(body)
        return {"chat_id": int(chat[1])} if chat else {}
    return dict(parse_qsl(body.decode()))


async def serve() -> None:
    """Serve until killed; the first line printed is the port."""
    telegram = FakeTelegram()
    runner = web.ServerRunner(web.Server(telegram.handle, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
