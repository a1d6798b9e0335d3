"""Trouble with updates and with chats: what comes twice, out of order, or to a closed door."""

from http import HTTPStatus

import aiohttp
import pytest

from bot.demo.server import DemoServer
from bot.demo.trouble.deliveries import shuffled_persons
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import Fault
from tests.demo.conftest import INSPECTOR
from tests.demo.test_trouble import SUPERVISOR, WRITE, ask, said


@pytest.fixture(autouse=True)
def _inspector_has_started(server: DemoServer) -> None:
    """The bot may write to the inspector, and no update waits yet."""
    server.phones.start("inspector")
    server.world.updates.clear()


async def test_updates_come_twice_and_once_more(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """In the batch, and in the next one although they are acknowledged; then all is as before."""
    for word in ("a", "b"):
        server.phones.send_text("inspector", word)
    trouble.plan(Fault.REPEATED)
    first = (await ask(client, "getUpdates"))[1]["result"]
    assert [update["message"]["text"] for update in first] == ["a", "a", "b", "b"]
    after = first[-1]["update_id"] + 1
    again = (await ask(client, "getUpdates", offset=after))[1]["result"]
    assert [update["message"]["text"] for update in again] == ["a", "b"]
    assert (await ask(client, "getUpdates", offset=after))[1]["result"] == []


async def test_updates_change_places(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """All are there, in another order; a batch of one counts as no trouble."""
    server.phones.send_text("inspector", "alone")
    trouble.plan(Fault.SHUFFLED, times=4)
    await ask(client, "getUpdates")
    assert trouble.times(Fault.SHUFFLED) == 0
    for number in range(20):
        server.phones.send_text("inspector", str(number))
    for _time in range(3):
        updates = (await ask(client, "getUpdates"))[1]["result"]
        numbers = [update["update_id"] for update in updates]
        assert len(set(numbers)) == 21
        assert numbers != sorted(numbers)
    assert trouble.times(Fault.SHUFFLED, "getupdates") == 3


async def test_each_persons_order_can_be_kept(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """As at Telegram, where only the chats of different persons overtake each other."""
    for number in range(20):
        server.phones.send_text("inspector" if number % 2 else "supervisor", str(number))
    trouble.plan(Fault.SHUFFLED_PERSONS)
    updates = (await ask(client, "getUpdates"))[1]["result"]
    numbers = [update["update_id"] for update in updates]
    assert numbers != sorted(numbers)
    for person in (INSPECTOR, SUPERVISOR):
        own = [one["update_id"] for one in updates if one["message"]["from"]["id"] == person]
        assert own == sorted(own)
    assert len(shuffled_persons(updates, trouble.dice)) == 20


async def test_polls_are_refused_or_empty(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """409, and an empty list although something waits."""
    server.phones.send_text("inspector", "a")
    trouble.plan(Fault.CONFLICT)
    trouble.plan(Fault.EMPTY_POLL)
    assert (await ask(client, "getUpdates"))[0] == HTTPStatus.CONFLICT
    assert (await ask(client, "getUpdates"))[1]["result"] == []
    assert len((await ask(client, "getUpdates"))[1]["result"]) == 1
    assert trouble.times(Fault.EMPTY_POLL) == 1


async def test_a_person_blocks_the_bot_for_a_while(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """403 in truth: the bot hears of the block and of its end."""
    trouble.plan(Fault.BLOCKED, times=2)
    assert (await ask(client, "sendMessage", chat_id=SUPERVISOR, text="x"))[0] == 403
    assert not server.world.chat("supervisor").blocked  # never started: nothing to block
    status, body = await ask(client, "sendMessage", **WRITE)
    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")
    await server.world.wait_until(lambda: not server.world.chat("inspector").blocked)
    assert (await ask(client, "sendMessage", **WRITE))[0] == HTTPStatus.OK
    heard = (await ask(client, "getUpdates"))[1]["result"]
    assert [one["my_chat_member"]["new_chat_member"]["status"] for one in heard] == [
        "kicked",
        "member",
    ]


async def test_a_chat_gets_another_number(
    server: DemoServer, trouble: Trouble, client: aiohttp.ClientSession
) -> None:
    """The old number is refused for ever with the new one, under which the chat is found."""
    trouble.plan(Fault.MIGRATED)
    for _time in range(2):
        status, body = await ask(client, "sendMessage", **WRITE)
        assert status == HTTPStatus.BAD_REQUEST
    number = body["parameters"]["migrate_to_chat_id"]
    assert number < 0
    assert (await ask(client, "sendMessage", chat_id=number, text="x"))[0] == HTTPStatus.OK
    assert said(server) == 1
    server.world.start_over()
    assert server.world.moved == {}
