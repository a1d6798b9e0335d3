"""Phones that tap as fast as the bot answers, and remember how long each answer took."""

import json
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Tekseru", "username": "tekseru_load_bot"}
LANGUAGE = "kk"
MESSAGE = 10
"""Each phone has one message of the bot, edited in place."""
DATE = 1_795_000_000
PREFERRED = ("u:", "a:", "k:")
"""Undo when it is offered, else answer: the two alternate and a checklist never runs out."""

Post = Callable[[dict[str, Any]], None]


class Phone:
    """One inspector in mid-checklist."""

    def __init__(self, chat: int, first_press: str, *, sees_edits: bool = True) -> None:
        self.chat = chat
        self.press = first_press
        self.text = "…"
        self.keyboard: dict[str, Any] = {"inline_keyboard": []}
        self.pressed_at = 0.0
        self.awaited: set[str] = set()
        self._sees_edits = sees_edits
        self._taps = 0

    def tap(self) -> dict[str, Any]:
        """Press the button and tell the update that follows."""
        self._taps += 1
        self.awaited = {"answer", "edit"} if self._sees_edits else {"answer"}
        self.pressed_at = time.perf_counter()
        return {
            "callback_query": {
                "id": f"{self.chat}:{self._taps}",
                "from": self._person(),
                "message": self.message(),
                "chat_instance": str(self.chat),
                "data": self.press,
            }
        }

    def edit(self, text: str, keyboard: str | dict[str, Any]) -> None:
        """Show the new screen and choose the next button on it."""
        self.text = text
        self.keyboard = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
        offered = [
            str(button["callback_data"])
            for row in self.keyboard["inline_keyboard"]
            for button in row
        ]
        found = (data for prefix in PREFERRED for data in offered if data.startswith(prefix))
        self.press = next(found, self.press)

    def message(self) -> dict[str, Any]:
        """The bot's message as it stands now."""
        return {
            "message_id": MESSAGE,
            "from": BOT,
            "chat": {"id": self.chat, "type": "private", "first_name": "Гүлнұр"},
            "date": DATE,
            "edit_date": DATE,
            "text": self.text,
            "reply_markup": self.keyboard,
        }

    def _person(self) -> dict[str, Any]:
        return {
            "id": self.chat,
            "is_bot": False,
            "first_name": "Гүлнұр",
            "last_name": "Әбілқасымова",
            "language_code": LANGUAGE,
        }


class Load:
    """So many taps with so many in flight; meanwhile acts are printed, if anybody asks for them."""

    def __init__(
        self,
        post: Post,
        phones: Iterable[Phone],
        printers: Iterable[Phone],
        taps: int,
        acts_in_flight: int,
    ) -> None:
        self._post = post
        self._resting = deque(phones)
        self._printers = deque(printers)
        self._printing: set[int] = set()
        self._under_way: dict[int, Phone] = {}
        self._left = taps
        self._acts_in_flight = acts_in_flight
        self._begun_at = 0.0
        self._ended_at = 0.0
        self.acts = 0
        self.milliseconds: list[float] = []

    def begin(self, in_flight: int) -> None:
        """Press the first buttons."""
        self._begun_at = time.perf_counter()
        for _ in range(self._acts_in_flight):
            self._print_next()
        for _ in range(min(in_flight, len(self._resting))):
            self._tap_next()

    @property
    def is_over(self) -> bool:
        """Whether all was answered, and every act has arrived."""
        return not (self._left or self._under_way or self._printing)

    @property
    def seconds(self) -> float:
        """How long the taps took, all together."""
        return self._ended_at - self._begun_at

    def done(self, chat: int, what: str) -> None:
        """Note that one half of what a phone waits for has come."""
        phone = self._under_way.get(chat)
        if phone is None:
            return
        phone.awaited.discard(what)
        if phone.awaited:
            return
        self._ended_at = time.perf_counter()
        self.milliseconds.append((self._ended_at - phone.pressed_at) * 1000)
        del self._under_way[chat]
        self._resting.append(phone)
        self._tap_next()

    def act_arrived(self, chat: int) -> None:
        """Let the next inspector finish, as long as there are taps to be measured."""
        self.acts += 1
        self._printing.discard(chat)
        if self._left:
            self._print_next()

    def _tap_next(self) -> None:
        if self._left and self._resting:
            self._left -= 1
            phone = self._resting.popleft()
            self._under_way[phone.chat] = phone
            self._post(phone.tap())

    def _print_next(self) -> None:
        if self._printers:
            phone = self._printers.popleft()
            self._printing.add(phone.chat)
            self._post(phone.tap())
