"""The chat page's calls: what they do, and who may make them."""

import json
from typing import Any

import aiohttp
import pytest

from bot.demo import page_server
from bot.demo.page_texts import page_texts
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.domain.language import Language
from tests.demo.conftest import INSPECTOR, TOKEN, Api, picture


async def post(
    client: aiohttp.ClientSession, server: DemoServer, address: str, **arguments: Any
) -> tuple[int, dict[str, Any]]:
    """Do what the page does, with the page's own origin."""
    headers = {"Origin": server.url}
    async with client.post(f"/page/{address}", headers=headers, **arguments) as answer:
        is_json = answer.content_type == "application/json"
        return answer.status, await answer.json() if is_json else {}


def form_of(*contents: bytes, caption: str = "") -> aiohttp.FormData:
    """Make a form with files."""
    form = aiohttp.FormData({"caption": caption})
    for number, content in enumerate(contents):
        form.add_field("file", content, filename=f"{number}.jpg", content_type="image/jpeg")
    return form


async def next_state(answer: aiohttp.ClientResponse) -> tuple[str, dict[str, Any]]:
    """Read one event of the stream."""
    event = (await answer.content.readuntil(b"\n\n")).decode()
    number, data = event.strip().split("\n")
    return number.removeprefix("id: "), json.loads(data.removeprefix("data: "))


async def test_the_page_is_served_whole(client: aiohttp.ClientSession) -> None:
    """Page, styles and scripts come from here and may load nothing from elsewhere."""
    async with client.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "default-src 'none'" in policy
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    for name in ("main.js", "chat.css", "icon.svg"):
        async with client.get(f"/page/static/{name}") as answer:
            assert answer.status == 200
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", f"/bot{TOKEN}/getMe", "/page/changes"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1"])
async def test_a_rebound_name_is_refused(
    client: aiohttp.ClientSession, path: str, host: str
) -> None:
    """Only this machine's own names are answered."""
    async with client.get(path, headers={"Host": host}) as answer:
        assert answer.status in {400, 403}


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/page/people/inspector/start", {}, 403),
        ("/page/people/inspector/start", {"Origin": "https://evil.example"}, 403),
        ("/page/people/inspector/start", {"Origin": "null"}, 403),
        ("/page/start-over", {"Origin": "http://127.0.0.1:1"}, 403),
        (f"/bot{TOKEN}/getMe", {"Origin": "https://evil.example"}, 403),
        (f"/bot{TOKEN}/getMe", {}, 200),
    ],
)
async def test_another_site_may_not_act(
    client: aiohttp.ClientSession,
    server: DemoServer,
    path: str,
    headers: dict[str, str],
    status: int,
) -> None:
    """Calls that change something come from the page itself, or from the bot."""
    async with client.post(path, headers=headers) as answer:
        assert answer.status == status
    assert server.world.messages("inspector") == []


async def test_everything_a_phone_can_do(
    client: aiohttp.ClientSession, server: DemoServer, api: Api
) -> None:
    """Each action of the page reaches the phone of the person it names."""
    address = "people/inspector"
    await post(client, server, f"{address}/start", json={"payload": "x"})
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await api("sendMessage", chat_id=INSPECTOR, text="?", reply_markup=keyboard)
    status, tapped = await post(
        client, server, f"{address}/tap", json={"message_id": 2, "data": "yes"}
    )
    assert (status, server.world.taps.get(tapped["result"]).data) == (200, "yes")
    await post(client, server, f"{address}/text", json={"text": "Hi", "reply_to": 2})
    await post(client, server, f"{address}/edit", json={"message_id": 3, "text": "Hello"})
    await post(client, server, f"{address}/location", json={"latitude": 51, "longitude": 71})
    await post(client, server, f"{address}/contact")
    await post(client, server, f"{address}/photos", data=form_of(picture(), caption="One"))
    await post(client, server, f"{address}/photos", data=form_of(picture(), picture()))
    await post(client, server, f"{address}/documents", data=form_of(b"x"))
    await post(client, server, f"{address}/block")
    await post(client, server, f"{address}/unblock")
    messages = server.world.messages("inspector")
    assert [message.get("text") for message in messages[:3]] == ["/start x", "?", "Hello"]
    assert messages[5]["caption"] == "One"
    assert messages[6]["media_group_id"] == messages[7]["media_group_id"]
    assert messages[8]["document"]["file_name"] == "0.jpg"


@pytest.mark.parametrize(
    ("address", "arguments", "status"),
    [
        ("people/inspector/text", {"json": {"text": " "}}, 409),
        ("people/inspector/text", {"json": {}}, 400),
        ("people/nobody/start", {}, 400),
        ("people/inspector/fly", {}, 404),
        ("people/inspector/photos", {"data": form_of(b"no picture")}, 400),
        ("language", {"json": {"language": "de"}}, 404),
    ],
)
async def test_impossible_actions_are_refused(
    client: aiohttp.ClientSession,
    server: DemoServer,
    address: str,
    arguments: dict[str, Any],
    status: int,
) -> None:
    """The page hears why something cannot be done."""
    assert (await post(client, server, address, **arguments))[0] == status
    assert server.world.pending_updates == 0


async def test_the_language_of_the_page_is_everybodys(
    client: aiohttp.ClientSession, server: DemoServer
) -> None:
    """Telegram's language of all persons follows the page."""
    await post(client, server, "language", json={"language": "ru"})
    message = server.phones.start("outsider")
    assert message["from"]["language_code"] == "ru"
    assert {person.language_code for person in server.world.people} == {"ru"}


@pytest.mark.parametrize("language", Language)
async def test_the_page_has_its_texts(client: aiohttp.ClientSession, language: Language) -> None:
    """All texts are there in every language and keep their blanks."""
    async with client.get(f"/page/texts/{language}") as answer:
        texts = await answer.json()
    english = page_texts(Language.ENGLISH)
    assert texts.keys() == english.keys()
    assert all(texts.values())
    for name in ("unread", "chat_with", "not_sent"):
        blank = english[name][english[name].index("{") : english[name].index("}") + 1]
        assert blank in texts[name]


async def test_changes_are_streamed(
    client: aiohttp.ClientSession, server: DemoServer, api: Api
) -> None:
    """The page hears everything first, then only what is new, also after a broken line."""
    server.phones.start("inspector")
    async with client.get("/page/changes") as answer:
        number, state = await next_state(answer)
        assert state["reset"] is True
        assert [one["message"]["text"] for one in state["messages"]] == ["/start"]
        server.phones.delete_message("inspector", 1)
        _, state = await next_state(answer)
        assert (state["reset"], state["messages"]) == (False, [])
        assert state["deleted"] == [{"person": "inspector", "message_id": 1}]
    await api("sendChatAction", chat_id=INSPECTOR, action="typing")
    await api("sendMessage", chat_id=INSPECTOR, text="x")
    query = server.phones.tap("inspector", 2, "old", force=True)
    await api("answerCallbackQuery", callback_query_id=query, text="Saved")
    async with client.get("/page/changes", headers={"Last-Event-ID": number}) as answer:
        _, state = await next_state(answer)
        assert [one["message"]["text"] for one in state["messages"]] == ["x"]
        assert state["answers"][0]["text"] == "Saved"
        server.world.start_over()
        _, state = await next_state(answer)
        assert (state["reset"], state["messages"]) == (True, [])


async def test_a_quiet_stream_shows_life(
    client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without changes something is written from time to time, so that the line stays open."""
    monkeypatch.setattr(page_server, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.05)
    async with client.get("/page/changes") as answer:
        await next_state(answer)
        assert await answer.content.readuntil(b"\n\n") == b": still here\n\n"


async def test_files_are_shown_safely(client: aiohttp.ClientSession, server: DemoServer) -> None:
    """A PDF opens in the browser; a page of HTML is only saved."""
    for name, disposition in (("act.pdf", None), ("evil.html", "attachment")):
        message = server.phones.send_document("inspector", b"<script>", name)
        async with client.get(f"/page/files/{message['document']['file_id']}/{name}") as answer:
            assert answer.headers.get("Content-Disposition") == disposition
            assert await answer.read() == b"<script>"
    async with client.get("/page/files/nothing/x") as answer:
        assert answer.status == 404


async def test_starting_over_from_the_page(
    client: aiohttp.ClientSession, server: DemoServer
) -> None:
    """Without more ado the world is emptied."""
    server.phones.start("inspector")
    await post(client, server, "start-over")
    assert server.world.messages("inspector") == []


async def test_starting_over_is_the_callers_if_wished() -> None:
    """Whoever runs the bot too decides what starting over means."""
    called = []

    async def start_over() -> None:
        called.append(True)

    server = DemoServer(World(), TOKEN, 0, start_over)
    await server.start()
    async with aiohttp.ClientSession(server.url) as client:
        await post(client, server, "start-over")
    await server.stop()
    await server.stop()
    assert called == [True]
