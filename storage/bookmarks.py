"""Small facts that must survive a restart: when the bot was last alive, which menus are set."""

from storage.database import Database

READ = "SELECT value FROM bookmark WHERE name = ?"
WRITE = """
INSERT INTO bookmark (name, value) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


class SqliteBookmarks:
    """Keeps one short text per name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, name: str) -> str | None:
        """Read what was kept under a name."""
        row = await self._database.row(READ, (name,))
        return str(row["value"]) if row else None

    async def write(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        await self._database.rows(WRITE, (name, value))
