"""The private chat of one person with the bot."""

from dataclasses import dataclass, field

from bot.demo.payload import Payload
from bot.demo.people import Person


@dataclass(slots=True)
class Posted:
    """A message that stands in a chat, and the change that made it what it is."""

    message: Payload
    revision: int
    reaction: list[Payload] = field(default_factory=list)


@dataclass(slots=True)
class Chat:
    """Messages by their ids, and what the phone shows around them."""

    person: Person
    posted: dict[int, Posted] = field(default_factory=dict)
    deleted: dict[int, int] = field(default_factory=dict)
    next_id: int = 1
    started: bool = False
    blocked: bool = False
    reply_keyboard: Payload | None = None
    action: str | None = None
    action_until: float = 0

    @property
    def messages(self) -> list[Payload]:
        """All messages that stand in the chat, oldest first."""
        return [posted.message for posted in self.posted.values()]

    @property
    def bot_messages(self) -> list[Payload]:
        """The messages of the bot, oldest first."""
        return [message for message in self.messages if message["from"]["is_bot"]]

    def add(self, message: Payload, revision: int) -> None:
        """Put a message at the end."""
        self.posted[message["message_id"]] = Posted(message, revision)

    def replace(self, message: Payload, revision: int) -> None:
        """Show a message in its new form, at its old place."""
        posted = self.posted[message["message_id"]]
        posted.message = message
        posted.revision = revision

    def remove(self, message_id: int, revision: int) -> None:
        """Take a message away."""
        del self.posted[message_id]
        self.deleted[message_id] = revision

    def new_id(self) -> int:
        """Give the next message its number."""
        number = self.next_id
        self.next_id += 1
        return number

    def empty(self) -> None:
        """Become a chat in which nothing was ever said."""
        self.posted.clear()
        self.deleted.clear()
        self.next_id = 1
        self.started = self.blocked = False
        self.reply_keyboard = self.action = None
        self.action_until = 0
