"""How the bot introduces itself to Telegram: menus and descriptions in every language."""

from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription, TelegramMethod
from aiogram.types import BotCommand

from bot.domain.language import Language
from bot.domain.people import Person, PersonId
from bot.i18n import _, speaking
from bot.telegram.commands import commands_for
from bot.telegram.reply import Call

NOBODY = PersonId(0)


def introduction(default: Language) -> list[Call]:
    """All calls that register menus and descriptions; once more without a language for others."""
    spoken = [(language, language.value) for language in Language]
    calls: list[Call] = []
    for language, code in [*spoken, (default, None)]:
        with speaking(language):
            calls += [Call(method) for method in _methods(code)]
    return calls


def _methods(code: str | None) -> list[TelegramMethod[bool]]:
    commands = [
        BotCommand(command=name, description=text)
        for name, text in commands_for(Person(NOBODY, Language.KAZAKH)).items()
    ]
    description = _(
        "Official inspections by checklist, right in the chat: answer each requirement, add photos,"
        " get the act as PDF. For invited staff only. Answers and photos are kept by the state body"
        " that runs this bot."
    )
    short = _("Official inspections by checklist, with the act as PDF. For invited staff.")
    language = {"language_code": code} if code else {}
    return [
        SetMyCommands(commands=commands, **language),  # type: ignore[arg-type]
        SetMyDescription(description=description, **language),
        SetMyShortDescription(short_description=short, **language),
    ]
