"""What the bot gets instead of a proper answer."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.demo.errors import ApiError, bad_request, conflict, too_many_requests
from bot.demo.trouble.faults import Fault
from bot.demo.updates import TERMINATED

ELSEWHERE = "http://127.0.0.1:9/elsewhere"
"""Port 9 discards what it gets, if anybody listens there at all."""
PAGE_OF_A_PROXY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
MISSHAPEN: tuple[Any, ...] = ({"ok": True}, [], "ok", None, 7, {"result": True}, {"ok": "true"})
PIECES = 8
GLANCE = 0.02
WRONG_FILE = "wrong file_id or the file is temporarily unavailable"


def refusal(error: ApiError) -> web.Response:
    """Refuse a call in Telegram's form."""
    return web.json_response(error.as_payload(), status=error.code)


INSTEAD: Mapping[Fault, Callable[[], web.Response]] = {
    Fault.TOO_FAST: lambda: refusal(too_many_requests(1)),
    Fault.SERVER_ERROR: lambda: refusal(
        ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error: restart")
    ),
    Fault.BAD_GATEWAY: lambda: web.Response(
        status=HTTPStatus.BAD_GATEWAY, text=PAGE_OF_A_PROXY, content_type="text/html"
    ),
    Fault.GATEWAY_TIMEOUT: lambda: refusal(plain(HTTPStatus.GATEWAY_TIMEOUT)),
    Fault.REDIRECTED: lambda: web.Response(
        status=HTTPStatus.FOUND, headers={"Location": ELSEWHERE}
    ),
    Fault.UNAUTHORIZED: lambda: refusal(plain(HTTPStatus.UNAUTHORIZED)),
    Fault.CONFLICT: lambda: refusal(conflict(TERMINATED)),
    Fault.EMPTY_POLL: lambda: web.json_response({"ok": True, "result": []}),
    Fault.REFUSED_WORDS: lambda: refusal(bad_request("can't parse entities")),
    Fault.FILE_UNAVAILABLE: lambda: refusal(bad_request(WRONG_FILE)),
    Fault.DOWNLOAD_MISSING: lambda: refusal(plain(HTTPStatus.NOT_FOUND)),
    Fault.DOWNLOAD_FAILED: lambda: refusal(plain(HTTPStatus.INTERNAL_SERVER_ERROR)),
}
"""Answers that are ready before anything is done."""


def plain(status: HTTPStatus) -> ApiError:
    """An error of Telegram's that says no more than its number."""
    return ApiError(status, status.phrase)


def drop(request: web.Request) -> web.Response:
    """Break the connection; the answer goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def outlast(request: web.Request) -> web.Response:
    """Be silent until the bot has lost patience."""
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110 - a client that leaves wakes nobody
        await asyncio.sleep(GLANCE)
    return web.Response()


async def dribble(request: web.Request, body: bytes, seconds: float) -> web.StreamResponse:
    """Give the answer in pieces."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(body)
    with suppress(ConnectionError):
        await response.prepare(request)
        size = max(1, len(body) // PIECES)
        for start in range(0, len(body), size):
            await response.write(body[start : start + size])
            await asyncio.sleep(seconds / PIECES)
    return response


async def cut_off(request: web.Request, body: bytes) -> web.StreamResponse:
    """Promise the whole and break the connection in the middle."""
    response = web.StreamResponse()
    response.content_length = len(body)
    with suppress(ConnectionError):
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def broken_json(body: bytes) -> web.Response:
    """Give the first half as if it were the whole."""
    return web.Response(body=body[: len(body) // 2], content_type="application/json")


def misshapen(number: int) -> web.Response:
    """Give JSON that is no answer of Telegram's."""
    text = json.dumps(MISSHAPEN[number % len(MISSHAPEN)])
    return web.Response(text=text, content_type="application/json")
