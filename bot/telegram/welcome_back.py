"""After an absence: everybody with something open sees where it stands, once."""

from collections.abc import Sequence

from bot.domain.people import PersonId
from bot.i18n import speaking
from bot.services.people import People
from bot.telegram.reception import Reception
from bot.telegram.reply import Call, calls_for_chat
from bot.telegram.screens.home import away_note


async def welcome_back(
    waiting: Sequence[PersonId], people: People, reception: Reception
) -> list[Call]:
    """Draw the open screen of each person anew, with the reason why."""
    calls: list[Call] = []
    for number in waiting:
        person = await people.get(number)
        if person is None:
            continue
        conversation = await reception.open(person)
        with speaking(person.language):
            screen = (await conversation.draw()).noting(f"🔄 {away_note()}")
            calls += calls_for_chat(person.id, [screen])
    return calls
