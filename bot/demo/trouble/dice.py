"""When trouble comes: by chance with a seed, or by plan."""

import random
from collections import Counter
from collections.abc import Container, Mapping

from bot.demo.trouble.faults import LOST_ANSWERS, Fault, can_befall

NOTHING: Mapping[Fault, float] = {}


class Trouble:
    """Decides which call goes wrong, and how; can be switched off and on while the server runs.

    `chances` gives each kind its probability per call. Messages that hold the `words` are always
    refused. `seconds` is how long an absence, a block and a dribbling answer last. `only` names
    the calls, in small letters, that can go wrong by chance, and `blockers` the numbers of those
    who may block the bot; None is all of them.
    """

    def __init__(
        self,
        chances: Mapping[Fault, float] = NOTHING,
        seed: int = 0,
        *,
        words: str = "",
        seconds: float = 0.2,
        only: Container[str] | None = None,
        blockers: Container[int] | None = None,
    ) -> None:
        self.chances = dict(chances)
        self.words = words
        self.seconds = seconds
        self.only = only
        self.blockers = blockers
        self.is_on = True
        self.happened: Counter[tuple[Fault, str]] = Counter()
        self.dice = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
        self._planned: list[tuple[Fault, str | None]] = []

    def switch(self, *, on: bool) -> None:
        """Let calls go wrong, or let all go well from now on; plans are kept."""
        self.is_on = on

    def plan(self, fault: Fault, method: str | None = None, times: int = 1) -> None:
        """Let the next calls that can go wrong in this way do so, before chance decides."""
        self._planned += [(fault, method.lower() if method else None)] * times

    def next(self, call: str) -> Fault | None:
        """Decide about a call, named in small letters."""
        if not self.is_on:
            return None
        for place, (fault, method) in enumerate(self._planned):
            if can_befall(fault, call) and method in {None, call}:
                del self._planned[place]
                return fault
        return self._by_chance(call)

    def note(self, fault: Fault, call: str) -> None:
        """Count what has really happened."""
        self.happened[fault, call] += 1

    def times(self, fault: Fault, call: str | None = None) -> int:
        """Tell how often a fault has happened: to one call, or at all."""
        return sum(
            count
            for (kind, befallen), count in self.happened.items()
            if kind is fault and call in {None, befallen}
        )

    def lost_answers(self, call: str) -> int:
        """Tell how often a call was done without the bot hearing of it."""
        return sum(self.times(fault, call) for fault in LOST_ANSWERS)

    def _by_chance(self, call: str) -> Fault | None:
        if self.only is not None and call not in self.only:
            return None
        drawn = self.dice.random()
        for fault, chance in self.chances.items():
            if can_befall(fault, call) and fault is not Fault.REFUSED_WORDS:
                if drawn < chance:
                    return fault
                drawn -= chance
        return None
