"""How fast the bot may talk: Telegram tolerates short bursts, then about one message a second."""

import time

from bot.delivery.allowance import Allowance, Allowances, Now


class Pace:
    """Counts messages per chat and over all chats."""

    def __init__(
        self,
        chat_rate: float = 1.0,
        chat_burst: float = 10.0,
        overall_rate: float = 25.0,
        now: Now = time.monotonic,
    ) -> None:
        self._chats = Allowances(chat_rate, chat_burst, now)
        self._overall = Allowance(overall_rate, overall_rate, now)

    def wait(self, lane: str) -> float:
        """Tell in how many seconds this lane may say something; 0 takes the allowance."""
        chat = self._chats.of(lane)
        pause = max(chat.pause(), self._overall.pause())
        if pause <= 0:
            chat.take()
            self._overall.take()
        return pause

    def pause_all(self, seconds: float) -> None:
        """Keep silent everywhere for so many seconds, as Telegram asked."""
        self._overall.withhold(seconds)
