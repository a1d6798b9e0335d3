"""Points at which a victim dies: before and after each write, commit, send and acknowledgement.

Nothing of this is in the bot: its seams are wrapped from outside, in the victim alone.
"""

import functools
import inspect
import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.delivery.desk import Desk
from bot.delivery.outbox import Outbox
from bot.delivery.telegram_api import TelegramApi
from bot.documents.workshop import Workshop
from storage.database import Database
from storage.files import FileStore

WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)")
TRANSACTIONS = {"BEGIN IMMEDIATE": "begin", "COMMIT": "commit"}

Name = Callable[..., str | None]
"""Names the point from the arguments of the call; None is none."""


class Failpoints:
    """Counts the points passed, and dies at the chosen one."""

    def __init__(self, chosen: str | None, passes: int, notes: str | None) -> None:
        self._chosen = chosen
        self._passes = passes
        self._notes = Path(notes) if notes else None
        self._passed: Counter[str] = Counter()

    def put_up(self) -> None:
        """Wrap every seam."""
        self._wrap(Database, "_run", _of_statement)
        self._wrap(TelegramApi, "call", _of_call)
        self._wrap(TelegramApi, "download", lambda *_: "download")
        self._wrap(FileStore, "keep", lambda *_: "file")
        self._wrap(Path, "replace", _of_rename)
        self._wrap(Workshop, "render", lambda *_: "print")
        self._wrap(Workshop, "prepare_photo", lambda *_: "photo")
        self._wrap(Desk, "handle", lambda *_: "handle")
        self._wrap(Outbox, "_settle", lambda *_: "settle")

    def passing(self, point: str) -> None:
        """Pass a point, or die there."""
        self._passed[point] += 1
        if self._notes is not None:
            with self._notes.open("a") as notes:
                notes.write(point + "\n")
        if point == self._chosen and self._passed[point] == self._passes:
            os.kill(os.getpid(), signal.SIGKILL)

    def _wrap(self, owner: type, method: str, name: Name) -> None:
        usual = getattr(owner, method)

        @functools.wraps(usual)
        async def waiting(*arguments: Any, **named: Any) -> Any:
            point = name(*arguments)
            if point is None:
                return await usual(*arguments, **named)
            self.passing(f"{point}.before")
            result = await usual(*arguments, **named)
            self.passing(f"{point}.after")
            return result

        @functools.wraps(usual)
        def at_once(*arguments: Any, **named: Any) -> Any:
            point = name(*arguments)
            if point is None:
                return usual(*arguments, **named)
            self.passing(f"{point}.before")
            result = usual(*arguments, **named)
            self.passing(f"{point}.after")
            return result

        setattr(owner, method, waiting if inspect.iscoroutinefunction(usual) else at_once)


def _of_statement(_database: Database, statement: str, *_parameters: Any) -> str | None:
    if statement in TRANSACTIONS:
        return TRANSACTIONS[statement]
    written = WRITES.match(statement)
    return f"write {written[1]}" if written else None


def _of_call(_api: TelegramApi, method: str, *_parameters: Any) -> str:
    return "acknowledge" if method == "getUpdates" else f"call {method}"


def _of_rename(path: Path, *_target: Any) -> str | None:
    return "rename" if path.name.startswith(".new-") else None
