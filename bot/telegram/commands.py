"""The commands of the bot, by role, and how they are registered with Telegram."""

from aiogram.enums import BotCommandScopeType
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.domain.people import Person, Role
from bot.i18n import _, speaking
from bot.telegram.reply import Call


def commands_for(person: Person) -> dict[str, str]:
    """Name each command that a person may use, with its description in the present language."""
    commands = {"start": _("Start, or return to where you were")}
    if person.may(Role.INSPECTOR):
        commands |= {
            "new": _("New inspection"),
            "continue": _("Continue an open inspection"),
            "acts": _("Finished acts"),
            "verify": _("Check whether an act is genuine"),
            "cancel": _("Cancel what is open"),
            "profile": _("Your name, position and state body"),
        }
    if person.may(Role.ADMIN):
        commands |= {"people": _("Who uses the bot, and in which role")}
        commands |= {"invite": _("Invite a colleague")}
    return commands | {"lang": _("Language"), "help": _("Help")}


def menu_for(person: Person) -> Call:
    """Register the menu of one chat in the language chosen with /lang."""
    with speaking(person.language):
        commands = [
            BotCommand(command=name, description=text)
            for name, text in commands_for(person).items()
        ]
    scope = BotCommandScopeChat(type=BotCommandScopeType.CHAT, chat_id=person.id)
    return Call(SetMyCommands(commands=commands, scope=scope))
