"""A Telegram that answers what a test has written down, however hostile."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, NamedTuple, Self

from aiohttp import web

from bot.demo.changes import Changes

TOKEN = "7000000001:a-secret-token"
PATIENCE = 10.0

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    """Wait until something can be read in the database."""
    async with asyncio.timeout(PATIENCE):
        while not await condition():  # noqa: ASYNC110 - a database gives no sign of a change
            await asyncio.sleep(0.001)


class Called(NamedTuple):
    """One call as it came: a file is its name and its bytes."""

    method: str
    parameters: dict[str, Any]


def ok(result: Any = True) -> Answer:
    """Answer as Telegram does when all is well."""
    return text(200, json.dumps({"ok": True, "result": result}))


def refused(code: int, description: str = "", **parameters: Any) -> Answer:
    """Refuse in Telegram's form."""
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return text(code, json.dumps(body))


def text(status: int, body: str, **headers: str) -> Answer:
    """Answer anything at all."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, headers=headers)

    return answer


async def dropped(request: web.Request) -> web.Response:
    """Break the connection instead of an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silent(_request: web.Request) -> web.Response:
    """Never answer."""
    await asyncio.Event().wait()
    return web.Response()


def held(released: asyncio.Event, answer: Answer) -> Answer:
    """Answer only after the test has allowed it."""

    async def wait(request: web.Request) -> web.StreamResponse:
        await released.wait()
        return await answer(request)

    return wait


class ScriptedTelegram:
    """Gives each method its written answers in turn, then says yes; polls then wait for ever."""

    def __init__(self) -> None:
        self.calls: list[Called] = []
        self.url = ""
        self._answers: dict[str, deque[Answer]] = defaultdict(deque)
        self._changes = Changes()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{prefix:(file/)?}bot{token}/{method:.+}", self._answer)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def will(self, method: str, *answers: Answer) -> None:
        """Write down the next answers of a method."""
        self._answers[method].extend(answers)

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of all calls of a method so far."""
        return [call.parameters for call in self.calls if call.method == method]

    async def wait_for(self, method: str, times: int = 1) -> None:
        """Wait until a method was called so many times."""
        await self._changes.wait_until(lambda: len(self.called(method)) >= times, PATIENCE)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(Called(method, await _parameters(request)))
        self._changes.announce()
        answers = self._answers[method]
        if answers:
            return await answers.popleft()(request)
        return await (silent if method == "getUpdates" else ok())(request)


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {
        name: (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
        for name, value in (await request.post()).items()
    }
