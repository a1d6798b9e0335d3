"""Errors of the network hold neither the token of the address nor what somebody wrote."""

import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

import pytest
import pytest_asyncio
from aiohttp import web

from bot.delivery.errors import TelegramRefused, TelegramUnreachable
from bot.delivery.telegram_api import TelegramApi
from bot.demo.errors import bad_request
from bot.domain.language import Language
from tests.office import TOKEN, Office
from tests.secrets.canaries import find_canaries
from tests.telegram.walking import IIN, REMARK, begin_filled

Answer: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
NAME = "Жұмабеков"

pytestmark = pytest.mark.case(39)


async def _html(_request: web.Request) -> web.Response:
    return web.Response(text=f"<html>{NAME} {IIN}</html>", content_type="text/html", status=502)


async def _other_json(_request: web.Request) -> web.Response:
    return web.json_response([NAME, {"ok": IIN}])


async def _no_text(_request: web.Request) -> web.Response:
    return web.Response(body=b"\xff" + REMARK.encode(), content_type="application/json")


async def _elsewhere(request: web.Request) -> web.Response:
    raise web.HTTPFound(f"http://127.0.0.1:1{request.path}")


async def _broken_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(REMARK.encode())
    assert request.transport is not None
    request.transport.abort()
    return response


async def _closed(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


ANSWERS: list[Answer] = [_html, _other_json, _no_text, _elsewhere, _broken_off, _closed]


@pytest_asyncio.fixture(params=ANSWERS, loop_scope="session")
async def api(request: pytest.FixtureRequest) -> AsyncIterator[TelegramApi]:
    """A client of a server that answers everything in one bad way, but for `getFile`."""

    async def get_file(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"file_path": f"photos/{NAME}.jpg"}})

    server = web.Application()
    server.router.add_route("*", f"/bot{TOKEN}/getFile", get_file)
    server.router.add_route("*", "/{rest:.*}", request.param)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    client = TelegramApi(f"http://127.0.0.1:{runner.addresses[0][1]}", TOKEN)
    yield client
    await client.close()
    await runner.cleanup()


async def test_an_error_of_a_call_or_a_download_tells_only_its_kind(api: TelegramApi) -> None:
    """In no form of it, its causes included, as a log of any library would print them."""
    errors: list[Exception] = []
    for attempt in (
        api.call("sendMessage", {"chat_id": 1, "text": REMARK}),
        api.download("file", 1000),
    ):
        try:
            await attempt
        except (TelegramUnreachable, TelegramRefused) as error:
            errors.append(error)
    assert errors
    for one in errors:
        told = "".join([*traceback.format_exception(one), repr(one), str(vars(one))])
        assert find_canaries(told) == []


async def test_what_telegram_quotes_in_a_refusal_is_not_logged(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Its descriptions repeat a part of the message."""
    chat = await begin_filled(office, Language.ENGLISH)
    quoting = bad_request(f'can\'t parse entities: unsupported start tag "{NAME}" at byte offset 1')
    office.world.fail_next("sendMessage", quoting)
    office.world.fail_next("editMessageText", quoting)
    await chat.press("✅ Complies")
    await chat.press("✅ Complies", chat.screen)
    refusals = [one.getMessage() for one in caplog.records if "gave_up" in one.getMessage()]
    assert refusals
    assert all('start tag "…" at byte' in one for one in refusals)
    assert find_canaries("".join(refusals)) == []
