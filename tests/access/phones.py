"""What the tests of access share: a clock that can be set, strangers, dumps of everything kept."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from aiogram.types import Update

from bot.app.stores import DATABASE_FILE
from bot.delivery.spoken import Spoken
from tests.office import Chat, Office

STRANGER = "This bot is for invited staff only. Ask your administrator for an invitation link."
INVALID = "This link is not valid, or was used, or expired."
NUMBERS = count(700_000_000)
NOT_KEPT = ("outsider", "bookmark", "processed_update", "sqlite_sequence")


class SetClock:
    """A clock that stands until it is set, and begins at the present.

    The stores forget what is old by the real clock, whenever they come to it.
    """

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.time

    def local(self, moment: datetime) -> datetime:
        """The same moment: the agency is in Greenwich."""
        return moment

    def move(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)


async def feed(office: Office, **content: Any) -> list[Spoken]:
    """Hand one raw update to the running bot's own desk; give what is said at once."""
    poller = office.app._poller
    assert poller is not None
    raw = {"update_id": next(NUMBERS), **content}
    Update.model_validate(raw)  # a test with a malformed update would show nothing
    immediate = await poller._desk.handle([raw])
    assert office.app.outbox is not None
    office.app.outbox.say_at_once(immediate)
    await office.settle()
    return immediate


def sent(office: Office, key: str, **content: Any) -> dict[str, Any]:
    """A message as a person sends it in the own chat."""
    person = office.world.person(key)
    return {
        "message_id": next(NUMBERS),
        "date": 1_790_000_000,
        "from": person.as_user(),
        "chat": person.as_chat(),
        **content,
    }


def typed(office: Office, key: str, text: str, **more: Any) -> dict[str, Any]:
    """A text as a person sends it in the own chat."""
    return sent(office, key, text=text, **more)


def pressed(office: Office, key: str, data: str, **more: Any) -> dict[str, Any]:
    """A press of a button in the own chat."""
    person = office.world.person(key)
    bot = office.world.profile.as_user()
    screen = {"message_id": 1, "date": 1_790_000_000, "from": bot, "chat": person.as_chat()}
    query = {"id": str(next(NUMBERS)), "from": person.as_user(), "chat_instance": "1"}
    return {**query, "message": {**screen, "text": "…"}, "data": data, **more}


async def dump(office: Office) -> dict[str, list[Any]]:
    """Everything in the database."""
    tables = await office.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {
        row["name"]: [tuple(each) for each in await office.rows(f"SELECT * FROM {row['name']}")]
        for row in tables
    }


def unchanged(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> bool:
    """Say whether nothing was kept but the counters of strangers."""
    return all(before[name] == after[name] for name in before if name not in NOT_KEPT)


def raw_bytes(folder: Path) -> bytes:
    """Everything that is on disk of the database, its log included."""
    files = [folder / f"{DATABASE_FILE}{end}" for end in ("", "-wal")]
    return b"".join(each.read_bytes() for each in files if each.exists())


async def invitation(admin: Chat, role: str) -> str:
    """Make an invitation as an administrator does and give the payload of its link."""
    await admin.send("/invite")
    await admin.press(role)
    notice = next(m["text"] for m in reversed(admin.messages) if "?start=" in m.get("text", ""))
    return str(notice).split("?start=")[1].split()[0]


def said_to(office: Office, key: str) -> list[str]:
    """Every message that the bot has written to somebody."""
    return [str(m.get("text") or m.get("caption")) for m in office.chat(key).messages]
