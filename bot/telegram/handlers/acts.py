"""The review, finishing, and what can be done with a finished act."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.act import ActId
from bot.domain.errors import DueTooEarly, GapsLeft, ScreenIsStale
from bot.domain.inspection import InspectionId
from bot.domain.people import Person, PersonId
from bot.i18n import _
from bot.services.acts import Acts
from bot.services.inspections import Inspections
from bot.services.submissions import Submissions
from bot.telegram import places
from bot.telegram.callbacks.acts import (
    ChooseCopy,
    ChooseSupervisors,
    ListActs,
    OpenAct,
    PrintCopy,
    SubmitAct,
    ToggleSupervisor,
)
from bot.telegram.callbacks.answering import OpenReview
from bot.telegram.callbacks.inspections import Finish, PrintIn
from bot.telegram.conversation import Conversation
from bot.telegram.errors import words_for
from bot.telegram.places import HOME, Place
from bot.telegram.reply import Reply, Toast
from bot.telegram.screens.acts import ACTS_PER_PAGE, acts_screen, copy_screen, printing_screen


async def open_review(
    _press: CallbackQuery,
    callback_data: OpenReview,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Show what is filled in and what is missing."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    return [await conversation.go(places.review(draft.id), draft)]


async def finish(
    _press: CallbackQuery,
    callback_data: Finish,
    conversation: Conversation,
    person: Person,
    inspections: Inspections,
) -> Reply:
    """Ask for the language of the act."""
    draft = await inspections.draft(person.id, InspectionId(callback_data.inspection))
    if draft.version != callback_data.version:
        raise ScreenIsStale
    if any(gap.blocking for gap in draft.gaps()):
        raise GapsLeft
    return [await conversation.go(places.act_language(draft.id), draft)]


async def print_in(
    _press: CallbackQuery,
    callback_data: PrintIn,
    conversation: Conversation,
    person: Person,
    acts: Acts,
) -> Reply:
    """Finish the inspection; the act follows as soon as it is printed."""
    inspection = InspectionId(callback_data.inspection)
    if await acts.is_finished(person, inspection):
        return [_sending()]  # a double tap: the act is on its way already
    try:
        act = await acts.finish(person, inspection, callback_data.version, callback_data.edition)
    except DueTooEarly as error:
        place = await _first_too_early(conversation, inspection, error)
        return [Toast(words_for(error), alert=True), await conversation.go(place)]
    await conversation.go(HOME)
    return [printing_screen(act.record.number)]


async def list_acts(
    _press: CallbackQuery, callback_data: ListActs, conversation: Conversation, person: Person
) -> Reply:
    """Show finished acts from a place in the list."""
    services = conversation.services
    offset = max(0, callback_data.offset)
    found = await services.acts.visible_to(person, ACTS_PER_PAGE + 1, offset)
    return [acts_screen(found, offset, services.clock.local)]


async def open_act(
    _press: CallbackQuery, callback_data: OpenAct, person: Person, acts: Acts
) -> Reply:
    """Send an act's file once more, in its own language."""
    found = await acts.get(person, ActId(callback_data.act))
    await acts.reprint(person, found.record.id)
    return [_sending()]


async def choose_copy(
    _press: CallbackQuery, callback_data: ChooseCopy, person: Person, acts: Acts
) -> Reply:
    """Ask in which language an act is printed again."""
    return [copy_screen(await acts.get(person, ActId(callback_data.act)))]


async def print_copy(
    _press: CallbackQuery,
    callback_data: PrintCopy,
    conversation: Conversation,
    person: Person,
    acts: Acts,
) -> Reply:
    """Print an act in another language: same number, marked as a copy."""
    await acts.reprint(person, ActId(callback_data.act), callback_data.edition)
    return [_sending(), await conversation.draw()]


async def choose_supervisors(
    _press: CallbackQuery,
    callback_data: ChooseSupervisors,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
) -> Reply:
    """Ask to whom an act goes; the last choice is preselected."""
    act = await submissions.own_act(person, ActId(callback_data.act))
    supervisors = await conversation.services.people.supervisors_for(person.id)
    available = {supervisor.id for supervisor in supervisors}
    chosen = available & set(await submissions.last_choice(person.id))
    if len(available) == 1:
        chosen = available
    place = places.choosing_supervisors(act.record.id, frozenset(chosen))
    return [await conversation.go(place)]


async def toggle_supervisor(
    _press: CallbackQuery,
    callback_data: ToggleSupervisor,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
) -> Reply:
    """Choose a supervisor, or not."""
    act = await submissions.own_act(person, ActId(callback_data.act))
    chosen = _chosen(conversation, act.record.id)
    toggled = chosen ^ {PersonId(callback_data.supervisor)}
    return [await conversation.go(places.choosing_supervisors(act.record.id, toggled))]


async def submit(
    _press: CallbackQuery,
    callback_data: SubmitAct,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
) -> Reply:
    """Send an act to the chosen supervisors."""
    act = ActId(callback_data.act)
    if conversation.place == places.submitted(act):
        return [await conversation.draw()]  # a double tap: it is on its way already
    await submissions.submit(person, act, _chosen(conversation, act))
    return [await conversation.go(places.submitted(act))]


async def _first_too_early(
    conversation: Conversation, inspection: InspectionId, error: DueTooEarly
) -> Place:
    """Where the term is given that has become too short since it was set."""
    draft = await conversation.services.inspections.draft(conversation.person.id, inspection)
    number = next(n for n in draft.violations if draft.measures[n].due < error.earliest)
    return places.elimination(draft.id, number)


def _chosen(conversation: Conversation, act: ActId) -> frozenset[PersonId]:
    place = conversation.place
    return place.chosen if place.data.get("act") == act else frozenset()


def _sending() -> Toast:
    return Toast(_("The act is being printed and arrives in a moment."))


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(open_review, OpenReview.filter())
    router.callback_query.register(finish, Finish.filter())
    router.callback_query.register(print_in, PrintIn.filter())
    router.callback_query.register(list_acts, ListActs.filter())
    router.callback_query.register(open_act, OpenAct.filter())
    router.callback_query.register(choose_copy, ChooseCopy.filter())
    router.callback_query.register(print_copy, PrintCopy.filter())
    router.callback_query.register(choose_supervisors, ChooseSupervisors.filter())
    router.callback_query.register(toggle_supervisor, ToggleSupervisor.filter())
    router.callback_query.register(submit, SubmitAct.filter())
    return router
