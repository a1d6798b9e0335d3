"""What the tests of the small Telegram share: a world, its server, aiogram as the bot."""

from collections.abc import AsyncIterator, Callable, Coroutine
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image

from bot.demo.server import DemoServer
from bot.demo.trouble.dice import Trouble
from bot.demo.world import World

TOKEN = "7000000001:demo"
DISLIKED = "what Telegram does not like"

INSPECTOR = 1002

Api = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def picture(width: int = 1600, height: int = 900, form: str = "JPEG") -> bytes:
    """Make a picture."""
    encoded = BytesIO()
    Image.new("RGB", (width, height), "teal").save(encoded, form)
    return encoded.getvalue()


class Clock:
    """Time that passes only when the test says so."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    """A clock in the test's hands."""
    return Clock()


@pytest.fixture
def trouble() -> Trouble:
    """What may go wrong: nothing, until a test says so."""
    return Trouble(words=DISLIKED, seconds=0.1)


@pytest.fixture
async def server(clock: Clock, trouble: Trouble) -> AsyncIterator[DemoServer]:
    """A running server on a free port."""
    running = DemoServer(World(clock=clock), TOKEN, trouble=trouble)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def bot(server: DemoServer) -> AsyncIterator[Bot]:
    """Aiogram's own client, talking to the server as it would to Telegram."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    async with Bot(TOKEN, session=session) as client:
        yield client


@pytest.fixture
async def client(server: DemoServer) -> AsyncIterator[aiohttp.ClientSession]:
    """A plain HTTP client that knows where the server is."""
    async with aiohttp.ClientSession(server.url) as session:
        yield session


@pytest.fixture
def api(client: aiohttp.ClientSession) -> Api:
    """Call the Bot API with nothing in between; gives the whole answer."""

    async def call(method: str, **parameters: Any) -> dict[str, Any]:
        async with client.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            body: dict[str, Any] = await answer.json()
            return body

    return call
