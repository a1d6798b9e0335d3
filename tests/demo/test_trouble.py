"""Trouble on purpose: each kind shows as Telegram, a proxy or the network would show it."""

import asyncio
from http import HTTPStatus
from typing import Any

import aiohttp
import pytest

from bot.demo.server import DemoServer
from bot.demo.trouble.answers import ELSEWHERE
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import DOWNLOAD, Fault, can_befall
from tests.demo.conftest import DISLIKED, INSPECTOR, TOKEN

SUPERVISOR = 1003
WRITE = {"chat_id": INSPECTOR, "text": "x"}


@pytest.fixture(autouse=True)
def _inspector_has_started(server: DemoServer) -> None:
    """The bot may write to the inspector, and no update waits yet."""
    server.phones.start("inspector")
    server.world.updates.clear()


async def ask(client: aiohttp.ClientSession, method: str, **parameters: Any) -> tuple[int, Any]:
    """Call a method: status and decoded body."""
    address = f"/bot{TOKEN}/{method}"
    async with client.post(address, json=parameters, allow_redirects=False) as answer:
        return answer.status, await answer.json(content_type=None)


def said(server: DemoServer) -> int:
    """How many messages of the bot have arrived."""
    return len(server.world.chat("inspector").bot_messages)


def test_there_are_enough_kinds_and_each_can_befall_something() -> None:
    """A kind that fits no call would never be tried."""
    calls = ("getupdates", "getme", "sendmessage", "editmessagetext", "getfile", DOWNLOAD)
    assert len(Fault) >= 15
    for fault in Fault:
        assert any(can_befall(fault, call) for call in calls), fault
        assert not all(can_befall(Fault.UNAUTHORIZED, call) for call in ("getupdates", "getme"))


@pytest.mark.parametrize(
    ("fault", "status", "retry_after"),
    [
        (Fault.TOO_FAST, HTTPStatus.TOO_MANY_REQUESTS, 1),
        (Fault.SERVER_ERROR, HTTPStatus.INTERNAL_SERVER_ERROR, None),
        (Fault.GATEWAY_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT, None),
        (Fault.UNAUTHORIZED, HTTPStatus.UNAUTHORIZED, None),
    ],
)
async def test_a_refusal_has_telegrams_form(
    server: DemoServer,
    trouble: Trouble,
    client: aiohttp.ClientSession,
    fault: Fault,
    status: HTTPStatus,
    retry_after: int | None,
) -> None:
    """Nothing is done, the status and the body agree, and the next call goes well."""
    trouble.plan(fault, "sendMessage")
    answered, body = await ask(client, "sendMessage", **WRITE)
    assert (answered, body["error_code"], body["ok"]) == (status, status, False)
    assert body.get("parameters", {}).get("retry_after") == retry_after
    assert said(server) == 0
    assert trouble.times(fault, "sendmessage") == trouble.times(fault) == 1
    assert (await ask(client, "sendMessage", **WRITE))[0] == HTTPStatus.OK


async def test_a_proxys_page_is_no_json(trouble: Trouble, client: aiohttp.ClientSession) -> None:
    """502 as nginx says it."""
    trouble.plan(Fault.BAD_GATEWAY)
    async with client.get(f"/bot{TOKEN}/getMe") as answer:
        assert answer.status == HTTPStatus.BAD_GATEWAY
        assert answer.content_type == "text/html"
        assert "<html>" in await answer.text()


async def test_a_redirect_names_another_server(
    trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """Who follows it shows the token to somebody else."""
    trouble.plan(Fault.REDIRECTED)
    async with client.get(f"/bot{TOKEN}/getMe", allow_redirects=False) as answer:
        assert answer.status == HTTPStatus.FOUND
        assert answer.headers["Location"] == ELSEWHERE


@pytest.mark.parametrize(("fault", "done"), [(Fault.DROPPED_BEFORE, 0), (Fault.DROPPED_AFTER, 1)])
async def test_connections_break(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession, fault: Fault, done: int
) -> None:
    """Before anything is done, or after all of it: the bot cannot tell the one from the other."""
    trouble.plan(fault)
    with pytest.raises(aiohttp.ClientError):
        await ask(client, "sendMessage", **WRITE)
    assert said(server) == done
    assert trouble.lost_answers("sendmessage") == done


@pytest.mark.parametrize(("fault", "done"), [(Fault.HANGING_BEFORE, 0), (Fault.HANGING_AFTER, 1)])
async def test_answers_that_never_come(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession, fault: Fault, done: int
) -> None:
    """The server is silent until the client leaves, and serves others meanwhile."""
    trouble.plan(fault, "sendMessage")
    hanging = asyncio.create_task(ask(client, "sendMessage", **WRITE))
    assert (await ask(client, "getMe"))[0] == HTTPStatus.OK
    await asyncio.sleep(0.05)
    assert not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    assert said(server) == done


async def test_a_slow_answer_is_whole_in_the_end(
    trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """It comes in pieces."""
    trouble.plan(Fault.SLOW_BODY)
    async with client.get(f"/bot{TOKEN}/getMe") as answer:
        pieces = [piece async for piece in answer.content.iter_any()]
    assert len(pieces) > 1
    assert b"".join(pieces).startswith(b'{"ok": true')


@pytest.mark.parametrize("fault", [Fault.BROKEN_JSON, Fault.WRONG_SHAPE])
async def test_answers_that_are_none(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession, fault: Fault
) -> None:
    """All is done, the status is 200, and the body says nothing."""
    trouble.plan(fault, times=7)
    for _time in range(7):
        async with client.post(f"/bot{TOKEN}/sendMessage", json=WRITE) as answer:
            assert answer.status == HTTPStatus.OK
            body = await answer.text()
        assert not (body.startswith('{"ok": true, "result"') and body.endswith("}"))
    assert said(server) == trouble.lost_answers("sendmessage") == 7


async def test_the_server_can_be_away(trouble: Trouble, client: aiohttp.ClientSession) -> None:
    """Whoever calls meanwhile is refused; afterwards it is the same server at the same port."""
    trouble.plan(Fault.AWAY)
    refused = 0
    with pytest.raises(aiohttp.ClientError):
        await ask(client, "getMe")
    async with asyncio.timeout(10):
        while True:
            try:
                await ask(client, "getMe")
            except aiohttp.ClientConnectorError:
                refused += 1
                await asyncio.sleep(0.01)
            except aiohttp.ClientError:
                await asyncio.sleep(0.01)
            else:
                break
    assert refused


async def test_a_stop_waits_for_an_absence(server: DemoServer) -> None:
    """Otherwise a server that was stopped would open its port again."""
    server.leave(0.05)
    server.leave(0.05)
    await server.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        async with aiohttp.ClientSession(server.url) as session, session.get("/"):
            pass


async def test_some_words_are_refused_for_ever(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """In a text or a caption, as JSON or as a form with a file; nothing else is refused."""
    form = aiohttp.FormData({"chat_id": str(INSPECTOR), "caption": f"see: {DISLIKED}"})
    form.add_field("document", b"file", filename="a.txt")
    for _time in range(2):
        status, _body = await ask(client, "sendMessage", chat_id=INSPECTOR, text=DISLIKED)
        assert status == HTTPStatus.BAD_REQUEST
    async with client.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        assert answer.status == HTTPStatus.BAD_REQUEST
    assert (await ask(client, "sendMessage", **WRITE))[0] == HTTPStatus.OK
    assert trouble.times(Fault.REFUSED_WORDS) == 3
    trouble.switch(on=False)
    assert (await ask(client, "sendMessage", chat_id=INSPECTOR, text=DISLIKED))[0] == HTTPStatus.OK
    assert said(server) == 2


async def test_files_have_troubles_of_their_own(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """No path, no link, no answer, half a file; then the file, whole."""
    content = b"0123456789" * 10_000
    document = server.phones.send_document("inspector", content, "a.bin")["document"]
    trouble.plan(Fault.FILE_UNAVAILABLE)
    refused = (await ask(client, "getFile", file_id=document["file_id"]))[1]
    assert "temporarily unavailable" in refused["description"]
    path = (await ask(client, "getFile", file_id=document["file_id"]))[1]["result"]["file_path"]
    address = f"/file/bot{TOKEN}/{path}"
    for fault, status in ((Fault.DOWNLOAD_MISSING, 404), (Fault.DOWNLOAD_FAILED, 500)):
        trouble.plan(fault)
        async with client.get(address) as answer:
            assert answer.status == status
    trouble.plan(Fault.DOWNLOAD_CUT)
    async with client.get(address) as answer:
        assert answer.content_length == len(content)
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()
    async with client.get(address) as answer:
        assert await answer.read() == content


async def test_a_file_is_still_whole_after_somebody_looked_at_its_chat(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """A form is read twice when trouble looks at it first."""
    trouble.plan(Fault.BLOCKED)
    server.world.chat("inspector").blocked = True
    form = aiohttp.FormData({"chat_id": str(INSPECTOR)})
    form.add_field("document", b"whole", filename="a.txt")
    async with client.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        assert answer.status == HTTPStatus.FORBIDDEN
    server.world.chat("inspector").blocked = False
    trouble.words = DISLIKED
    again = aiohttp.FormData({"chat_id": str(INSPECTOR)})
    again.add_field("document", b"whole", filename="a.txt")
    async with client.post(f"/bot{TOKEN}/sendDocument", data=again) as answer:
        sent = (await answer.json())["result"]["document"]
    assert server.world.files.get(sent["file_id"]).content == b"whole"


def test_chance_has_a_seed_and_a_switch() -> None:
    """The same seed gives the same trouble; switched off there is none, and a plan comes first."""
    chances = {Fault.TOO_FAST: 0.3, Fault.BAD_GATEWAY: 0.3, Fault.CONFLICT: 0.4}
    drawn = [[Trouble(chances, seed).next("getupdates") for _ in range(1)] for seed in (1, 1)]
    assert drawn[0] == drawn[1]
    trouble = Trouble(chances, seed=1)
    kinds = [trouble.next("sendmessage") for _time in range(1000)]
    assert set(kinds) == {Fault.TOO_FAST, Fault.BAD_GATEWAY, None}
    assert 200 < kinds.count(Fault.TOO_FAST) < 400
    trouble.plan(Fault.SERVER_ERROR, "getFile")
    assert trouble.next("sendmessage") is not Fault.SERVER_ERROR
    trouble.switch(on=False)
    assert {trouble.next("getfile") for _time in range(100)} == {None}
    trouble.switch(on=True)
    assert trouble.next("getfile") is Fault.SERVER_ERROR


async def test_the_page_is_spared(trouble: Trouble, client: aiohttp.ClientSession) -> None:
    """People see the chat while the bot has its troubles."""
    trouble.chances[Fault.BAD_GATEWAY] = 1.0
    async with client.get("/") as answer:
        assert answer.status == HTTPStatus.OK
    assert (await client.get(f"/bot{TOKEN}/getMe")).status == HTTPStatus.BAD_GATEWAY


async def test_a_wrong_call_is_still_refused_by_the_strict_server(
    trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """Trouble that looks at chats and words leaves mistakes to those who name them."""
    trouble.plan(Fault.MIGRATED)
    status, body = await ask(client, "sendMessage", chat_id="nobody", text=["no text"])
    assert (status, body["ok"]) == (HTTPStatus.BAD_REQUEST, False)
