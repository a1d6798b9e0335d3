"""Telling the circumstances of an inspection, one at a time or as suggested."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.circumstance_rules import CircumstanceValue
from bot.domain.circumstances import Acquaintance, Circumstance
from bot.domain.errors import ScreenIsStale
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person
from bot.services.inspections import Inspections
from bot.services.ports import Clock
from bot.services.proceedings import Proceedings
from bot.telegram import places
from bot.telegram.callbacks.proceedings import (
    ChooseCircumstance,
    OpenCircumstance,
    OpenCircumstances,
)
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.reply import Reply
from bot.telegram.screens.circumstances import ADDRESS, NOBODY, NOW, TODAY, YESTERDAY
from bot.telegram.states import Filling


async def open_circumstances(
    _press: CallbackQuery,
    callback_data: OpenCircumstances,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Show all circumstances."""
    draft = await inspections.led(person.id, InspectionId(callback_data.inspection))
    return [await conversation.go(places.circumstances(draft.id), draft)]


async def open_circumstance(
    _press: CallbackQuery,
    callback_data: OpenCircumstance,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Go to one circumstance."""
    draft = await inspections.led(person.id, InspectionId(callback_data.inspection))
    return [await conversation.go(places.circumstance(draft.id, callback_data.name), draft)]


async def choose_circumstance(
    _press: CallbackQuery,
    callback_data: ChooseCircumstance,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
    proceedings: Proceedings,
) -> Reply:
    """Keep what a button says."""
    inspection = InspectionId(callback_data.inspection)
    draft = await inspections.led(person.id, inspection)
    clock = conversation.services.clock
    value = _value(draft, callback_data.name, callback_data.choice, clock)
    draft = await proceedings.note(person.id, inspection, callback_data.name, value)
    return [await conversation.go(places.circumstances(draft.id), draft)]


async def type_circumstance(
    message: Message, conversation: Conversation, person: Person, proceedings: Proceedings
) -> Reply:
    """Keep what was typed for the circumstance that was asked for."""
    place = conversation.place
    name, typed = place.circumstance, message.text or ""
    draft = await proceedings.tell(person.id, place.inspection, name, typed)
    return [await conversation.go(places.circumstances(draft.id), draft)]


def _value(draft: Inspection, name: Circumstance, choice: str, clock: Clock) -> CircumstanceValue:
    now = clock.local(clock.now())
    values: dict[tuple[Circumstance, str], CircumstanceValue | None] = {
        (Circumstance.STARTED_AT, NOW): now.replace(second=0, microsecond=0),
        (Circumstance.PLACE, ADDRESS): draft.header.address,
        (Circumstance.COLLEAGUES, NOBODY): (),
    }
    for day in (Circumstance.PERIOD_START, Circumstance.PERIOD_END):
        values[day, TODAY] = now.date()
        values[day, YESTERDAY] = now.date() - timedelta(days=1)
    for each in Acquaintance:
        values[Circumstance.ACQUAINTANCE, each.value] = each
    value = values.get((name, choice))
    if value is None:
        raise ScreenIsStale
    return value


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(open_circumstances, OpenCircumstances.filter())
    router.callback_query.register(open_circumstance, OpenCircumstance.filter())
    router.callback_query.register(choose_circumstance, ChooseCircumstance.filter())
    router.message.register(type_circumstance, StateFilter(Filling.circumstance), has_text)
    return router
