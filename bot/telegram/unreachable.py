"""Telling the administrators whom the bot cannot reach any more."""

from bot.domain.people import PersonId
from bot.i18n import _, speaking
from bot.services.people import People
from bot.telegram.reply import Call, Notice, calls_for_chat
from bot.telegram.screens.words import esc


async def tell_administrators(people: People, person: PersonId) -> list[Call]:
    """Say that somebody has blocked the bot, or never started it; strangers concern nobody."""
    lost = await people.get(person)
    if lost is None or lost.role is None:
        return []
    calls: list[Call] = []
    for administrator in await people.administrators():
        if administrator.id != person:
            with speaking(administrator.language):
                text = _(
                    "🔕 %(name)s cannot be reached: the bot is blocked there, or was never started."
                    " What waits is sent as soon as it is opened again."
                ) % {"name": esc(lost.full_name or str(lost.id))}
                calls += calls_for_chat(administrator.id, [Notice(text)])
    return calls
