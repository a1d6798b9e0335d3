"""Whether a database file is sound: SQLite's own verdict, and that of the foreign keys."""

import sqlite3
from contextlib import closing
from pathlib import Path


def assert_sound(database: Path) -> None:
    """Let every test end with a file that could be taken over into the next day."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
