"""An order whose terms are watched: the way there, and what is kept of it."""

from datetime import date
from typing import Any

from bot.domain.language import Language
from bot.i18n import speaking
from bot.telegram.screens.words import day
from tests.office import Chat, Office, services_of
from tests.telegram.walking import begin_violated, finish

ENGLISH = Language.ENGLISH
VIOLATED = ("3", "7")


async def ordered(
    office: Office,
    *colleagues: str,
    language: Language = ENGLISH,
    numbers: tuple[str, ...] = VIOLATED,
) -> Chat:
    """An inspector who has just finished an act with an order, which colleagues received."""
    chat = await begin_violated(office, language, *numbers)
    await finish(chat, language)
    await office.hire(*colleagues, language=language)
    for key in colleagues:
        await office.rows(
            "INSERT INTO submission (act, supervisor, status, submitted_at)"
            " VALUES (1, ?, 'delivered', '2026-01-01')",
            (office.world.person(key).id,),
        )
    await chat.send("/start")  # its screen comes below the documents
    return chat


async def open_term(chat: Chat, number: str = "7") -> str:
    """Open one violation of the order."""
    return await chat.tap(chat.screen, f"dd:1:{number}", force=True)


async def terms(office: Office) -> dict[str, tuple[Any, ...]]:
    """What is kept of each term: state, day, remark, reason, who, version."""
    rows = await office.rows(
        "SELECT requirement, state, due, remark, extension_reason, settled_by, version"
        " FROM deadline ORDER BY inspection, requirement"
    )
    return {row["requirement"]: tuple(row)[1:] for row in rows}


async def proofs(office: Office) -> list[tuple[Any, ...]]:
    """What is kept of the files, in order."""
    rows = await office.rows("SELECT kind, status, settled, refusal FROM proof ORDER BY id")
    return [tuple(row) for row in rows]


async def told(office: Office, *actions: str) -> list[str]:
    """Which of these the audit tells, in order."""
    rows = await office.rows("SELECT action FROM audit ORDER BY seq")
    return [row["action"] for row in rows if row["action"] in actions]


def today(office: Office) -> date:
    """The present day of the bot."""
    return services_of(office.app).deadlines.today()


def written(moment: date) -> str:
    """A day as the bot writes it in English."""
    with speaking(ENGLISH):
        return day(moment)
