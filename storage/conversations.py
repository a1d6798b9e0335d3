"""Where each person is in the dialog: aiogram's FSM storage on the database's own connection."""

import json
from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.domain.people import PersonId
from storage.database import Database

GET = "SELECT state, data FROM conversation WHERE chat = ? AND person = ? AND destiny = ?"
GET_PLACE = """
SELECT conversation.state, conversation.data, EXISTS (
    SELECT 1 FROM screen WHERE screen.chat = :chat AND screen.message_id = :pressed
) AS on_screen
FROM (SELECT 1) LEFT JOIN conversation ON chat = :chat AND person = :person AND destiny = :destiny
"""
SET_STATE = """
INSERT INTO conversation (chat, person, destiny, state) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET state = excluded.state
"""
SET_DATA = """
INSERT INTO conversation (chat, person, destiny, data) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET data = excluded.data
"""
SET_BOTH = """
INSERT INTO conversation (chat, person, destiny, state, data) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET state = excluded.state, data = excluded.data
"""
UNDER_WAY = """
SELECT id FROM person
WHERE active AND role IS NOT NULL AND (
    id IN (SELECT person FROM conversation WHERE state IS NOT NULL)
    OR id IN (SELECT inspector FROM inspection WHERE status = 'draft')
)
ORDER BY id
"""


class SqliteConversations(BaseStorage):
    """Keeps the place of each conversation in the same transaction as the answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Move a conversation to a state."""
        await self._database.rows(SET_STATE, (*_columns(key), _name(state)))

    async def get_state(self, key: StorageKey) -> str | None:
        """Read the state of a conversation."""
        row = await self._database.row(GET, _columns(key))
        return row["state"] if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the data of a conversation; they must survive JSON."""
        await self._database.rows(SET_DATA, (*_columns(key), json.dumps(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Read the data of a conversation."""
        row = await self._database.row(GET, _columns(key))
        found: dict[str, Any] = json.loads(row["data"]) if row else {}
        return found

    async def place(
        self, key: StorageKey, pressed: int = 0
    ) -> tuple[str | None, dict[str, Any], bool]:
        """Read state and data at once, and whether the message pressed was ever a screen."""
        chat, person, destiny = _columns(key)
        row = await self._database.row(
            GET_PLACE, {"chat": chat, "person": person, "destiny": destiny, "pressed": pressed}
        )
        if row is None:
            return None, {}, False
        return row["state"], json.loads(row["data"] or "{}"), bool(row["on_screen"])

    async def move(self, key: StorageKey, state: StateType, data: Mapping[str, Any]) -> None:
        """Change state and data at once."""
        columns = (*_columns(key), _name(state), json.dumps(data))
        await self._database.rows(SET_BOTH, columns)

    async def under_way(self) -> list[PersonId]:
        """List the people who are in the middle of something, or have an inspection open."""
        return [PersonId(row["id"]) for row in await self._database.rows(UNDER_WAY)]

    async def close(self) -> None:
        """Do nothing: the database is closed by its owner."""


def _columns(key: StorageKey) -> tuple[int, int, str]:
    return key.chat_id, key.user_id, key.destiny


def _name(state: StateType) -> str | None:
    return state.state if isinstance(state, State) else state
