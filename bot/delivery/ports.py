"""What the delivery needs from storage, and what it offers to those who have work for it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from bot.delivery.spoken import Speech


class Transactions(Protocol):
    """Makes a block of work all or nothing."""

    def transaction(self) -> AbstractAsyncContextManager[None]:
        """Keep everything of the block, or nothing of it."""
        ...

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        """Undo the block alone when it fails."""
        ...


class Updates(Protocol):
    """Remembers which updates were handled."""

    async def begin(self, update_id: int) -> bool:
        """Mark an update as handled; False when it was handled before."""
        ...

    async def bury(self, raw: Mapping[str, Any] | object, error: str) -> None:
        """Keep an update that cannot be handled."""
        ...


class Deferred(Protocol):
    """Keeps the updates of people who write faster than they are served."""

    async def add(self, update_id: int, person: int, raw: Any) -> None:
        """Keep an update for later; one that is here already stays as it is."""
        ...

    async def holds(self, person: int) -> bool:
        """Say whether something of this person waits."""
        ...

    async def take(self, update_id: int) -> bool:
        """Take an update out; False when it is not here."""
        ...

    async def heads(self) -> Sequence[tuple[int, int, Any]]:
        """Read the oldest update of each person: number, person, the update itself."""
        ...


class Bookmarks(Protocol):
    """Keeps small facts over a restart."""

    async def read(self, name: str) -> str | None:
        """Read what was kept under a name."""
        ...

    async def write(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        ...


class Row(Protocol):
    """One thing to say or do."""

    @property
    def id(self) -> int:
        """Its place in the order."""
        ...

    @property
    def lane(self) -> str:
        """The queue it stands in."""
        ...

    @property
    def kind(self) -> str:
        """A Bot API method or a job."""
        ...

    @property
    def payload(self) -> dict[str, Any]:
        """The parameters of the method."""
        ...

    @property
    def topic(self) -> str | None:
        """Who wants to hear what became of it."""
        ...

    @property
    def subject(self) -> str | None:
        """What it is about."""
        ...

    @property
    def tries(self) -> int:
        """How often in a row it failed with `error`."""
        ...

    @property
    def error(self) -> str | None:
        """With what kind of error it failed last."""
        ...

    @property
    def due_at(self) -> float:
        """When to try, in seconds since 1970."""
        ...


class Queue(Protocol):
    """Keeps what is to be said until it is said."""

    async def add(
        self,
        lane: str,
        kind: str,
        payload: Mapping[str, Any],
        topic: str | None = None,
        subject: str | None = None,
        delay: float = 0.0,
    ) -> None:
        """Put something in; `delay` in seconds."""
        ...

    async def heads(self) -> Sequence[Row]:
        """Read the oldest waiting row of each lane."""
        ...

    async def done(self, row: int) -> None:
        """Take out what was said."""
        ...

    async def postpone(self, row: int, due_at: float, error: str) -> None:
        """Try again later."""
        ...

    async def give_up(self, row: int, state: str, error: str) -> None:
        """Set aside what cannot be said."""
        ...

    async def rewrite(self, row: int, kind: str, payload: Mapping[str, Any]) -> None:
        """Say the same in another way."""
        ...

    async def move(self, lane: str, chat: int) -> None:
        """Say all that waits in a lane in another chat."""
        ...

    async def blocked(self) -> Sequence[str]:
        """List the lanes of which something is set aside as `blocked`."""
        ...

    async def revive(self, lane: str) -> bool:
        """Let what is set aside as `blocked` wait again; False when there is nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call: Telegram's result, or why it will never succeed."""

    result: Any = None
    failure: str | None = None


class Listener(Protocol):
    """Hears, inside a transaction, what became of the calls of one topic."""

    async def __call__(self, subject: str | None, outcome: Outcome) -> Speech:
        """Keep the outcome and tell what is to be said about it."""
        ...


class Job(Protocol):
    """Long work: the work itself outside of any transaction, its result kept inside one."""

    async def work(self, subject: str) -> Any:
        """Do it: files, network, printing; may be done again after a crash."""
        ...

    async def record(self, subject: str, result: Any) -> Speech:
        """Keep the result and tell what is to be said about it."""
        ...

    async def give_up(self, subject: str) -> Speech:
        """Leave things so that nobody waits for the job, and tell whom it concerns."""
        ...
