"""A witness at Telegram's edge: what the bot says is saved must be on disk when it says so."""

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from html import unescape
from typing import Any

from bot.app.stores import DATABASE_FILE
from bot.demo.world import Call
from bot.domain.language import Language
from bot.domain.subject_number import masked
from bot.i18n import speaking
from bot.telegram.screens.words import MARKS, day
from tests.office import Office
from tests.telegram.walking import REMARK

TOAST = re.compile(r"(\S+) (\S+) saved · (\d+) of \d+")
SCREEN = re.compile(r"saved: (\d+) of \d+")
HEADER = re.compile(r"Saved: <b>(.*?)</b>")
ANSWERED = "SELECT COUNT(*) FROM answer WHERE verdict IS NOT NULL"


class Witness:
    """Looks into the file through a connection of its own, as somebody after a power cut would."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.objections: list[str] = []
        self.promises = 0
        self._record = office.world.record
        self._poll = office.world.updates.poll
        office.world.record = self._hear  # type: ignore[method-assign]
        office.world.updates.poll = self._watch  # type: ignore[method-assign]

    def _hear(self, call: Call) -> None:
        self._record(call)
        if call.error is not None:
            return
        text = str(call.parameters.get("text") or call.parameters.get("caption") or "")
        for holds in [*self._promised(text), *self._attached(call.result)]:
            self.promises += 1
            if not holds:
                self.objections.append(text)

    async def _watch(self, offset: int, limit: int, patience: int) -> Any:
        for waiting in self._office.world.updates._waiting:
            if waiting.update_id < offset:
                self.promises += 1
                known = self._one("SELECT 1 FROM processed_update WHERE id = ?", waiting.update_id)
                if not known:
                    self.objections.append(f"acknowledged too early: {waiting.update_id}")
        return await self._poll(offset, limit, patience)

    def _promised(self, text: str) -> Iterable[bool]:
        """Whether each thing is true that this text says is saved."""
        for requirement, mark, done in TOAST.findall(text):
            verdict = self._one("SELECT verdict FROM answer WHERE requirement = ?", requirement)
            yield MARKS[verdict] == mark and self._one(ANSWERED) == int(done)
        for done in SCREEN.findall(text):
            yield self._one(ANSWERED) == int(done)
        for value in HEADER.findall(text):
            yield unescape(value) in self._header()
        if REMARK in text:
            yield bool(self._one("SELECT 1 FROM answer WHERE remark = ?", REMARK))
        if "✅ delivered" in text:
            yield bool(self._one("SELECT 1 FROM submission WHERE status = 'delivered'"))

    def _attached(self, result: Any) -> Iterable[bool]:
        if isinstance(result, dict) and "document" in result:
            file = self._office.world.files.get(result["document"]["file_id"])
            sha256 = hashlib.sha256(file.content).hexdigest()
            yield bool(self._one("SELECT 1 FROM document WHERE sha256 = ?", sha256))

    def _header(self) -> set[str]:
        row = self._row("SELECT * FROM inspection ORDER BY id DESC LIMIT 1")
        shown = {str(value) for value in row if value is not None}
        if appointed := row["appointment_date"]:
            with speaking(Language.ENGLISH):
                shown.add(day(date.fromisoformat(appointed)))
        return shown | {masked(row["subject_number"] or "")}

    def _one(self, statement: str, *parameters: Any) -> Any:
        row = self._row(statement, *parameters)
        return row[0] if row else None

    def _row(self, statement: str, *parameters: Any) -> Any:
        address = f"file:{self._office.folder / DATABASE_FILE}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(statement, parameters).fetchone()
