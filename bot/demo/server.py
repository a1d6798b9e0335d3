"""The small Telegram on loopback: the Bot API for the bot, the chat page for people."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.demo.bot_api import BotApi
from bot.demo.files import LARGEST_UPLOAD, MEGABYTE
from bot.demo.page_security import add_headers, guard
from bot.demo.page_server import ChatPage
from bot.demo.phones import Phones
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.interference import Interference
from bot.demo.world import World

LOOPBACK = "127.0.0.1"
SECONDS_TO_STOP = 0.5


class DemoServer:
    """Serves one world on one port of this machine, and to nobody outside of it.

    Without `on_start_over` the page's "start over" empties the world; with it, this is all that
    happens, so that the bot can be stopped before `world.start_over()` and started after.
    `on_visit` is called whenever the page has told its language. With `trouble` calls of the bot
    go wrong now and then.
    """

    def __init__(
        self,
        world: World,
        token: str,
        port: int = 0,
        on_start_over: Callable[[], Awaitable[None]] | None = None,
        on_visit: Callable[[], None] | None = None,
        trouble: Trouble | None = None,
    ) -> None:
        self.world = world
        self.phones = Phones(world)
        self.token = token
        self._port = port
        self._on_start_over = on_start_over
        self._on_visit = on_visit
        self.trouble = trouble
        self._absence: asyncio.Task[None] | None = None
        self._page: ChatPage | None = None
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the server answers; the port is known once it has started."""
        return f"http://{LOOPBACK}:{self._port}"

    async def start(self) -> None:
        """Begin to answer; raises `OSError` when the port is taken."""
        app = web.Application(client_max_size=LARGEST_UPLOAD + MEGABYTE, middlewares=[guard])
        if self.trouble is not None:
            between = Interference(self.trouble, self.world, self.leave).between
            app.middlewares.append(between)
        app.on_response_prepare.append(add_headers)
        BotApi(self.world, self.token).add_routes(app.router)
        self._page = ChatPage(self.phones, self.world, self._on_start_over, self._on_visit)
        self._page.add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_STOP)
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Answer nobody any more."""
        if self._absence is not None:
            await self._absence
        await self._close()

    def leave(self, seconds: float) -> None:
        """Close the port now and open it again after so many seconds, unless it is closed."""
        if self._absence is None or self._absence.done():
            self._absence = asyncio.ensure_future(self._be_away(seconds))

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Keep the port closed for a while."""
        await self._close()
        with socket.socket() as held:
            # Bound but not listening: whoever calls is refused, and nobody else gets the port.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind((LOOPBACK, self._port))
            yield
            await self.start()

    async def _be_away(self, seconds: float) -> None:
        async with self.away():
            await asyncio.sleep(seconds)

    async def _close(self) -> None:
        self.world.updates.release()
        if self._page is not None and self._runner is not None:
            self._page.close()
            await self._runner.cleanup()
            self._page = self._runner = None
