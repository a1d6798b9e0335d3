"""Beginning, resuming and cancelling an inspection."""

from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.inspection import InspectionId
from bot.domain.people import Person
from bot.i18n import _
from bot.services.inspections import Inspections
from bot.services.participants import Participants
from bot.telegram.callbacks.inspections import BeginInspection, CancelDraft, OpenDraft, RestoreDraft
from bot.telegram.conversation import Conversation
from bot.telegram.handlers.participants import tell
from bot.telegram.places import HOME
from bot.telegram.reply import Call, Reply, Toast, message
from bot.telegram.screens.home import cancelled_message
from bot.telegram.screens.participants import author_of, called_off_message, restored_message


async def begin(
    _press: CallbackQuery,
    callback_data: BeginInspection,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Open a draft with the chosen checklist."""
    if not person.introduced:
        return [await conversation.go(HOME)]
    return [await conversation.resume(await inspections.begin(person, callback_data.checklist))]


async def open_draft(
    _press: CallbackQuery,
    callback_data: OpenDraft,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Go on where an inspection stands."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    return [await conversation.resume(draft)]


async def cancel(
    _press: CallbackQuery,
    callback_data: CancelDraft,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
    participants: Participants,
) -> Reply:
    """Put a draft away, with a way back; co-inspectors are told."""
    draft = await inspections.cancel(person.id, InspectionId(callback_data.inspection))
    if conversation.place.data.get("inspection") == draft.id:
        await conversation.go(HOME)
    # Not a screen: its button stays, however much is said below it.
    way_back = message(person.id, *cancelled_message(draft))
    others = await participants.others(draft, person.id)
    told = tell(others, partial(called_off_message, draft, author_of(person)))
    return [await conversation.draw(), Call(way_back), *told]


async def restore(
    _press: CallbackQuery,
    callback_data: RestoreDraft,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
    participants: Participants,
) -> Reply:
    """Bring a cancelled draft back; co-inspectors are told."""
    draft = await inspections.restore(person.id, InspectionId(callback_data.inspection))
    others = await participants.others(draft, person.id)
    told = tell(others, partial(restored_message, draft, author_of(person)))
    return [Toast(_("The inspection is back.")), await conversation.resume(draft), *told]


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(begin, BeginInspection.filter())
    router.callback_query.register(open_draft, OpenDraft.filter())
    router.callback_query.register(cancel, CancelDraft.filter())
    router.callback_query.register(restore, RestoreDraft.filter())
    return router
