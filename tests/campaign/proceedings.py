"""What is kept of terms, circumstances and documents, in the words of those who told it."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from sqlite3 import Row
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.act import ActNumber
from bot.domain.circumstances import Circumstance
from tests.campaign.expected import ExpectedAct, ExpectedTerm
from tests.office import Chat

AGENCY = ZoneInfo("Asia/Almaty")


def term_told(entry: Row) -> ExpectedTerm:
    """Read a term from the audit; days count from the day on which it was told."""
    after = json.loads(entry["details"])["after"]
    day = datetime.fromisoformat(entry["at"]).astimezone(AGENCY).date()
    days = (date.fromisoformat(after["due"]) - day).days
    return ExpectedTerm(after["requirement"], days, after["instruction"])


def circumstance_told(entry: Row) -> tuple[Circumstance, str]:
    """Read a circumstance from the audit."""
    details = json.loads(entry["details"])
    return Circumstance(details["field"]), details["after"]


def last_measures(entries: Iterable[Row]) -> list[tuple[Any, ...]]:
    """What the table of measures must hold after all that the audit tells."""
    last = {after["requirement"]: after for entry in entries if (after := _after(entry))}
    return [
        (each["requirement"], each["due"], each["instruction"]) for _, each in sorted(last.items())
    ]


def file_names(act: ExpectedAct) -> list[tuple[str, str]]:
    """The kind and the name of each document of an act."""
    year, sequence = str(act.number).split("-")
    number = ActNumber(int(year), int(sequence))
    return [(kind.value, number.file_name(act.edition, kind)) for kind in act.documents]


def act_of(chat: Chat) -> dict[str, Any]:
    """The message that brings the last act: an order may come after it."""
    acts = (m for m in chat.documents[::-1] if m["document"]["file_name"].startswith("act-"))
    return next(acts)


def _after(entry: Row) -> Any:
    return json.loads(entry["details"])["after"]
