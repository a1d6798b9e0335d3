"""The queue of updates, with the offsets and life times of Telegram's own."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from bot.demo.changes import Changes
from bot.demo.errors import conflict
from bot.demo.payload import Payload

MOST_UPDATES = 100
LONGEST_POLL = 50
FIRST_UPDATE = 100_000_001
DAY = 24 * 60 * 60
LIFE_TIME = {"callback_query": 150}
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that the bot has not acknowledged yet."""

    update_id: int
    kind: str
    content: Payload
    since: float

    def as_update(self) -> Payload:
        """Show it as a Bot API `Update`."""
        return {"update_id": self.update_id, self.kind: self.content}


class UpdateQueue:
    """Keeps every update until it is acknowledged or too old."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: list[Waiting] = []
        self._next_id = FIRST_UPDATE
        self._arrivals = Changes()
        self._turn = 0
        self._released = False
        self.allowed: list[str] = []
        self.webhook = ""

    @property
    def pending(self) -> int:
        """Count the updates that are neither acknowledged nor too old."""
        self._forget_old()
        return len(self._waiting)

    def add(self, kind: str, content: Payload) -> int | None:
        """Queue an update if the bot wants its kind, and tell its number."""
        if not self._wanted(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append(Waiting(update_id, kind, content, self._clock()))
        self._arrivals.announce()
        return update_id

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    def release(self) -> None:
        """End a long poll that is under way, with nothing to tell."""
        self._released = True
        self._end_polls()

    async def poll(self, offset: int, limit: int, patience: int) -> list[Payload]:
        """Acknowledge what lies before the offset, then wait for updates and hand them out."""
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        self._released = False
        self._end_polls()
        turn = self._turn
        self._acknowledge(offset)
        await self._wait_for_updates(turn, min(max(patience, 0), LONGEST_POLL))
        if self._turn != turn:
            if self._released:
                return []
            raise conflict(TERMINATED)
        return [waiting.as_update() for waiting in self._waiting[: limit_of(limit)]]

    def _end_polls(self) -> None:
        self._turn += 1
        self._arrivals.announce()

    async def _wait_for_updates(self, turn: int, patience: int) -> None:
        try:
            await self._arrivals.wait_until(lambda: self.pending or self._turn != turn, patience)
        except TimeoutError:
            return

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            del self._waiting[: max(len(self._waiting) + offset, 0)]
        else:
            self._waiting = [one for one in self._waiting if one.update_id >= offset]

    def _forget_old(self) -> None:
        now = self._clock()
        self._waiting = [
            one for one in self._waiting if now - one.since <= LIFE_TIME.get(one.kind, DAY)
        ]

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED

    def dump(self) -> Payload:
        """Give the state to be saved."""
        return {
            "waiting": [asdict(one) for one in self._waiting],
            "next_id": self._next_id,
            "allowed": self.allowed,
            "webhook": self.webhook,
        }

    def load(self, state: Payload) -> None:
        """Take over a saved state."""
        self._waiting = read_waiting(state["waiting"])
        self._next_id = state["next_id"]
        self.allowed = state["allowed"]
        self.webhook = state["webhook"]


def limit_of(limit: int) -> int:
    """Bring the wanted count of updates into Telegram's bounds."""
    return limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES


def read_waiting(saved: Iterable[Payload]) -> list[Waiting]:
    """Turn saved updates back into waiting ones."""
    return [Waiting(**one) for one in saved]
