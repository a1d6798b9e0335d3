"""Methods by which the bot presents itself: names, descriptions, commands, menu."""

import re
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.methods.method import Action, Method
from bot.demo.parameters import Parameters
from bot.demo.payload import Payload
from bot.demo.profile import command_key, scope_key
from bot.demo.world import World

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
SCOPES = {
    "default": frozenset({"type"}),
    "all_private_chats": frozenset({"type"}),
    "all_group_chats": frozenset({"type"}),
    "all_chat_administrators": frozenset({"type"}),
    "chat": frozenset({"type", "chat_id"}),
}
MENU_BUTTONS = frozenset({"default", "commands"})
LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _parameters: Parameters) -> Payload:
    """Tell who the bot is."""
    return world.profile.as_me()


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Keep the commands of one scope and language."""
    commands = parameters.json("commands")
    if not isinstance(commands, list):
        raise bad_request('parameter "commands" must be an Array')
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = place_of_commands(world, parameters)
    if commands:
        world.profile.commands[key] = [checked_command(command) for command in commands]
    else:
        world.profile.commands.pop(key, None)
    world.changes.announce()
    return True


def checked_command(command: Any) -> Payload:
    """Check one command: its name and its description."""
    if not isinstance(command, dict) or command.keys() - {"command", "description"}:
        raise bad_request("can't parse commands: Expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(world: World, parameters: Parameters) -> list[Payload]:
    """Tell the commands of exactly this scope and language."""
    return world.profile.commands.get(place_of_commands(world, parameters), [])


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Forget the commands of one scope and language."""
    world.profile.commands.pop(place_of_commands(world, parameters), None)
    world.changes.announce()
    return True


def place_of_commands(world: World, parameters: Parameters) -> str:
    """Name the scope and language a call is about."""
    scope = parameters.object("scope") or {"type": "default"}
    if SCOPES.get(str(scope.get("type"))) != scope.keys():
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        world.known_chat(str(scope["chat_id"]))
        scope = {**scope, "chat_id": int(scope["chat_id"])}
    return command_key(scope_key(scope), language_of(parameters))


def language_of(parameters: Parameters) -> str:
    """Read an ISO 639-1 code, or none."""
    language = parameters.text("language_code") or ""
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language


def setter_of(kind: str) -> Action:
    """Make the method that keeps a name or description."""

    def keep(world: World, parameters: Parameters) -> bool:
        text = (parameters.text(kind) or "").strip()
        if len(text) > LONGEST[kind]:
            raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
        world.profile.set_text(kind, language_of(parameters), text)
        world.changes.announce()
        return True

    return keep


def getter_of(kind: str) -> Action:
    """Make the method that tells a name or description."""

    def tell(world: World, parameters: Parameters) -> Payload:
        text = world.profile.text(kind, language_of(parameters))
        return {kind: world.profile.name if kind == "name" and not text else text}

    return tell


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Choose what the button beside the text field does."""
    chat_id = parameters.text("chat_id") or ""
    if chat_id:
        world.known_chat(chat_id)
    button = parameters.object("menu_button") or {"type": "default"}
    if button.get("type") not in MENU_BUTTONS or button.keys() != {"type"}:
        raise bad_request("can't parse menu button: Unsupported type specified")
    world.profile.menu_buttons[chat_id] = button
    world.changes.announce()
    return True


PLACE = frozenset({"scope", "language_code"})
METHODS = (
    Method("getMe", get_me),
    Method("setMyCommands", set_my_commands, PLACE | {"commands"}),
    Method("getMyCommands", get_my_commands, PLACE),
    Method("deleteMyCommands", delete_my_commands, PLACE),
    Method("setChatMenuButton", set_chat_menu_button, frozenset({"chat_id", "menu_button"})),
    Method("setMyName", setter_of("name"), frozenset({"name", "language_code"})),
    Method("getMyName", getter_of("name"), frozenset({"language_code"})),
    Method(
        "setMyDescription",
        setter_of("description"),
        frozenset({"description", "language_code"}),
    ),
    Method("getMyDescription", getter_of("description"), frozenset({"language_code"})),
    Method(
        "setMyShortDescription",
        setter_of("short_description"),
        frozenset({"short_description", "language_code"}),
    ),
    Method("getMyShortDescription", getter_of("short_description"), frozenset({"language_code"})),
)
