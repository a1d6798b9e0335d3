"""The queue of updates behaves as Telegram's: offsets, life times, one reader at a time."""

import asyncio

from bot.demo.server import DemoServer
from tests.demo.conftest import INSPECTOR, Api, Clock


async def texts(api: Api, **parameters: object) -> list[str]:
    """Read the texts of the updates that wait."""
    answer = await api("getUpdates", **parameters)
    return [update["message"]["text"] for update in answer["result"]]


async def test_an_update_stays_until_it_is_acknowledged(api: Api, server: DemoServer) -> None:
    """Reading is not enough: only a higher offset takes an update away."""
    for word in ("a", "b", "c"):
        server.phones.send_text("inspector", word)
    first = (await api("getUpdates"))["result"][0]["update_id"]
    assert await texts(api) == ["a", "b", "c"]
    assert await texts(api, offset=first) == ["a", "b", "c"]
    assert await texts(api, offset=first + 1, limit=1) == ["b"]
    assert server.world.pending_updates == 2
    assert await texts(api, offset=-1) == ["c"]
    assert await texts(api, limit=1000) == ["c"]


async def test_a_long_poll_ends_when_something_comes(api: Api, server: DemoServer) -> None:
    """Who waits is served at once."""
    waiting = asyncio.create_task(texts(api, timeout=30))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    server.phones.send_text("inspector", "now")
    assert await asyncio.wait_for(waiting, 2) == ["now"]


async def test_a_long_poll_ends_without_anything(api: Api) -> None:
    """Who waits in vain gets an empty list."""
    assert await texts(api, timeout=1) == []


async def test_the_newer_reader_wins(api: Api, server: DemoServer) -> None:
    """A second long poll ends the first one with a conflict."""
    older = asyncio.create_task(api("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(texts(api, timeout=30))
    refused = await asyncio.wait_for(older, 2)
    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: terminated by other getUpdates request")
    server.phones.send_text("inspector", "x")
    assert await asyncio.wait_for(newer, 2) == ["x"]


async def test_old_updates_are_dropped(api: Api, server: DemoServer, clock: Clock) -> None:
    """A tap waits for 150 seconds, a message for a day."""
    server.phones.start("inspector")
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "a"}]]}
    await api("sendMessage", chat_id=INSPECTOR, text="x", reply_markup=keyboard)
    server.phones.tap("inspector", 2, "a")
    assert server.world.pending_updates == 2
    clock.advance(151)
    assert server.world.pending_updates == 1
    clock.advance(24 * 60 * 60)
    assert (await api("getUpdates"))["result"] == []


async def test_the_wanted_kinds_are_remembered(api: Api, server: DemoServer) -> None:
    """What is not asked for does not come, until it is asked for again."""
    await api("getUpdates", allowed_updates=["message"])
    message = server.phones.start("inspector")
    server.phones.edit_text("inspector", message["message_id"], "x")
    assert server.world.pending_updates == 1
    await api("getUpdates", allowed_updates=[])
    server.phones.edit_text("inspector", message["message_id"], "y")
    assert server.world.pending_updates == 2


async def test_a_webhook_excludes_long_polling(api: Api, server: DemoServer) -> None:
    """With a webhook set `getUpdates` is a conflict, as at Telegram."""
    server.phones.start("inspector")
    await api("setWebhook", url="https://example.kz", allowed_updates=["message"])
    info = (await api("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == ("https://example.kz", 1)
    assert info["allowed_updates"] == ["message"]
    refused = await api("getUpdates")
    assert refused["error_code"] == 409
    assert "use deleteWebhook to delete the webhook first" in refused["description"]
    await api("deleteWebhook", drop_pending_updates=True)
    assert await texts(api) == []


async def test_a_stopped_server_keeps_nobody_waiting(server: DemoServer, api: Api) -> None:
    """Stopping ends a long poll at once."""
    waiting = asyncio.create_task(api("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(server.stop(), 3)
    assert (await waiting)["result"] == []
