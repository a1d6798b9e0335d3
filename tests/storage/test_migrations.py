"""Migrations: from every earlier version to the present one, whole or not at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copy

import pytest

import storage.migrations
from storage.database import Database
from storage.migrations import NewerDatabase, migrate, migrations
from tests.storage.schema import WRITTEN_DOWN, present_schema

RELEASED = storage.migrations.FOLDER
FILLINGS = Path(__file__).with_name("fillings")
HEAD = len(migrations())
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"

Content = dict[str, list[dict[str, object]]]


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    """A database as it is, not migrated."""
    database = Database(path)
    try:
        await database.open()
        yield database
    finally:
        await database.close()


def release(folder: Path, version: int) -> Path:
    """The migrations as an earlier release had them."""
    folder.mkdir(exist_ok=True)
    for file in sorted(RELEASED.glob("*.sql"))[:version]:
        copy(file, folder)
    return folder


async def live_through(
    database: Database, version: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bring a database through all releases up to this version; each put something into it."""
    for number in range(1, version + 1):
        monkeypatch.setattr(storage.migrations, "FOLDER", release(folder / str(number), number))
        await migrate(database)
        async with database.transaction():
            filling = FILLINGS / f"{number:04d}.sql"
            await database.script(filling.read_text(encoding="utf-8"))
    monkeypatch.setattr(storage.migrations, "FOLDER", RELEASED)


async def content(database: Database) -> Content:
    """Read everything."""
    async with database.transaction():
        names = [row["name"] for row in await database.rows(TABLES)]
        tables = {name: await database.rows(f"SELECT * FROM {name}") for name in names}
    return {name: [dict(row) for row in rows] for name, rows in tables.items()}


async def version_of(database: Database) -> int:
    """Read the version."""
    async with database.transaction():
        return int((await database.rows("PRAGMA user_version"))[0][0])


def kept(before: Content, after: Content) -> bool:
    """Say whether every row is still there, with all its columns, whatever they are called now."""
    return all(
        any(old.items() <= row.items() for row in after[table])
        for table, rows in renamed(before).items()
        for old in rows
    )


def renamed(content: Content) -> Content:
    """Call tables and columns of earlier releases as they are called now."""
    prints = content.pop("act_document", [])
    as_now = [
        {("edition" if name == "language" else name): value for name, value in row.items()}
        for row in prints
    ]
    return {**content, "document": [*content.get("document", []), *as_now]}


@pytest.mark.case(59)
@pytest.mark.parametrize("version", range(HEAD + 1))
async def test_every_earlier_version_migrates_with_all_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    """Nothing of what an earlier release wrote is lost by the update."""
    async with opened(tmp_path / "test.sqlite3") as database:
        await live_through(database, version, tmp_path, monkeypatch)
        before = await content(database)
        assert await migrate(database) == HEAD
        assert kept(before, await content(database))
        assert await version_of(database) == HEAD
        async with database.transaction():
            assert not await database.rows("PRAGMA foreign_key_check")


async def test_the_fillings_fill_every_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test of the data kept would prove nothing about a table without a row."""
    async with opened(tmp_path / "test.sqlite3") as database:
        await live_through(database, HEAD, tmp_path, monkeypatch)
        assert [name for name, rows in (await content(database)).items() if not rows] == []


async def test_a_later_release_adds_its_migration_to_the_present_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next migration meets a database full of this release's data."""
    async with opened(tmp_path / "test.sqlite3") as database:
        await live_through(database, HEAD, tmp_path, monkeypatch)
        before = await content(database)
        folder = release(tmp_path / "migrations", HEAD)
        name = f"{HEAD + 1:04d}_telephone.sql"
        (folder / name).write_text("ALTER TABLE person ADD COLUMN telephone TEXT;\n-- the end\n")
        monkeypatch.setattr(storage.migrations, "FOLDER", folder)
        assert await migrate(database) == HEAD + 1
        after = await content(database)
        assert kept(before, after)
        assert {row["telephone"] for row in after["person"]} == {None}


@pytest.mark.case(59)
async def test_a_failed_migration_leaves_the_version_before_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that breaks in the middle undoes its first half as well."""
    async with opened(tmp_path / "test.sqlite3") as database:
        await live_through(database, HEAD, tmp_path, monkeypatch)
        before = await content(database)
        folder = release(tmp_path / "migrations", HEAD)
        broken = "CREATE TABLE half (id INTEGER);\nDELETE FROM bookmark;\nINSERT INTO nowhere;\n"
        (folder / f"{HEAD + 1:04d}_broken.sql").write_text(broken)
        monkeypatch.setattr(storage.migrations, "FOLDER", folder)
        with pytest.raises(Exception, match="syntax error"):
            await migrate(database)
        assert await content(database) == before
        assert await version_of(database) == HEAD


@pytest.mark.case(59)
async def test_a_database_of_a_later_release_is_refused(tmp_path: Path) -> None:
    """Going back would lose data, so nothing is touched."""
    async with opened(tmp_path / "test.sqlite3") as database:
        await migrate(database)
        async with database.transaction():
            await database.rows(f"PRAGMA user_version = {HEAD + 1}")
        with pytest.raises(NewerDatabase, match=f"version {HEAD + 1}"):
            await migrate(database)
        assert await version_of(database) == HEAD + 1


@pytest.mark.parametrize(
    "names",
    [
        ["0002_second.sql"],
        ["0001_first.sql", "0003_third.sql"],
        ["0001_first.sql", "0001_again.sql"],
        ["0001_First.sql"],
        ["1_first.sql"],
    ],
)
def test_a_migration_that_is_missing_or_misnamed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    """Numbers are without gaps and twins, and each name says what the migration does."""
    for name in names:
        (tmp_path / name).touch()
    monkeypatch.setattr(storage.migrations, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="expected a name like"):
        migrations()


async def test_the_schema_is_what_is_written_down(tmp_path: Path) -> None:
    """All migrations together give `schema.sql`; `python -m tests.storage.schema` renews it."""
    written = WRITTEN_DOWN.read_text(encoding="utf-8")
    assert await present_schema(tmp_path / "new.sqlite3") == written
