"""An act on its way to two supervisors, and what each of them sees of it."""

import asyncio
from typing import Any

from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from tests.office import BODY, Chat, Office
from tests.telegram.issuing import issue, stores_of

SECOND = "outsider"
"""Who is hired as a second supervisor."""
SECOND_NAME = "Ысқақов Дархан"
ACCEPT = "✅ Accept"
RETURN = "↩ Return"


async def hire_second(office: Office, language: Language = Language.ENGLISH) -> Chat:
    """One more supervisor of the same state body."""
    person = Person(
        PersonId(1004),
        language,
        language_chosen=True,
        role=Role.SUPERVISOR,
        full_name=SECOND_NAME,
        position="басшы",
        state_body=f"  {BODY.upper()} ",
    )
    async with stores_of(office).database.transaction():
        await stores_of(office).people.save(person)
    office.server.phones.start(SECOND)
    await office.settle()
    return office.chat(SECOND)


async def submitted(office: Office, *, violated: bool = True) -> Chat:
    """The inspector's chat, after an act was sent to both supervisors."""
    await office.hire("supervisor")
    await hire_second(office)
    chat = await issue(office, violated=violated)
    await send_to_body(chat)
    return chat


async def send_to_body(chat: Chat) -> str:
    """Send the first act to all supervisors of the own state body."""
    await chat.tap(chat.documents[0], "as:1", force=True)
    if not any(label.startswith("☑️ All of") for label in chat.labels()):
        await chat.press("⬜️ All of")
    return await chat.press("Send to supervisor")


def file_of(chat: Chat) -> dict[str, Any]:
    """The message that brought the act last."""
    return next(m for m in reversed(chat.documents) if "act-" in m["document"]["file_name"])


def caption(chat: Chat) -> str:
    """What stands under the act in a chat now."""
    return str(file_of(chat)["caption"])


async def both_tap(office: Office, *taps: tuple[Chat, str]) -> None:
    """Let several people press a button of their act at the same moment."""
    barrier = asyncio.Barrier(len(taps))

    async def tap(chat: Chat, data: str) -> None:
        await barrier.wait()
        number = file_of(chat)["message_id"]
        chat.last_tap = chat.phones.tap(chat.key, number, data, force=True)

    await asyncio.gather(*(tap(chat, data) for chat, data in taps))
    await office.settle()


async def status(office: Office, inspection: int = 1) -> str:
    """The state of the inspection."""
    rows = await office.rows("SELECT status FROM inspection WHERE id = ?", (inspection,))
    return str(rows[0]["status"])


async def steps(office: Office) -> list[tuple[str, int]]:
    """What was said about acts, by whom."""
    rows = await office.rows("SELECT step, author FROM review ORDER BY id")
    return [(row["step"], row["author"]) for row in rows]


def notices(chat: Chat, words: str) -> list[dict[str, Any]]:
    """The messages of the bot that say this."""
    return [m for m in chat.messages if words in str(m.get("text", ""))]
