"""All that the small Telegram knows."""

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.demo.changes import Changes
from bot.demo.chats import Chat
from bot.demo.errors import ApiError, bad_request, forbidden, moved
from bot.demo.files import Files
from bot.demo.payload import Payload
from bot.demo.people import Person, ready_people
from bot.demo.profile import BOT_USERNAME, Profile
from bot.demo.taps import Taps
from bot.demo.updates import UpdateQueue

CALLS_REMEMBERED = 100_000
ACTION_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Bot API that was answered: with a result or with an error."""

    method: str
    parameters: Payload
    result: Any = None
    error: ApiError | None = None


class World:
    """Persons, chats, files, updates: the state behind the Bot API and the chat page."""

    def __init__(
        self, people: Iterable[Person] | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.clock = clock
        self.changes = Changes()
        self.updates = UpdateQueue(clock)
        self.taps = Taps(clock)
        self.files = Files()
        self.profile = Profile()
        residents = ready_people() if people is None else people
        self.chats = {person.id: Chat(person) for person in residents}
        self.life = uuid4().hex
        self.moved: dict[int, int] = {}
        self.failures: dict[str, deque[ApiError]] = defaultdict(deque)
        self.lost_answers: Counter[str] = Counter()
        self._calls: deque[Call] = deque(maxlen=CALLS_REMEMBERED)

    @property
    def calls(self) -> Sequence[Call]:
        """All calls so far, oldest first, but for the `getUpdates` that went well."""
        return tuple(self._calls)

    @property
    def pending_updates(self) -> int:
        """Count the updates that the bot has not acknowledged yet."""
        return self.updates.pending

    @property
    def people(self) -> list[Person]:
        """All persons."""
        return [chat.person for chat in self.chats.values()]

    @property
    def bot_username(self) -> str:
        """The name after the @."""
        return BOT_USERNAME

    @property
    def revision(self) -> int:
        """The number of the change that is being made."""
        return self.changes.count + 1

    def person(self, key: str) -> Person:
        """Find a person by key; raises `KeyError`."""
        return self.chat(key).person

    def chat(self, key: str) -> Chat:
        """Find the chat of a person by key; raises `KeyError`."""
        for chat in self.chats.values():
            if chat.person.key == key:
                return chat
        raise KeyError(key)

    def messages(self, key: str) -> list[Payload]:
        """List what stands in a person's chat, oldest first."""
        return self.chat(key).messages

    def known_chat(self, chat_id: str) -> Chat:
        """Find the chat a call names."""
        number = int(chat_id) if chat_id.lstrip("-").isdecimal() else 0
        if number in self.moved:
            raise moved(self.moved[number])
        former = {new: old for old, new in self.moved.items()}
        chat = self.chats.get(former.get(number, number))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: str) -> Chat:
        """Find the chat a call names, if the bot may write there."""
        chat = self.known_chat(chat_id)
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def post(self, chat: Chat, sender: Payload, content: Payload) -> Payload:
        """Put a new message into a chat."""
        message = {
            "message_id": chat.new_id(),
            "from": sender,
            "chat": chat.person.as_chat(),
            "date": int(self.clock()),
            **content,
        }
        chat.add(message, self.revision)
        self.changes.announce()
        return message

    def edit(self, chat: Chat, message: Payload) -> Payload:
        """Show a message in its new form."""
        edited = {**message, "edit_date": int(self.clock())}
        chat.replace(edited, self.revision)
        self.changes.announce()
        return edited

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message away."""
        chat.remove(message_id, self.revision)
        self.changes.announce()

    def notify(self, kind: str, content: Payload) -> None:
        """Queue an update for the bot."""
        self.updates.add(kind, content)
        self.changes.announce()

    def fail_next(self, method: str, error: ApiError, times: int = 1) -> None:
        """Let the next calls of a method fail, for tests of what the bot does then."""
        self.failures[method.lower()].extend([error] * times)

    def lose_next_answer(self, method: str) -> None:
        """Let the next call of a method be done while its answer gets lost on the way."""
        self.lost_answers[method.lower()] += 1

    def record(self, call: Call) -> None:
        """Remember a call."""
        self._calls.append(call)
        self.changes.announce()

    async def wait_until(self, predicate: Callable[[], object], timeout: float = 5) -> None:  # noqa: ASYNC109 - callers name their own patience
        """Return as soon as the predicate holds; raises `TimeoutError` when it does not in time."""
        await self.changes.wait_until(predicate, timeout)

    def start_over(self) -> None:
        """Forget all that was said, sent and set up; numbers of updates and taps go on."""
        self.life = uuid4().hex
        for chat in self.chats.values():
            chat.empty()
        self.updates.clear()
        self.taps.clear()
        self.files.clear()
        self.moved.clear()
        self.profile.clear()
        self.failures.clear()
        self.lost_answers.clear()
        self._calls.clear()
        self.changes.announce()
