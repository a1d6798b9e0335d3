"""Naming co-inspectors; they and the leader are told of each other at once."""

from collections.abc import Callable, Iterable
from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person, PersonId, Role
from bot.i18n import _, speaking
from bot.services.acts import FinishedAct
from bot.services.inspections import Inspections
from bot.services.participants import Participants, Toggled
from bot.telegram import places
from bot.telegram.callbacks.participants import OpenParticipants, ToggleParticipant
from bot.telegram.conversation import Conversation
from bot.telegram.reply import Call, Reply, Toast, message
from bot.telegram.screens.participants import (
    added_message,
    author_of,
    changed_message,
    finished_message,
    removed_message,
)

Told = tuple[str, InlineKeyboardMarkup | None]


async def open_participants(
    _press: CallbackQuery,
    callback_data: OpenParticipants,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Show who may inspect together with the leader."""
    draft = await inspections.led(person.id, InspectionId(callback_data.inspection))
    return [await conversation.go(places.participants(draft.id, callback_data.offset), draft)]


async def toggle_participant(
    _press: CallbackQuery,
    callback_data: ToggleParticipant,
    conversation: Conversation,
    person: Person,
    participants: Participants,
) -> Reply:
    """Add or remove a co-inspector, and tell that one."""
    inspection = InspectionId(callback_data.inspection)
    change = participants.add if callback_data.add else participants.remove
    toggled = await change(person.id, inspection, PersonId(callback_data.person))
    place = places.participants(inspection, callback_data.offset)
    screen = await conversation.go(place, toggled.draft)
    names = {"name": author_of(toggled.colleague)}
    if not toggled.has_changed:
        return [screen]
    words = _("Added: %(name)s") if callback_data.add else _("Removed: %(name)s")
    return [Toast(words % names), screen, *_told(person, toggled, added=callback_data.add)]


async def tell_finished(participants: Participants, leader: Person, act: FinishedAct) -> list[Call]:
    """Tell the co-inspectors that there is an act now."""
    record, name = act.record, author_of(leader)
    return tell(
        await participants.others(act.inspection, leader.id),
        lambda: finished_message(act.inspection, name, record.number, record.id),
    )


async def tell_changed(
    participants: Participants, author: Person, draft: Inspection, requirement: str
) -> list[Call]:
    """Tell a colleague whose answer was changed what it says now."""
    calls: list[Call] = []
    for change in await participants.changed_answers(draft, requirement, author.id):
        calls += tell([change.colleague], partial(changed_message, change, author_of(author)))
    return calls


def tell(people: Iterable[Person], words: Callable[[], Told]) -> list[Call]:
    """Say something to each in the own language; not as a screen: its button stays."""
    calls = []
    for person in people:
        with speaking(person.language):
            text, rows = words()
            calls.append(Call(message(person.id, text, rows)))
    return calls


def _told(leader: Person, toggled: Toggled, *, added: bool) -> list[Call]:
    colleague = toggled.colleague
    if not colleague.may(Role.INSPECTOR):
        return []
    words = added_message if added else removed_message
    return tell([colleague], partial(words, toggled.draft, author_of(leader)))


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(open_participants, OpenParticipants.filter())
    router.callback_query.register(toggle_participant, ToggleParticipant.filter())
    return router
