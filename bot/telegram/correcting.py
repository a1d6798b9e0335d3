"""The dialogs about corrections: drawing them, and telling those concerned."""

from typing import TYPE_CHECKING

from bot.domain.errors import BrokenRule
from bot.domain.people import Person, Role
from bot.domain.review import Review
from bot.i18n import speaking
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.telegram.reply import Call, Screen, message
from bot.telegram.screens.corrections import (
    asking_screen,
    declined_notice,
    reason_for_correction_screen,
    request_notice,
    unlocking_screen,
)
from bot.telegram.states import Correcting

if TYPE_CHECKING:
    from bot.telegram.conversation import Conversation, Services

CORRECTING = (Correcting.reason, Correcting.asking, Correcting.unlocking)


async def draw_correcting(conversation: "Conversation") -> Screen:
    """Draw the dialog that is open; when it has become pointless, what was open before."""
    place, person = conversation.place, conversation.person
    services = conversation.services
    try:
        if place.at(Correcting.unlocking):
            found = await services.corrections.may_unlock(person, place.act)
            asked = await services.reviews.asked(found)
            return unlocking_screen(found, asked, services.clock.local)
        if place.at(Correcting.asking):
            return asking_screen(await services.corrections.may_ask(person, place.act))
        return reason_for_correction_screen(await services.corrections.may_begin(person, place.act))
    except BrokenRule:
        return await conversation.go(place.former)


async def tell_deciders(
    services: "Services", act: FinishedAct, asked: Review, deciders: list[Person]
) -> list[Call]:
    """Tell those who decide that a correction is asked for; the buttons stay."""
    said = Said(asked, await services.people.get(asked.author))
    calls = []
    for person in deciders:
        with speaking(person.language):
            text, rows = request_notice(act, said, services.clock.local)
        calls.append(Call(message(person.id, text, rows)))
    return calls


async def tell_declined(services: "Services", act: FinishedAct, declined: Review) -> list[Call]:
    """Tell the inspector, and the others who might have decided, that an act stays as it is."""
    said = Said(declined, await services.people.get(declined.author))
    others = await services.corrections.deciders(act)
    leader = await services.people.get(act.inspection.inspector)
    calls = []
    for person in (leader, *others):
        if person is None or person.id == declined.author or not person.may(Role.INSPECTOR):
            continue
        with speaking(person.language):
            text, rows = declined_notice(act, said, services.clock.local)
        calls.append(Call(message(person.id, text, rows)))
    return calls
