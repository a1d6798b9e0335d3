"""By which number an update that could not be handled is found again."""

import pytest

from storage.database import Database
from storage.updates import SqliteUpdates


@pytest.mark.parametrize(
    ("number", "kept"),
    [(812_345_678, 812_345_678), (2**63 - 1, 2**63 - 1), (2**63, None), (1 - 2**63, 1 - 2**63)],
)
async def test_a_dead_letter_keeps_every_number_that_fits(
    database: Database, number: int, kept: int | None
) -> None:
    """Whoever looks for what went wrong has only the number."""
    async with database.transaction():
        await SqliteUpdates(database).bury({"update_id": number}, "Malformed")
        found = await database.rows("SELECT update_id FROM dead_letter")
    assert [row[0] for row in found] == [kept]
