"""Two inspectors with one inspection: the leader, and a co-inspector on a phone of their own."""

from typing import Any

from bot.domain.checklist import Verdict
from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.walking import begin, begin_filled, fill_header, label, say

ENGLISH = Language.ENGLISH
LEADER = "Жұмабеков Ерлан"
COLLEAGUE = "Оспанов Бауыржан"
COLLEAGUE_ID = 1005


async def together(office: Office, language: Language = ENGLISH) -> tuple[Chat, Chat]:
    """The leader with a filled header, and a colleague who was named and has opened the draft."""
    await office.hire("colleague", language=language)
    leader, colleague = await begin_filled(office, ENGLISH), office.chat("colleague")
    await name(leader)
    await colleague.press(say(language, "▶ Go on"))
    await leader.press("▶ Go on")
    return leader, colleague


async def begin_another(chat: Chat) -> None:
    """One more inspection of the same inspector."""
    await begin(chat)
    await fill_header(chat, ENGLISH)


async def name(leader: Chat, who: str = COLLEAGUE) -> str:
    """Name somebody, from the list of requirements."""
    await leader.press("☰")
    await leader.press("👥 Co-inspectors")
    return await leader.press(f"⬜️ {who}")


async def unname(leader: Chat, who: str = COLLEAGUE) -> str:
    """Remove somebody again."""
    await leader.tap(leader.screen, "io:1:0", force=True)
    return await leader.press(f"☑️ {who}")


async def answer(chat: Chat, number: str, verdict: Verdict = Verdict.COMPLIES) -> str:
    """Open a requirement and give a verdict."""
    await chat.tap(chat.screen, f"q:1:{number}", force=True)
    return await chat.press(label(ENGLISH, verdict))


async def at_once(office: Office, *taps: tuple[Chat, str]) -> None:
    """Let several people press buttons of screens that know nothing of each other's presses.

    Telegram hands them over together, in this order.
    """
    screens = [chat.screen["message_id"] for chat, _data in taps]
    for (chat, data), number in zip(taps, screens, strict=True):
        chat.last_tap = chat.phones.tap(chat.key, number, data, force=True)
    await office.settle()


def told(chat: Chat, words: str) -> list[dict[str, Any]]:
    """The messages of the bot that say this."""
    return [m for m in chat.messages if words in str(m.get("text", ""))]


async def kept(office: Office, number: str) -> tuple[str | None, int]:
    """Which verdict a requirement has, and whose it is."""
    rows = await office.rows(
        "SELECT verdict, author FROM answer WHERE inspection = 1 AND requirement = ?", (number,)
    )
    return (rows[0]["verdict"], rows[0]["author"]) if rows else (None, 0)


async def states(office: Office) -> list[str]:
    """The states of all inspections."""
    return [row["status"] for row in await office.rows("SELECT status FROM inspection ORDER BY id")]
