"""After an absence: everybody with something open sees where it stands, once."""

from collections.abc import Sequence
from enum import Enum

from bot.domain.people import PersonId
from bot.i18n import speaking
from bot.services.people import People
from bot.services.stores import DraftSummary
from bot.telegram.conversation import Conversation
from bot.telegram.reception import Reception
from bot.telegram.reply import Call, calls_for_chat
from bot.telegram.screens.home import away_note, long_away_note
from bot.telegram.states import Submitting


class Absence(Enum):
    """What of what people did in the meantime is gone."""

    TAPS_LOST = "taps"
    MESSAGES_LOST = "messages"


async def welcome(
    waiting: Sequence[PersonId], people: People, reception: Reception, absence: Absence
) -> list[Call]:
    """Draw the open screen of each person anew, with the reason why."""
    calls: list[Call] = []
    for number in waiting:
        person = await people.get(number)
        if person is None:
            continue
        conversation = await reception.open(person)
        if conversation.place.at(Submitting.sent) and not await _drafts(conversation):
            continue  # nothing is open: the act is sent
        with speaking(person.language):
            note = long_away_note() if absence is Absence.MESSAGES_LOST else away_note()
            screen = (await conversation.draw()).noting(f"🔄 {note}")
            calls += calls_for_chat(person.id, [screen])
    return calls


async def _drafts(conversation: Conversation) -> Sequence[DraftSummary]:
    return await conversation.services.inspections.drafts(conversation.person.id)
