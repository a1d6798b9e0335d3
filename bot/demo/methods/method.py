"""One method of the Bot API."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, TypeAlias

from bot.demo.parameters import Parameters
from bot.demo.world import World

Action: TypeAlias = Callable[[World, Parameters], Any | Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name, what it does and which parameters it knows."""

    name: str
    action: Action
    known: frozenset[str] = frozenset()

    async def run(self, world: World, parameters: Parameters) -> Any:
        """Do it; raises `ApiError` when Telegram would refuse."""
        parameters.refuse_unknown(self.known)
        outcome = self.action(world, parameters)
        return await outcome if isawaitable(outcome) else outcome
