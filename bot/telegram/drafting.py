"""Draws the screens of a draft, each as its place and its viewer want it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from bot.domain.checklist import HeaderField
from bot.domain.inspection import Inspection
from bot.domain.transitions import part_of
from bot.telegram import places
from bot.telegram.places import LEADERS_STEPS
from bot.telegram.reply import Screen
from bot.telegram.screens.authors import Viewer
from bot.telegram.screens.circumstances import circumstance_screen, circumstances_screen
from bot.telegram.screens.elimination import elimination_screen
from bot.telegram.screens.header import header_screen, known_subject_screen
from bot.telegram.screens.participants import participants_screen
from bot.telegram.screens.question import question_screen, reason_screen, violation_screen
from bot.telegram.screens.review import act_language_screen, review_screen
from bot.telegram.states import Filling

if TYPE_CHECKING:
    from bot.telegram.conversation import Conversation


async def draw_draft(conversation: "Conversation", draft: Inspection) -> Screen:
    """Draw a draft at the present place; who does not lead it is led away from what is not his.

    Raises `KeyError` when the place is none of a draft.
    """
    place, leads = conversation.place, draft.is_led_by(conversation.person.id)
    if place.at(*LEADERS_STEPS) and not leads:
        return await conversation.resume(draft)
    return await DRAWERS[place.state](conversation, draft)


async def viewer_of(conversation: "Conversation", inspection: Inspection) -> Viewer:
    """Tell what the person is to an inspection, and who else answers there."""
    names = await conversation.services.participants.names(inspection)
    person = conversation.person
    return Viewer(part_of(person, inspection, received=False), person.id, names)


async def _header(conversation: "Conversation", draft: Inspection) -> Screen:
    return header_screen(draft, conversation.place.header_field, conversation.person)


async def _known_subject(conversation: "Conversation", draft: Inspection) -> Screen:
    subject = await conversation.services.inspections.known_subject(draft)
    if subject is None:
        return await conversation.after_header(draft, HeaderField.SUBJECT_NUMBER)
    return known_subject_screen(draft, subject)


async def _question(conversation: "Conversation", draft: Inspection) -> Screen:
    place, viewer = conversation.place, await viewer_of(conversation, draft)
    return question_screen(draft, place.requirement, viewer, place.undoable)


async def _violation(conversation: "Conversation", draft: Inspection) -> Screen:
    viewer = await viewer_of(conversation, draft)
    return violation_screen(draft, conversation.place.requirement, viewer)


async def _reason(conversation: "Conversation", draft: Inspection) -> Screen:
    return reason_screen(draft, conversation.place.requirement)


async def _review(conversation: "Conversation", draft: Inspection) -> Screen:
    viewer = await viewer_of(conversation, draft)
    return review_screen(draft, viewer, conversation.place.undoable)


async def _language(conversation: "Conversation", draft: Inspection) -> Screen:
    if conversation.place.data.get("version", draft.version) != draft.version:
        # Something has changed since the review: that is to be seen before it is finished.
        return await conversation.go(places.review(draft.id), draft)
    return act_language_screen(draft)


async def _circumstances(conversation: "Conversation", draft: Inspection) -> Screen:
    return circumstances_screen(draft, conversation.services.clock.local)


async def _circumstance(conversation: "Conversation", draft: Inspection) -> Screen:
    place, clock = conversation.place, conversation.services.clock
    return circumstance_screen(draft, place.circumstance, clock.local)


async def _participants(conversation: "Conversation", draft: Inspection) -> Screen:
    participants = conversation.services.participants
    choices = await participants.choices(conversation.person, draft)
    return participants_screen(draft, choices, conversation.place.offset)


async def _elimination(conversation: "Conversation", draft: Inspection) -> Screen:
    today = conversation.services.inspections.today()
    return elimination_screen(draft, conversation.place.requirement, today)


DRAWERS: Mapping[str | None, Callable[["Conversation", Inspection], Awaitable[Screen]]] = {
    Filling.header.state: _header,
    Filling.known_subject.state: _known_subject,
    Filling.question.state: _question,
    Filling.violation.state: _violation,
    Filling.reason.state: _reason,
    Filling.circumstances.state: _circumstances,
    Filling.circumstance.state: _circumstance,
    Filling.participants.state: _participants,
    Filling.elimination.state: _elimination,
    Filling.review.state: _review,
    Filling.language.state: _language,
}
