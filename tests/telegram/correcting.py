"""Correcting acts as an inspector does, and what the database and the prints say of it."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader

from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.walking import begin_violated, finish

REASON = "<b>&amp; «қате» 😀"
VIOLATED = "2"


async def with_act(office: Office, language: Language = Language.ENGLISH) -> Chat:
    """An inspector with a finished act that has one violation."""
    chat = await begin_violated(office, language, VIOLATED)
    await finish(chat, language)
    return chat


async def correct(chat: Chat, act: int = 1, reason: str = REASON) -> str:
    """Begin a correction that nobody asked for."""
    await chat.tap(chat.screen, f"ca:{act}", force=True)
    return await chat.send(reason)


async def put_right(chat: Chat, inspection: int = 2, number: str = VIOLATED) -> None:
    """Say in a correction that the requirement is complied with, and come back to the review."""
    await chat.tap(chat.screen, f"q:{inspection}:{number}", force=True)
    await chat.press("✅")
    await chat.tap(chat.screen, f"r:{inspection}", force=True)


async def correct_and_finish(chat: Chat, language: Language = Language.ENGLISH) -> None:
    """The whole second revision of the first act."""
    await correct(chat)
    await put_right(chat)
    await finish(chat, language)


async def statuses(office: Office) -> list[tuple[str, int]]:
    """How every inspection stands, and as which revision."""
    found = await office.rows("SELECT status, revision FROM inspection ORDER BY id")
    return [(row["status"], row["revision"]) for row in found]


async def audited(office: Office, action: str) -> list[str]:
    """The details of what the audit tells of one action."""
    found = await office.rows("SELECT details FROM audit WHERE action = ? ORDER BY seq", (action,))
    return [str(row["details"]) for row in found]


def names(chat: Chat) -> list[str]:
    """The files in a chat, the oldest first."""
    return [str(message["document"]["file_name"]) for message in chat.documents]


def read(chat: Chat, message: dict[str, Any]) -> str:
    """The text of a printed document, in one line."""
    pages = PdfReader(BytesIO(chat.file(message))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
