"""The schema as it should be, written down in `schema.sql`.

After a new migration write it down again with `python -m tests.storage.schema` and read the
difference: it is what the migration does.
"""

import asyncio
import tempfile
from pathlib import Path

from storage.database import Database
from storage.migrations import migrate

WRITTEN_DOWN = Path(__file__).with_name("schema.sql")
SCHEMA = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"


async def present_schema(path: Path) -> str:
    """Build a new database and show its schema."""
    database = Database(path)
    await database.open()
    try:
        await migrate(database)
        async with database.transaction():
            rows = await database.rows(SCHEMA)
    finally:
        await database.close()
    return "".join(f"{row['sql']};\n\n" for row in rows)


def write_down() -> None:
    """Bring `schema.sql` up to date."""
    with tempfile.TemporaryDirectory() as folder:
        schema = asyncio.run(present_schema(Path(folder) / "new.sqlite3"))
    WRITTEN_DOWN.write_text(schema, encoding="utf-8")


if __name__ == "__main__":
    write_down()
