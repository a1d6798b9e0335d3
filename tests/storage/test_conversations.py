"""One promise, two implementations: our conversations and aiogram's own memory."""

from collections.abc import AsyncIterator

import pytest
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage

from bot.domain.people import Role
from storage.conversations import SqliteConversations
from storage.database import Database
from storage.people import SqlitePeople
from tests.storage.conftest import ADMIN, INSPECTOR, OTHER, SUPERVISOR, person

KEY = StorageKey(bot_id=0, chat_id=INSPECTOR, user_id=INSPECTOR)
ANOTHER = StorageKey(bot_id=0, chat_id=OTHER, user_id=OTHER)
DATA = {"inspection": 7, "number": "3.1", "name": "Қуат", "nested": {"list": [1, None, True]}}


class Filling(StatesGroup):
    """Some place in the dialog."""

    answering = State()


@pytest.fixture(params=["memory", "sqlite"])
async def storage(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[BaseStorage]:
    """Both storages, one after the other."""
    kept: BaseStorage = (
        MemoryStorage() if request.param == "memory" else SqliteConversations(database)
    )
    yield kept
    await kept.close()


async def test_a_new_conversation_is_nowhere_and_knows_nothing(
    database: Database, storage: BaseStorage
) -> None:
    """Nobody has a place before the first one is kept."""
    async with database.transaction():
        assert await storage.get_state(KEY) is None
        assert await storage.get_data(KEY) == {}
        assert await storage.get_value(KEY, "inspection") is None
        assert await storage.get_value(KEY, "inspection", 0) == 0


@pytest.mark.parametrize("state", [Filling.answering, "Filling:answering"])
async def test_a_state_is_kept_by_its_name(
    database: Database, storage: BaseStorage, state: State | str
) -> None:
    """A state and its name are the same; None leaves it again."""
    async with database.transaction():
        await storage.set_state(KEY, state)
        assert await storage.get_state(KEY) == "Filling:answering"
        await storage.set_state(KEY, None)
        assert await storage.get_state(KEY) is None
        await storage.set_state(KEY, state)
        await storage.set_state(KEY)
        assert await storage.get_state(KEY) is None


async def test_data_come_back_as_they_were(database: Database, storage: BaseStorage) -> None:
    """Data are replaced whole, updated in part, and changing a copy changes nothing."""
    async with database.transaction():
        await storage.set_data(KEY, DATA)
        found = await storage.get_data(KEY)
        assert found == DATA
        found["inspection"] = 8
        assert await storage.get_value(KEY, "inspection") == 7
        assert await storage.update_data(KEY, {"number": "4"}) == {**DATA, "number": "4"}
        await storage.set_data(KEY, {"only": 1})
        assert await storage.get_data(KEY) == {"only": 1}


async def test_state_and_data_do_not_disturb_each_other(
    database: Database, storage: BaseStorage
) -> None:
    """Setting the one leaves the other as it was, in whichever order."""
    async with database.transaction():
        await storage.set_data(KEY, DATA)
        await storage.set_state(KEY, Filling.answering)
        assert await storage.get_data(KEY) == DATA
        await storage.set_data(KEY, {})
        assert await storage.get_state(KEY) == "Filling:answering"


async def test_conversations_do_not_disturb_each_other(
    database: Database, storage: BaseStorage
) -> None:
    """Persons, and destinies of one person, have places of their own."""
    aside = StorageKey(bot_id=0, chat_id=INSPECTOR, user_id=INSPECTOR, destiny="aside")
    async with database.transaction():
        await storage.set_state(KEY, Filling.answering)
        await storage.set_data(KEY, DATA)
        for other in (ANOTHER, aside):
            assert await storage.get_state(other) is None
            assert await storage.get_data(other) == {}


async def test_place_and_move_are_both_halves_at_once(database: Database) -> None:
    """State and data read together are what was set, together or apart."""
    conversations = SqliteConversations(database)
    async with database.transaction():
        assert await conversations.place(KEY) == (None, {}, False)
        await conversations.move(KEY, Filling.answering, DATA)
        assert await conversations.place(KEY) == ("Filling:answering", DATA, False)
        assert await conversations.get_state(KEY) == "Filling:answering"
        await conversations.move(KEY, None, {})
        assert await conversations.place(KEY) == (None, {}, False)


async def test_a_place_goes_with_the_transaction_that_set_it(database: Database) -> None:
    """Where somebody is and what they answered are kept or lost together."""
    conversations = SqliteConversations(database)
    with pytest.raises(RuntimeError):
        await move_and_fail(database, conversations)
    async with database.transaction():
        assert await conversations.place(KEY) == (None, {}, False)


async def move_and_fail(database: Database, conversations: SqliteConversations) -> None:
    """Move in a transaction that fails."""
    async with database.transaction():
        await conversations.move(KEY, Filling.answering, DATA)
        raise RuntimeError


async def test_under_way_are_those_with_a_place_and_the_right_to_it(
    database: Database, people: SqlitePeople
) -> None:
    """Neither who has finished, nor who was dismissed or has no role, is spoken to."""
    conversations = SqliteConversations(database)
    async with database.transaction():
        await people.save(person(SUPERVISOR, Role.SUPERVISOR, active=False))
        await people.save(person(ADMIN, None))
        for number in (INSPECTOR, SUPERVISOR, ADMIN, OTHER):
            key = StorageKey(bot_id=0, chat_id=number, user_id=number)
            await conversations.set_state(key, Filling.answering)
        await conversations.set_state(ANOTHER, None)
        assert await conversations.under_way() == [INSPECTOR]
