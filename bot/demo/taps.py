"""Taps on inline buttons, each of which the bot may answer once and soon."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from bot.demo.errors import bad_request
from bot.demo.payload import Payload

SECONDS_TO_ANSWER = 15
FIRST_QUERY = 4_000_000_000_000_000_001
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Tap:
    """One press of an inline button."""

    id: str
    person: str
    message_id: int
    data: str
    at: float
    answer: Payload | None = None
    revision: int = 0


class Taps:
    """All presses, in the order in which they came."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._by_id: dict[str, Tap] = {}
        self._next_id = FIRST_QUERY

    def add(self, person: str, message_id: int, data: str) -> Tap:
        """Remember a press."""
        tap = Tap(str(self._next_id), person, message_id, data, self._clock())
        self._next_id += 1
        self._by_id[tap.id] = tap
        return tap

    def answer(self, query_id: str, answer: Payload, revision: int) -> None:
        """Keep the bot's answer, unless it comes too late or twice."""
        tap = self._by_id.get(query_id)
        if tap is None or tap.answer is not None or self._too_old(tap):
            raise bad_request(TOO_OLD)
        tap.answer = answer
        tap.revision = revision

    def answered_after(self, revision: int) -> list[Tap]:
        """List the presses answered after a certain change."""
        return [tap for tap in self._by_id.values() if tap.revision > revision]

    def get(self, query_id: str) -> Tap:
        """Find a press by the id of its query."""
        return self._by_id[query_id]

    def _too_old(self, tap: Tap) -> bool:
        return self._clock() - tap.at > SECONDS_TO_ANSWER

    def clear(self) -> None:
        """Forget all presses, but never use an id twice."""
        self._by_id.clear()

    def dump(self) -> Payload:
        """Give the state to be saved."""
        return {"taps": [asdict(tap) for tap in self._by_id.values()], "next_id": self._next_id}

    def load(self, state: Payload) -> None:
        """Take over a saved state."""
        self._by_id = {saved["id"]: Tap(**{**saved, "revision": 0}) for saved in state["taps"]}
        self._next_id = state["next_id"]
