"""What the handlers of terms share: is the dialog open, and what is shown after it."""

from aiogram.fsm.state import State

from bot.domain.act import ActId
from bot.domain.people import Person
from bot.services.deadlines import OrderTerms
from bot.telegram.conversation import Conversation
from bot.telegram.places import Place
from bot.telegram.reply import Screen
from bot.telegram.screens.deadlines import deadline_screen
from bot.telegram.states import Settling

SETTLING = (Settling.proof, Settling.extension, Settling.failure)


def is_open(place: Place, act: ActId, requirement: str, version: int, *states: State) -> bool:
    """Say whether this dialog about a term is open."""
    if not place.at(*states):
        return False
    return (place.act, place.requirement, place.version) == (act, requirement, version)


def is_done_already(order: OrderTerms, requirement: str, version: int, person: Person) -> bool:
    """Say whether the same person has just changed the term: the button was pressed twice."""
    deadline = order.deadline(requirement)
    return deadline.version == version + 1 and deadline.settled_by == person.id


async def leave_settling(conversation: Conversation) -> None:
    """Return to where the conversation was before a dialog about a term."""
    if conversation.place.at(*SETTLING):
        await conversation.after_check()


def show_deadline(conversation: Conversation, order: OrderTerms, requirement: str) -> Screen:
    """Draw one violation of an order as things stand now."""
    services = conversation.services
    today = services.deadlines.today()
    return deadline_screen(order, order.deadline(requirement), today, services.clock.local)
