"""How fast the bot may talk: Telegram tolerates short bursts, then about one message a second."""

import time
from collections.abc import Callable
from dataclasses import dataclass

MANY_LANES = 10_000


@dataclass(slots=True)
class _Bucket:
    allowance: float
    at: float


class Pace:
    """Counts messages per chat and over all chats; an allowance refills with time."""

    def __init__(
        self,
        chat_rate: float = 1.0,
        chat_burst: float = 10.0,
        overall_rate: float = 25.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._chat = (chat_rate, chat_burst)
        self._overall = (overall_rate, overall_rate)
        self._now = now
        self._buckets: dict[str, _Bucket] = {}
        self._all = _Bucket(overall_rate, now())

    def wait(self, lane: str) -> float:
        """Tell in how many seconds this lane may say something; 0 takes the allowance."""
        if len(self._buckets) > MANY_LANES:
            self._forget_full()
        bucket = self._buckets.setdefault(lane, _Bucket(self._chat[1], self._now()))
        pause = max(self._pause(bucket, *self._chat), self._pause(self._all, *self._overall))
        if pause <= 0:
            bucket.allowance -= 1
            self._all.allowance -= 1
            return 0.0
        return pause

    def pause_all(self, seconds: float) -> None:
        """Keep silent everywhere for so many seconds, as Telegram asked."""
        rate, burst = self._overall
        self._pause(self._all, rate, burst)  # the time until now must not shorten the silence
        self._all.allowance = min(self._all.allowance, 1 - seconds * rate)

    def _pause(self, bucket: _Bucket, rate: float, burst: float) -> float:
        now = self._now()
        bucket.allowance = min(burst, bucket.allowance + (now - bucket.at) * rate)
        bucket.at = now
        return max(0.0, (1 - bucket.allowance) / rate)

    def _forget_full(self) -> None:
        rate, burst = self._chat
        now = self._now()
        self._buckets = {
            lane: bucket
            for lane, bucket in self._buckets.items()
            if bucket.allowance + (now - bucket.at) * rate < burst
        }
