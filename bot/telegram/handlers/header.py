"""Filling in the header, one field a message."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.checklist import HeaderField
from bot.domain.errors import ScreenIsStale
from bot.domain.inspection import Inspection, InspectionId
from bot.domain.people import Person
from bot.domain.subject_number import check_subject_number
from bot.i18n import _
from bot.services.inspections import Inspections
from bot.telegram import places
from bot.telegram.callbacks.heading import (
    OpenHeader,
    PickDate,
    SkipHeader,
    TakeOverSubject,
    UseProfileBody,
)
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_location, has_text
from bot.telegram.reply import Reply, Screen
from bot.telegram.screens.header import header_value
from bot.telegram.screens.words import bold, esc
from bot.telegram.states import Filling

EARLIER_DAYS = 31


async def type_header(
    message: Message, conversation: Conversation, person: Person, inspections: Inspections
) -> Reply:
    """Keep what was typed for the field that was asked for."""
    place = conversation.place
    name = place.header_field
    draft = await inspections.type_header(person.id, place.inspection, name, message.text or "")
    screen = await _saved(conversation, draft, name)
    return [screen.noting(_note(draft, name))]


async def share_location(
    message: Message, conversation: Conversation, person: Person, inspections: Inspections
) -> Reply:
    """Keep a shared place as the address."""
    place, location = conversation.place, message.location
    if location is None or place.header_field is not HeaderField.ADDRESS:
        words = _("Here a location fits the address field only.")
        return [(await conversation.draw()).warning(words)]
    typed = f"{location.latitude:.6f}, {location.longitude:.6f}"
    draft = await inspections.type_header(person.id, place.inspection, HeaderField.ADDRESS, typed)
    screen = await _saved(conversation, draft, HeaderField.ADDRESS)
    return [screen.noting(_note(draft, HeaderField.ADDRESS))]


async def use_profile_body(
    _press: CallbackQuery,
    callback_data: UseProfileBody,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Take the state body from the profile."""
    inspection = InspectionId(callback_data.inspection)
    draft = await inspections.type_header(
        person.id, inspection, HeaderField.STATE_BODY, person.state_body or ""
    )
    return [await _saved(conversation, draft, HeaderField.STATE_BODY)]


async def pick_date(
    _press: CallbackQuery,
    callback_data: PickDate,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Date the appointment act today or on an earlier day."""
    if not 0 <= callback_data.days_ago <= EARLIER_DAYS:
        raise ScreenIsStale
    day = inspections.today() - timedelta(days=callback_data.days_ago)
    draft = await inspections.date_appointment(
        person.id, InspectionId(callback_data.inspection), day
    )
    return [await _saved(conversation, draft, HeaderField.APPOINTMENT_DATE)]


async def open_header(
    _press: CallbackQuery,
    callback_data: OpenHeader,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Go to a field of the header."""
    draft = await inspections.led(person.id, InspectionId(callback_data.inspection))
    return [await conversation.go(places.header(draft.id, callback_data.name), draft)]


async def skip_header(
    _press: CallbackQuery,
    callback_data: SkipHeader,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Leave a field as it is; from a filled one go through all, so that each can be corrected."""
    draft = await inspections.led(person.id, InspectionId(callback_data.inspection))
    following = _after(callback_data.name)
    if following is not None and draft.header.value(callback_data.name) is not None:
        return [await conversation.go(places.header(draft.id, following), draft)]
    return [await conversation.after_header(draft, callback_data.name)]


async def take_over_subject(
    _press: CallbackQuery,
    callback_data: TakeOverSubject,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Use name and address of an earlier inspection of the same subject, or not."""
    inspection = InspectionId(callback_data.inspection)
    if callback_data.agreed:
        draft = await inspections.take_over_subject(person.id, inspection)
    else:
        draft = await inspections.led(person.id, inspection)
    return [await conversation.after_header(draft, HeaderField.SUBJECT_NUMBER)]


def _after(name: HeaderField) -> HeaderField | None:
    fields = list(HeaderField)
    ahead = fields[fields.index(name) + 1 :]
    return ahead[0] if ahead else None


async def _saved(conversation: Conversation, draft: Inspection, name: HeaderField) -> Screen:
    number = HeaderField.SUBJECT_NUMBER
    if name is number and await conversation.services.inspections.known_subject(draft):
        return await conversation.go(places.known_subject(draft.id), draft)
    return await conversation.after_header(draft, name)


def _note(draft: Inspection, name: HeaderField) -> str:
    """Show a value back: of a number its last digits, and what looks odd about it."""
    saved = "✅ " + _("Saved: %(value)s") % {"value": bold(header_value(draft.header, name))}
    number = draft.header.subject_number
    if name is not HeaderField.SUBJECT_NUMBER or number is None:
        return saved
    if not check_subject_number(number, draft.checklist.subject_number).odd_date:
        return saved
    hint = _("The date part of the number is unusual. Compare it with the document.")
    return f"{saved}\n💡 {esc(hint)}"


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    asking = StateFilter(Filling.header)
    router.message.register(type_header, asking, has_text)
    router.message.register(share_location, asking, has_location)
    router.callback_query.register(use_profile_body, UseProfileBody.filter())
    router.callback_query.register(pick_date, PickDate.filter())
    router.callback_query.register(open_header, OpenHeader.filter())
    router.callback_query.register(skip_header, SkipHeader.filter())
    router.callback_query.register(take_over_subject, TakeOverSubject.filter())
    return router
