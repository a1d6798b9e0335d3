"""Allowances that refill with time: so many at once, then so many a second (token buckets)."""

import time
from collections.abc import Callable, Hashable

MANY_KEYS = 10_000

Now = Callable[[], float]


class Allowance:
    """What may still be taken at this moment; never more than `burst`, refilled at `rate` a second.

    Time is monotonic seconds, so that a clock that is set neither blocks nor frees anybody.
    """

    __slots__ = ("_at", "_burst", "_left", "_now", "_rate")

    def __init__(self, rate: float, burst: float, now: Now = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._left = burst
        self._at = now()

    def pause(self) -> float:
        """Tell in how many seconds one may be taken; 0 when at once."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        return max(0.0, (1 - self._left) / self._rate)

    def take(self) -> None:
        """Use one up."""
        self._left -= 1

    def withhold(self, seconds: float) -> None:
        """Give nothing for so many seconds; a longer silence that is under way stays."""
        self.pause()  # the time until now must not shorten the silence
        self._left = min(self._left, 1 - seconds * self._rate)

    @property
    def is_full(self) -> bool:
        """Whether it tells no more about the past than a new one would."""
        self.pause()
        return self._left >= self._burst


class Allowances:
    """One allowance per key; those that are full again are forgotten."""

    def __init__(self, rate: float, burst: float, now: Now = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._known: dict[Hashable, Allowance] = {}

    def of(self, key: Hashable) -> Allowance:
        """Find the allowance of a key; a new key has a full one."""
        if len(self._known) > MANY_KEYS:
            self._known = {name: each for name, each in self._known.items() if not each.is_full}
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Allowance(self._rate, self._burst, self._now)
        return found
