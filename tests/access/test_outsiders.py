"""People without a role: one sentence an hour, whatever they send, and no trace of them."""

import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.people import PersonId
from bot.services.doorkeeper import Standing
from storage.outsiders import SALT, SqliteOutsiders
from tests.access.conftest import STRANGER_ID, STRANGER_NAME
from tests.access.events import other_events
from tests.access.phones import (
    STRANGER,
    SetClock,
    dump,
    feed,
    pressed,
    raw_bytes,
    said_to,
    sent,
    typed,
    unchanged,
)
from tests.office import Office

KEY = "outsider"
WORDS = "Менің құпия сөзім"
SIZE = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}
CONTACT = {"phone_number": "+77001234567", "first_name": STRANGER_NAME, "user_id": STRANGER_ID}
CONTENTS: list[dict[str, Any]] = [
    {"text": "/start"},
    {"text": "/start i_wrong"},
    {"text": "/new@tekseru_demo_bot"},
    {"text": WORDS},
    {"photo": [SIZE], "caption": WORDS},
    {"document": {"file_id": "f", "file_unique_id": "u"}},
    {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
    {"location": {"latitude": 51.0, "longitude": 71.0}},
    {"contact": CONTACT},
    {"dice": {"emoji": "🎲", "value": 3}},
]


@pytest.mark.case(1)
@pytest.mark.parametrize("number", range(len(CONTENTS)))
async def test_whatever_a_stranger_sends_the_answer_is_one_sentence(
    timed: Office, number: int
) -> None:
    """Each kind of message as the first one, and as a correction of an older one."""
    before = await dump(timed)
    await feed(timed, message=sent(timed, KEY, **CONTENTS[number]))
    assert said_to(timed, KEY) == [STRANGER]
    await feed(
        timed, edited_message={**sent(timed, KEY, **CONTENTS[number]), "edit_date": 1_790_000_001}
    )
    assert said_to(timed, KEY) == [STRANGER]
    assert unchanged(before, await dump(timed))


@pytest.mark.case(1)
async def test_a_stranger_is_answered_once_an_hour(timed: Office, clock: SetClock) -> None:
    """However much is sent; after the hour once more, also when only a message was corrected."""
    chat = timed.chat(KEY)
    for text in ("/start", WORDS, "/help", "/start i_x", "/start xv_"):
        await chat.send(text)
    assert said_to(timed, KEY) == [STRANGER]
    clock.move(minutes=59, seconds=59)
    await chat.send(WORDS)
    assert said_to(timed, KEY) == [STRANGER]
    clock.move(seconds=2)
    await feed(timed, edited_message={**typed(timed, KEY, WORDS), "edit_date": 1_790_000_001})
    assert said_to(timed, KEY) == [STRANGER] * 2


async def test_a_clock_that_is_set_back_silences_nobody(timed: Office, clock: SetClock) -> None:
    """An answer that lies in the future is none."""
    chat = timed.chat(KEY)
    await chat.send(WORDS)
    clock.move(days=-3)
    await chat.send(WORDS)
    assert said_to(timed, KEY) == [STRANGER] * 2


@pytest.mark.case(1)
async def test_each_press_of_a_stranger_is_answered(timed: Office) -> None:
    """A press without an answer would turn for ever; it costs no message."""
    await timed.chat(KEY).send("/start")
    for data in ("c:new", "ao:1", "i:admin", "nonsense"):
        (answer,) = await feed(timed, callback_query=pressed(timed, KEY, data))
        assert getattr(answer.method, "text", None) == STRANGER
    assert said_to(timed, KEY) == [STRANGER]


@pytest.mark.case(1)
async def test_what_is_no_message_is_not_answered(timed: Office) -> None:
    """Inline mode, polls, payments, reactions, memberships: nothing said, nothing kept."""
    before = await dump(timed)
    calls = len(timed.world.calls)
    for name, event in other_events(timed, KEY, WORDS).items():
        assert await feed(timed, **{name: event}) == [], name
    assert [call.method for call in timed.world.calls[calls:]] == []
    after = await dump(timed)
    assert (after["outsider"], unchanged(before, after)) == ([], True)


@pytest.mark.case(1)
async def test_a_stranger_leaves_no_trace(timed: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Neither id, name nor words: not in a table, a byte of the database, its log, or the logs."""
    caplog.set_level(logging.INFO)
    await timed.hire("inspector")
    for number in range(len(CONTENTS)):
        await feed(timed, message=sent(timed, KEY, **CONTENTS[number]))
    await feed(timed, message=typed(timed, KEY, "/start v_" + WORDS))
    await feed(timed, callback_query=pressed(timed, KEY, "c:new"))
    timed.server.phones.block_bot(KEY)
    await timed.settle()
    assert said_to(timed, KEY) == [STRANGER, "❌ This bot has issued no act with this code."]

    (row,) = await timed.rows("SELECT * FROM outsider")
    assert (len(row["salted_sha256"]), row["wrong_tokens"], row["codes_tried"]) == (64, 1, 1)
    kept = raw_bytes(timed.folder)
    assert await _found(timed, kept) == []
    assert [word for word in _traces() if word in caplog.text.encode()] == []
    await timed.stop()
    kept = raw_bytes(timed.folder)
    assert [word for word in _traces() if word in kept] == []
    assert "Жұмабеков".encode() in kept  # an inspector's name is found in the same way


async def _found(office: Office, kept: bytes) -> list[bytes]:
    tables = str(await dump(office)).encode()
    return [word for word in _traces() if word in kept or word in tables]


def _traces() -> list[bytes]:
    """An id as text and as SQLite writes a number, the name, the words."""
    number = [str(STRANGER_ID).encode(), STRANGER_ID.to_bytes(6, "big")]
    return [*number, STRANGER_NAME.encode(), WORDS.encode(), b"+77001234567"]


async def test_a_stranger_who_cannot_be_written_to_waits_for_nothing(timed: Office) -> None:
    """No message is kept for later, and no administrator is told."""
    await timed.hire("administrator")
    before = said_to(timed, "administrator")
    timed.world.chat(KEY).started = False
    await feed(timed, message=typed(timed, KEY, WORDS))
    tables = await dump(timed)
    assert tables["outbox"] == []
    assert said_to(timed, "administrator") == before


async def test_the_counter_is_forgotten_with_its_salt(timed: Office) -> None:
    """After an hour without effect; who comes again has another name then."""
    stores = timed.app.stores
    assert stores is not None
    store, database = SqliteOutsiders(stores.database), stores.database
    async with database.transaction():
        first = await store.account(PersonId(STRANGER_ID))
        assert await store.account(PersonId(STRANGER_ID)) == first
        assert await store.account(PersonId(STRANGER_ID + 1)) != first
        await store.write(first, Standing(answered_at=datetime.now(UTC)))
        await store.clean_up()
        assert (await store.read(first)).answered_at is not None
        await database.rows("UPDATE outsider SET answered_at = answered_at - 3601")
        await store.clean_up()
        assert await store.read(first) == Standing()
        assert await database.rows("SELECT * FROM bookmark WHERE name = ?", (SALT,)) == []
        assert await store.account(PersonId(STRANGER_ID)) != first


async def test_a_bug_is_no_news_for_strangers(
    timed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People with a role get an apology; to others even that would be a second sentence."""

    async def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.services.doorkeeper.Doorkeeper.may_answer", broken)
    await feed(timed, message=typed(timed, KEY, WORDS))
    assert said_to(timed, KEY) == []
    assert len(await timed.rows("SELECT 1 FROM dead_letter")) == 1
