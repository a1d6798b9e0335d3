"""Looking at a file that somebody wants to be checked, and telling what it is."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused, RefusalReason
from bot.domain.people import PersonId, Role
from bot.i18n import speaking
from bot.telegram.conversation import Conversation, Services
from bot.telegram.fetching import Download
from bot.telegram.jobs import OpenConversation
from bot.telegram.reply import Call, Notice, Screen, calls_for_chat
from bot.telegram.screens.verification import (
    uncheckable_notice,
    unchecked_notice,
    verified_file_text,
)

PDF_BEGINS = b"%PDF-"
ClaimedCode = Callable[[bytes], str | None]
"""Reads the code of the act that a file says it is, whatever the file holds."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file was found to be; nothing else of it is kept."""

    sha256: str
    claimed_code: str | None
    is_pdf: bool


class CheckFile:
    """Fetches a file and says whether it is genuine; subject: `person:file_id`."""

    def __init__(
        self,
        services: Services,
        download: Download,
        claimed_code: ClaimedCode,
        open_conversation: OpenConversation,
    ) -> None:
        self._services = services
        self._download = download
        self._claimed_code = claimed_code
        self._open_conversation = open_conversation

    async def work(self, subject: str) -> Looked | RefusalReason:
        """Fetch the file and look at its bytes; the file itself is not kept."""
        _person, _separator, file_id = subject.partition(":")
        try:
            data = await self._download(file_id, MAX_FILE_BYTES)
        except EvidenceRefused as error:
            return error.reason
        if not data:
            return RefusalReason.EMPTY
        if len(data) > MAX_FILE_BYTES:
            return RefusalReason.TOO_LARGE
        return await asyncio.to_thread(self._look, data)

    async def record(self, subject: str, result: Looked | RefusalReason) -> list[Call]:
        """Compare with what was issued, and tell the person who asked."""
        return await self._tell(subject, result)

    async def give_up(self, subject: str) -> list[Call]:
        """Say that the file could not be checked, so that nobody waits for the answer."""
        return await self._tell(subject, None)

    def _look(self, data: bytes) -> Looked:
        return Looked(
            hashlib.sha256(data).hexdigest(),
            self._claimed_code(data),
            data.startswith(PDF_BEGINS),
        )

    async def _tell(self, subject: str, result: Looked | RefusalReason | None) -> list[Call]:
        number, _separator, file_id = subject.partition(":")
        person = await self._services.people.get(PersonId(int(number)))
        if person is None or not person.may(Role.INSPECTOR):
            return []  # the role was taken away meanwhile
        conversation = await self._open_conversation(person)
        with speaking(person.language):
            words = await self._words(result)
            screen = await _returned(conversation, file_id)
            return calls_for_chat(person.id, [Notice(words), screen])

    async def _words(self, result: Looked | RefusalReason | None) -> str:
        if result is None:
            return unchecked_notice()
        if isinstance(result, RefusalReason):
            return uncheckable_notice(result)
        verified = await self._services.verification.file(result.sha256, result.claimed_code)
        local = self._services.clock.local
        return verified_file_text(verified, local, is_pdf=result.is_pdf)


async def _returned(conversation: Conversation, file_id: str) -> Screen:
    """Where the conversation was, if it still waits for this file; else where it is now."""
    if conversation.place.awaited == file_id:
        return await conversation.after_check()
    return await conversation.draw()
