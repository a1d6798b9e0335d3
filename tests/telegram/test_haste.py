"""A person who taps and writes far too fast: everything is kept, nobody else waits."""

import pytest

from bot.delivery.allowance import Allowances
from bot.domain.language import Language
from tests.office import Office
from tests.telegram.walking import begin_filled

FAST = 300


@pytest.mark.case(29)
async def test_three_hundred_remarks_at_once_are_all_kept_in_order(office: Office) -> None:
    """The first thirty are handled at once, the others as time allows; the supervisor is served."""
    await office.hire("supervisor", language=Language.ENGLISH)
    chat = await begin_filled(office, Language.ENGLISH)
    await office.stop()
    office.turns = Allowances(rate=100.0, burst=30.0)
    await office.start()
    for number in range(FAST):
        chat.phones.send_text(chat.key, f"n{number}")
    await office.chat("supervisor").send("/help")
    (remark,) = [row["remark"] for row in await office.rows("SELECT remark FROM answer")]
    assert str(remark).split("\n") == [f"n{number}" for number in range(FAST)]
    assert await office.rows("SELECT * FROM dead_letter") == []


async def test_a_restart_in_the_middle_of_a_burst_loses_nothing(office: Office) -> None:
    """What waits is on disk, and is handled after the next start."""
    chat = await begin_filled(office, Language.ENGLISH)
    await office.stop()
    office.turns = Allowances(rate=0.001, burst=5.0)
    await office.start()
    for number in range(40):
        chat.phones.send_text(chat.key, f"n{number}")
    await office.world.wait_until(lambda: office.world.pending_updates == 0)
    await office.stop()
    office.turns = Allowances(rate=1e9, burst=1e9)
    await office.start()
    await office.settle()
    (remark,) = [row["remark"] for row in await office.rows("SELECT remark FROM answer")]
    assert str(remark).split("\n") == [f"n{number}" for number in range(40)]
