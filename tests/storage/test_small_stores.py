"""Screens, updates, bookmarks and checklists in SQLite."""

import json
from datetime import timedelta

import pytest

from bot.checklists.loader import parse_checklist
from bot.delivery.ports import Bookmarks, Updates
from bot.domain.checklist import Checklist
from bot.domain.inspection import InspectionId
from bot.services.stores import ChecklistStore
from bot.telegram.listeners import ScreenStore
from storage.bookmarks import SqliteBookmarks
from storage.checklists import SqliteChecklists
from storage.database import Database
from storage.inspections import SqliteInspections
from storage.outbox import SqliteOutbox
from storage.people import SqlitePeople
from storage.screens import SqliteScreens
from storage.updates import DAY, DEAD_LETTER_DAYS, PROCESSED_DAYS, SqliteUpdates
from tests.checklists.sample import SAMPLE, changed
from tests.storage.conftest import INSPECTOR, NOW

DEEP = 100_000


async def test_a_chat_has_one_open_screen(database: Database) -> None:
    """A new screen tells which one it replaces; opening the same one again replaces none."""
    store = SqliteScreens(database)
    port: ScreenStore = store
    async with database.transaction():
        assert await port.open(1, 5, 7, "3.1") is None
        assert await port.open(2, 5, None, None) is None
        assert await port.open(1, 6, 7, "3.2") == 5
        assert await port.open(1, 6, 8, "1") is None
        assert await port.open(1, 5, 7, "4") == 6


async def test_a_screen_is_drawn_anew_only_while_it_is_what_is_read(database: Database) -> None:
    """It must show the inspection as a whole, and no newer screen may be on its way."""
    port: ScreenStore = SqliteScreens(database)
    outbox = SqliteOutbox(database)
    seven = InspectionId(7)
    async with database.transaction():
        assert await port.showing(1, seven) is None
        await port.open(1, 5, 7, "3.1")
        assert await port.showing(1, seven) is None
        await port.open(1, 6, 7, None)
        assert await port.showing(1, seven) == 6
        assert await port.showing(1, InspectionId(8)) is None
        await outbox.add("chat:2", "sendMessage", {}, "screen")
        await outbox.add("chat:1", "editMessageText", {}, "screen")
        assert await port.showing(1, seven) == 6
        await outbox.add("chat:1", "sendMessage", {}, "screen")
        assert await port.showing(1, seven) is None


async def test_a_message_remembers_the_requirement_it_showed_last(database: Database) -> None:
    """Also an older screen, so that a reply to it is filed where it belongs."""
    store = SqliteScreens(database)
    async with database.transaction():
        await store.open(1, 5, 7, "3.1")
        await store.open(1, 6, 7, None)
        assert await store.shown(1, 5) == (InspectionId(7), "3.1")
        assert await store.shown(1, 6) is None
        assert await store.shown(2, 5) is None
        await store.open(1, 5, 7, "3.2")
        assert await store.shown(1, 5) == (InspectionId(7), "3.2")


async def test_an_update_begins_once(database: Database) -> None:
    """The same number is known the second time, also a lower one that comes later."""
    updates: Updates = SqliteUpdates(database)
    async with database.transaction():
        assert await updates.begin(7)
        assert not await updates.begin(7)
        assert await updates.begin(3)
        assert await updates.begin(2**63 - 2)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ({"update_id": 5, "message": "ә"}, 5),
        ({"update_id": 10**30}, None),
        ({"update_id": "5"}, None),
        ([1, 2], None),
        (None, None),
        ("\ud800", None),
    ],
)
async def test_whatever_came_is_buried_as_it_was(
    database: Database, raw: object, number: int | None
) -> None:
    """A dead letter holds the whole of it, with its number when it has one."""
    async with database.transaction():
        await SqliteUpdates(database).bury(raw, "Malformed")
        row = await database.row("SELECT * FROM dead_letter")
    assert row is not None
    assert (json.loads(row["raw"]), row["update_id"], row["error"]) == (raw, number, "Malformed")


async def test_an_update_nested_too_deeply_is_buried_without_its_content(
    database: Database,
) -> None:
    """What cannot be written as JSON again must not stop the bot."""
    nested: list[object] = []
    for _ in range(DEEP):
        nested = [nested]
    async with database.transaction():
        await SqliteUpdates(database).bury({"update_id": 5, "message": nested}, "Malformed")
        row = await database.row("SELECT * FROM dead_letter")
    assert row is not None
    assert (row["update_id"], row["raw"]) == (5, '"nested too deeply"')


@pytest.mark.case(63)
async def test_old_rows_are_forgotten_and_young_ones_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processed updates for a week, dead letters and unsaid words for a month, waiting for ever."""
    now = NOW.timestamp()
    updates, outbox = SqliteUpdates(database), SqliteOutbox(database)

    def at(days: float) -> None:
        monkeypatch.setattr("time.time", lambda: now - days * DAY)

    async with database.transaction():
        for number, days in enumerate((PROCESSED_DAYS + 0.1, PROCESSED_DAYS - 0.1)):
            at(days)
            await updates.begin(number)
        for days in (DEAD_LETTER_DAYS + 0.1, DEAD_LETTER_DAYS - 0.1):
            at(days)
            await updates.bury({}, str(days))
            for lane in ("waiting", "blocked", "dead"):
                await outbox.add(f"{lane} {days}", "sendMessage", {}, subject=lane)
        for row in await outbox.heads():
            if row.subject in ("blocked", "dead"):
                await outbox.give_up(row.id, row.subject, "")
        at(0)
        await updates.clean_up()
        assert [row[0] for row in await database.rows("SELECT id FROM processed_update")] == [1]
        assert len(await database.rows("SELECT id FROM dead_letter")) == 1
        left = await database.rows("SELECT state FROM outbox ORDER BY id")
    assert [row[0] for row in left] == ["waiting", "waiting", "blocked", "dead"]


async def test_a_bookmark_holds_the_last_text_written(database: Database) -> None:
    """One text per name."""
    bookmarks: Bookmarks = SqliteBookmarks(database)
    async with database.transaction():
        assert await bookmarks.read("name") is None
        await bookmarks.write("name", "бір")
        await bookmarks.write("name", "екі")
        await bookmarks.write("other", "үш")
        assert await bookmarks.read("name") == "екі"


async def test_an_inspection_keeps_the_edition_it_was_begun_with(
    database: Database, people: SqlitePeople, checklist: Checklist
) -> None:
    """A changed file in force concerns new inspections only, also after a restart."""
    del people  # they only have to be there
    old = SqliteChecklists(database, parse_checklist, [(checklist, SAMPLE)])
    source = changed('en = "one"', 'en = "one, amended"')
    amended = parse_checklist(source, "sample.toml")
    new = SqliteChecklists(database, parse_checklist, [(amended, source)])
    async with database.transaction():
        begun = await SqliteInspections(database, old).add(INSPECTOR, checklist, NOW)
        later = await SqliteInspections(database, new).add(
            INSPECTOR, amended, NOW + timedelta(days=1)
        )
        inspections = SqliteInspections(database, new)
        kept = [await inspections.get(number) for number in (begun, later)]
    assert [one and one.checklist for one in kept] == [checklist, amended]


async def test_only_the_checklists_in_force_are_offered(
    database: Database, checklist: Checklist
) -> None:
    """An edition that nobody knows is an error, not an empty form."""
    checklists = SqliteChecklists(database, parse_checklist, [(checklist, SAMPLE)])
    port: ChecklistStore = checklists
    assert await port.in_force() == (checklist,)
    async with database.transaction():
        with pytest.raises(KeyError):
            await checklists.by_sha256("unknown")
        sha256 = await checklists.keep(checklist)
        assert await checklists.keep(checklist) == sha256
        assert await checklists.by_sha256(sha256) is checklist


async def test_a_screen_on_its_way_counts_as_what_is_read(database: Database) -> None:
    """A file that arrives in this moment must not leave a review that still waits for it."""
    port: ScreenStore = SqliteScreens(database)
    outbox = SqliteOutbox(database)
    seven = InspectionId(7)
    async with database.transaction():
        await port.open(1, 5, 7, "3.1")
        await outbox.add("chat:1", "editMessageText", {"message_id": 5}, "screen", "7:")
        assert await port.showing(1, seven) == 5
        assert await port.showing(1, InspectionId(8)) is None
        await outbox.add("chat:1", "sendMessage", {}, "screen", "7:")
        assert await port.showing(1, seven) == 0
        assert await port.showing(2, seven) is None
