"""A supervisor who has blocked the bot: the administrator hears of it, the act is not lost."""

import pytest

from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.walking import answer_rest, begin_filled, finish

ENGLISH = Language.ENGLISH
pytestmark = pytest.mark.case(33)


async def _send_act(office: Office) -> Chat:
    await office.hire("administrator", "supervisor")
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    office.server.phones.block_bot("supervisor")
    await office.settle()
    await chat.press("Send to supervisor", chat.documents[-1])
    await chat.press("⬜️ Төлегенова")
    await chat.press("Send to supervisor")
    return chat


async def test_the_administrator_hears_once_who_cannot_be_reached(office: Office) -> None:
    """By name, in the administrator's language, and the inspector sees that it did not arrive."""
    chat = await _send_act(office)
    told = [m["text"] for m in office.chat("administrator").messages if "🔕" in m.get("text", "")]
    assert len(told) == 1
    assert "cannot be reached" in told[0]
    assert "⚠️ not delivered: the person has blocked" in chat.text


@pytest.mark.parametrize("way", ["unblock_bot", "start"])
async def test_the_act_arrives_as_soon_as_the_bot_is_opened_again(office: Office, way: str) -> None:
    """Without anybody sending it once more; the inspector sees that it has arrived."""
    chat = await _send_act(office)
    supervisor = office.chat("supervisor")
    assert supervisor.documents == []
    getattr(office.server.phones, way)("supervisor")
    await office.settle()
    assert len(supervisor.documents) == 1
    assert "Төлегенова Гүлнар, бас маман: ✅ delivered" in chat.text
    statuses = [row["status"] for row in await office.rows("SELECT status FROM submission")]
    assert "delivered" in statuses
