"""Which message of each chat is its open screen, and which requirement each screen showed."""

from bot.domain.inspection import InspectionId
from storage.database import Database

SHOWING = """
WITH waiting AS (
    SELECT kind, payload, subject FROM outbox
    WHERE lane = 'chat:' || :chat AND topic = 'screen' AND state = 'waiting'
    ORDER BY id DESC LIMIT 1
)
SELECT CASE kind WHEN 'editMessageText' THEN json_extract(payload, '$.message_id') ELSE 0 END
FROM waiting WHERE subject = :inspection || ':'
UNION ALL
SELECT message_id FROM screen
WHERE chat = :chat AND is_current AND inspection = :inspection AND requirement IS NULL
    AND NOT EXISTS (SELECT 1 FROM waiting WHERE kind = 'sendMessage')
LIMIT 1
"""
RETIRE = """
UPDATE screen SET is_current = 0 WHERE chat = ? AND is_current AND message_id <> ?
RETURNING message_id
"""
OPEN = """
INSERT INTO screen (chat, message_id, inspection, requirement, is_current) VALUES (?, ?, ?, ?, 1)
ON CONFLICT DO UPDATE SET inspection = excluded.inspection, requirement = excluded.requirement,
    is_current = 1
"""
SHOWN = """
SELECT inspection, requirement FROM screen
WHERE chat = ? AND message_id = ? AND requirement IS NOT NULL
"""


class SqliteScreens:
    """Knows the screens of each chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def showing(self, chat: int, inspection: InspectionId) -> int | None:
        """Tell the open screen if it shows this inspection as a whole, or is about to.

        It is 0 while the screen is on its way as a new message; None when another one is newer.
        """
        row = await self._database.row(SHOWING, {"chat": chat, "inspection": inspection})
        return int(row[0]) if row else None

    async def open(
        self, chat: int, message_id: int, inspection: int | None, requirement: str | None
    ) -> int | None:
        """Make a message the open screen and tell the one that it replaces."""
        retired = await self._database.row(RETIRE, (chat, message_id))
        await self._database.rows(OPEN, (chat, message_id, inspection, requirement))
        return int(retired["message_id"]) if retired else None

    async def shown(self, chat: int, message_id: int) -> tuple[InspectionId, str] | None:
        """Tell which requirement of which inspection a message showed last."""
        row = await self._database.row(SHOWN, (chat, message_id))
        return (InspectionId(row["inspection"]), row["requirement"]) if row else None
