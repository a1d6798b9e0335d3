"""The Bot API over HTTP: addresses, ways to pass parameters, sizes."""

from io import BytesIO

import aiohttp
import pytest

from bot.demo.server import DemoServer
from tests.demo.conftest import INSPECTOR, TOKEN, Api, picture

PARAMETERS = {"chat_id": str(INSPECTOR), "text": "x"}


async def test_a_wrong_token_opens_nothing(client: aiohttp.ClientSession) -> None:
    """Methods and files want the right token."""
    for address in ("/bot1:wrong/getMe", "/file/bot1:wrong/documents/file_0.pdf"):
        async with client.get(address) as answer:
            assert answer.status == 401
            assert (await answer.json())["description"] == "Unauthorized"


async def test_an_unknown_method_is_not_found(client: aiohttp.ClientSession) -> None:
    """A method this bot does not use is an error, as are other verbs and unknown files."""
    for verb, address in (
        ("POST", f"/bot{TOKEN}/sendDice"),
        ("DELETE", f"/bot{TOKEN}/getMe"),
        ("GET", f"/file/bot{TOKEN}/documents/nothing.pdf"),
    ):
        async with client.request(verb, address) as answer:
            assert answer.status == 404
            body = await answer.json()
        assert body == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_parameters_come_in_four_ways(
    client: aiohttp.ClientSession, server: DemoServer
) -> None:
    """Address, form, JSON and multipart mean the same."""
    server.phones.start("inspector")
    address = f"/bot{TOKEN}/SENDMESSAGE"
    multipart = aiohttp.FormData(PARAMETERS, default_to_multipart=True)
    for request in (
        client.get(address, params=PARAMETERS),
        client.post(address, data=PARAMETERS),
        client.post(address, json=PARAMETERS),
        client.post(address, data=multipart),
    ):
        async with request as answer:
            assert (await answer.json())["result"]["text"] == "x"


async def test_a_broken_body_is_refused(client: aiohttp.ClientSession) -> None:
    """What is no JSON object is a bad request."""
    for body in ("{", "[1]", "5"):
        headers = {"Content-Type": "application/json"}
        async with client.post(f"/bot{TOKEN}/getMe", data=body, headers=headers) as answer:
            assert answer.status == 400


async def test_files_are_attached(client: aiohttp.ClientSession, server: DemoServer) -> None:
    """A file comes under its parameter's name or under the name that `attach://` gives."""
    server.phones.start("inspector")
    direct = aiohttp.FormData({"chat_id": str(INSPECTOR)})
    direct.add_field("document", b"a", filename="a.txt")
    named = aiohttp.FormData({"chat_id": str(INSPECTOR), "document": "attach://one"})
    named.add_field("one", b"b", filename="b.txt")
    for form, name in ((direct, "a.txt"), (named, "b.txt")):
        async with client.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
            assert (await answer.json())["result"]["document"]["file_name"] == name
    assert server.world.calls[-1].parameters["one"] == {"file_name": "b.txt", "size": 1}


@pytest.mark.parametrize(
    ("method", "kind", "content", "reason"),
    [
        ("sendDocument", "document", b"", "file must be non-empty"),
        ("sendPhoto", "photo", b"no picture", "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", "photo", picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", "photo", bytes((10 << 20) + 1), "too big for a photo"),
        ("sendDocument", "other", b"x", 'unknown parameter "other"'),
    ],
)
async def test_unfit_files_are_refused(
    client: aiohttp.ClientSession,
    server: DemoServer,
    method: str,
    kind: str,
    content: bytes,
    reason: str,
) -> None:
    """Empty files and pictures that are none are refused."""
    server.phones.start("inspector")
    form = aiohttp.FormData({"chat_id": str(INSPECTOR)})
    form.add_field(kind, BytesIO(content), filename="x.jpg")
    async with client.post(f"/bot{TOKEN}/{method}", data=form) as answer:
        assert reason in (await answer.json())["description"]


@pytest.mark.parametrize("megabytes", [50.5, 52])
async def test_too_large_uploads_are_refused(
    client: aiohttp.ClientSession, server: DemoServer, megabytes: float
) -> None:
    """More than 50 MB do not pass."""
    server.phones.start("inspector")
    form = aiohttp.FormData({"chat_id": str(INSPECTOR)})
    form.add_field("document", BytesIO(bytes(int(megabytes * (1 << 20)))), filename="x.bin")
    async with client.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        assert answer.status == 413
        assert (await answer.json())["description"] == "Request Entity Too Large"


async def test_a_file_keeps_its_kind(api: Api, server: DemoServer) -> None:
    """A document cannot be sent again as a photo."""
    message = server.phones.send_document("inspector", b"x", "x.bin")
    answer = await api("sendPhoto", chat_id=INSPECTOR, photo=message["document"]["file_id"])
    assert answer["description"] == "Bad Request: can't use file of type Document as Photo"


async def test_large_files_cannot_be_fetched(api: Api, server: DemoServer) -> None:
    """More than 20 MB may be sent to a bot but not read by it."""
    message = server.phones.send_document("inspector", bytes((20 << 20) + 1), "x.bin")
    answer = await api("getFile", file_id=message["document"]["file_id"])
    assert answer["description"] == "Bad Request: file is too big"
