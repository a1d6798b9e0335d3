"""Albums: each photo is an update of its own, and Telegram promises no order."""

import copy
import random

import pytest

from tests.campaign.recorded import begin
from tests.direct import DirectOffice
from tests.telegram.walking import photo

ORDERS = 30


@pytest.mark.case(14, 24)
@pytest.mark.parametrize("together", [True, False])
async def test_an_album_is_whole_in_any_order(direct: DirectOffice, together: bool) -> None:
    """Ten photos, in many orders, some twice and as new updates: ten pieces, in their order."""
    inspection = await begin(direct, "inspector")
    dice = random.Random(24)
    content = photo(32, 24)
    for place in range(ORDERS):
        for number in range(10):
            direct.phones.send_photo("inspector", content, f"{place}.{number}", str(place))
        raws = direct.pick_up()
        again = [dice.choice(raws), renumbered(dice.choice(raws))]
        order = dice.sample([*raws, *again], 12)
        for batch in [order] if together else [[raw] for raw in order]:
            await direct.handle(batch)
        await direct.speak()
        kept = "SELECT caption, status FROM evidence WHERE inspection = ? ORDER BY message_id"
        rows = [tuple(row) for row in direct.rows(kept, (inspection,))]
        assert rows[-10:] == [(f"{place}.{number}", "stored") for number in range(10)]
        assert len(rows) == 10
        await direct.write("DELETE FROM evidence")


def renumbered(raw: dict[str, object]) -> dict[str, object]:
    """The same message, delivered with a new number of the update."""
    again = copy.deepcopy(raw)
    again["update_id"] = int(str(raw["update_id"])) + 10**9
    return again
