"""After an absence: who has an inspection open hears where it stands, once, and why."""

import time

import pytest

from bot.domain.language import Language
from tests.office import Office
from tests.telegram.walking import answer_rest, begin_filled, finish

HOUR = 3600
pytestmark = pytest.mark.case(60)


async def _go_away(office: Office, seconds: float) -> None:
    await office.rows(
        "UPDATE bookmark SET value = ? WHERE name = 'last_alive'", (str(time.time() - seconds),)
    )
    await office.stop()
    await office.start()
    await office.settle()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(151, "Taps made meanwhile"), (19 * HOUR, "Taps made"), (21 * HOUR, "photos and taps of")],
)
async def test_the_note_says_what_may_be_lost(office: Office, seconds: float, words: str) -> None:
    """Telegram keeps a tap for minutes, a message for a day."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.press("✅ Complies")
    await _go_away(office, seconds)
    assert words in chat.text
    assert "2 / 8" in chat.text


async def test_a_draft_left_for_later_counts_as_open(office: Office) -> None:
    """Also who is at home again hears of the draft that waits."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.send("/cancel")
    await chat.press("Leave it for later")
    count = len(chat.messages)
    await _go_away(office, 151)
    assert len(chat.messages) == count + 1
    assert "▶ Continue: 1 draft" in chat.labels()


async def test_who_has_nothing_open_hears_nothing(office: Office) -> None:
    """Neither a supervisor at rest nor an inspector whose act is on its way is disturbed."""
    await office.hire("supervisor")
    chat = await begin_filled(office, Language.ENGLISH)
    await answer_rest(chat, Language.ENGLISH)
    await finish(chat, Language.ENGLISH)
    await chat.press("Send to supervisor", chat.documents[-1])
    await chat.press("Send to supervisor")
    counts = [len(chat.messages), len(office.chat("supervisor").messages)]
    await _go_away(office, 21 * HOUR)
    assert [len(chat.messages), len(office.chat("supervisor").messages)] == counts
