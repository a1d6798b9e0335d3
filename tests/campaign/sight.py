"""What an inspector sees in the chat: the last messages of the bot and their buttons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from bot.demo.world import World

Found = TypeVar("Found")
LOOKED_BACK = 15
"""Nobody scrolls further up than this for the screen that is open."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot as it stands now."""

    message: dict[str, Any]
    revision: int

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def labels(self) -> dict[str, str]:
        """What its buttons carry, and what they say."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["callback_data"]: button["text"] for row in rows for button in row}

    def carrying(self, start: str) -> list[str]:
        """What those of its buttons carry whose data begins like this."""
        return [data for data in self.labels if data.startswith(start)]


class Stuck(Exception):
    """What was awaited never appeared in the chat: the answer to the last action is lost."""


class Sight:
    """Watches one chat."""

    def __init__(self, world: World, key: str, patience: float) -> None:
        self._world = world
        self._chat = world.chat(key)
        self._patience = patience
        self._since = 0
        self._given_up = False

    def blink(self) -> None:
        """Before an action: only what changes from now on is an answer to it."""
        self._since = self._world.changes.count

    async def see(self, what: str, find: Callable[[Seen], Found | None]) -> tuple[Seen, Found]:
        """Wait until a new message, the newest first, is what was awaited."""
        result: list[tuple[Seen, Found]] = []

        def appeared() -> bool:
            if self._given_up:
                raise TimeoutError
            result.extend(
                (seen, found) for seen in self._news() if (found := find(seen)) is not None
            )
            return bool(result)

        try:
            await self._world.wait_until(appeared, self._patience)
        except TimeoutError:
            shown = [(seen.id, seen.text[:60], list(seen.labels)) for seen in self._last(2)]
            raise Stuck(f"{self._chat.person.key} waits for {what}; sees {shown}") from None
        return result[0]

    def give_up(self) -> None:
        """Wait no longer: nothing will come any more."""
        self._given_up = True
        self._world.changes.announce()

    def _news(self) -> Iterator[Seen]:
        return (seen for seen in self._last(LOOKED_BACK) if seen.revision > self._since)

    def _last(self, count: int) -> Iterator[Seen]:
        posted = islice(reversed(self._chat.posted.values()), count)
        return (Seen(one.message, one.revision) for one in posted if one.message["from"]["is_bot"])
