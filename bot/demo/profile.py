"""How the bot presents itself: names, descriptions, commands."""

import json
from dataclasses import asdict, dataclass, field

from bot.demo.payload import Payload
from bot.demo.people import Person

BOT_ID = 7_000_000_001
BOT_NAME = "Tekseru"
BOT_USERNAME = "tekseru_demo_bot"


@dataclass(slots=True)
class Profile:
    """Everything about the bot itself, per language and scope."""

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    commands: dict[str, list[Payload]] = field(default_factory=dict)
    menu_buttons: dict[str, Payload] = field(default_factory=dict)

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Keep a name or description; an empty one is taken away."""
        self.texts.setdefault(kind, {})[language] = text

    def text(self, kind: str, language: str) -> str:
        """Tell a name or description in a language, else in none in particular."""
        texts = self.texts.get(kind, {})
        return texts.get(language) or texts.get("") or ""

    @property
    def name(self) -> str:
        """The name in no particular language."""
        return self.text("name", "") or BOT_NAME

    def commands_for(self, person: Person) -> list[Payload]:
        """Tell which commands the person's phone lists: the narrowest scope and language."""
        chat = scope_key({"type": "chat", "chat_id": person.id})
        scopes = (chat, scope_key({"type": "all_private_chats"}), scope_key({"type": "default"}))
        keys = [
            command_key(scope, language)
            for scope in scopes
            for language in (person.language_code.split("-")[0], "")
        ]
        return next((self.commands[key] for key in keys if key in self.commands), [])

    def as_user(self) -> Payload:
        """Show the bot as the sender of a message."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": self.name,
            "username": BOT_USERNAME,
        }

    def as_me(self) -> Payload:
        """Show the bot as `getMe` does."""
        abilities = {
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        return {**self.as_user(), **abilities}

    def clear(self) -> None:
        """Become a bot that was never set up."""
        self.texts.clear()
        self.commands.clear()
        self.menu_buttons.clear()

    def dump(self) -> Payload:
        """Give the state to be saved."""
        return asdict(self)

    def load(self, state: Payload) -> None:
        """Take over a saved state."""
        self.texts = state["texts"]
        self.commands = state["commands"]
        self.menu_buttons = state["menu_buttons"]


def scope_key(scope: Payload) -> str:
    """Name a scope."""
    return json.dumps(scope, sort_keys=True)


def command_key(scope: str, language: str) -> str:
    """Name the place of one list of commands."""
    return f"{language}|{scope}"
