"""The counters of strangers in SQLite."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.people import PersonId
from bot.services.doorkeeper import OutsiderStore, Standing
from storage.database import Database
from storage.outsiders import EFFECT_SECONDS, SALT, SqliteOutsiders

NOW = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
STANDING = Standing(
    answered_at=NOW,
    wrong_tokens=3,
    wrong_token_at=NOW + timedelta(seconds=1),
    silent_until=NOW + timedelta(seconds=2),
    codes_tried=7,
    codes_tried_since=NOW + timedelta(seconds=3),
)


async def test_all_that_is_counted_comes_back(database: Database) -> None:
    """Each field, written twice; another account is not touched."""
    store: OutsiderStore = SqliteOutsiders(database)
    async with database.transaction():
        account = await store.account(PersonId(1))
        assert await store.read(account) == Standing()
        await store.write(account, Standing(codes_tried=1, codes_tried_since=NOW))
        await store.write(account, STANDING)
        assert await store.read(account) == STANDING
        assert await store.read(await store.account(PersonId(2))) == Standing()
    assert {getattr(STANDING, each.name) for each in fields(Standing)} & {None, 0} == set()


@pytest.mark.parametrize(
    "stood",
    [
        lambda at: Standing(answered_at=at),
        lambda at: Standing(wrong_token_at=at),
        lambda at: Standing(silent_until=at),
        lambda at: Standing(codes_tried_since=at),
    ],
)
async def test_whatever_has_an_effect_is_kept_for_an_hour(
    database: Database, stood: Callable[[datetime], Standing]
) -> None:
    """And not longer: with the last counter goes the salt."""
    store = SqliteOutsiders(database)
    young = datetime.now(UTC) - timedelta(seconds=EFFECT_SECONDS - 60)
    old = young - timedelta(seconds=120)
    async with database.transaction():
        account = await store.account(PersonId(1))
        await store.write(account, stood(young))
        await store.clean_up()
        assert await store.read(account) == stood(young)
        await store.write(account, stood(old))
        await store.clean_up()
        assert await store.read(account) == Standing()
        assert await database.rows("SELECT 1 FROM bookmark WHERE name = ?", (SALT,)) == []
