"""Sending an act to supervisors, and taking it back while nobody has decided."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.act import ActId
from bot.domain.errors import NotNow, ScreenIsStale
from bot.domain.people import Person, PersonId
from bot.domain.transitions import Action, Part, next_status
from bot.i18n import _
from bot.services.reviews import Reviews
from bot.services.submissions import Submissions, is_of_body
from bot.telegram import places
from bot.telegram.callbacks.acts import (
    ChooseSupervisors,
    SubmitAct,
    ToggleBody,
    ToggleSupervisor,
)
from bot.telegram.callbacks.review import WithdrawAct
from bot.telegram.cards import draw_card, too_late
from bot.telegram.conversation import Conversation
from bot.telegram.reply import Reply, Toast
from bot.telegram.supervision import redraw_messages, take_buttons_off


async def choose_supervisors(
    _press: CallbackQuery,
    callback_data: ChooseSupervisors,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
) -> Reply:
    """Ask to whom an act goes; the last choice is preselected."""
    act = await submissions.own_act(person, ActId(callback_data.act))
    next_status(act.inspection.status, Action.SUBMIT, Part.LEADER)
    available = {each.id for each in await submissions.supervisors(person, act)}
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


async def toggle_body(
    _press: CallbackQuery,
    callback_data: ToggleBody,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
) -> Reply:
    """Choose all supervisors of the own state body; when all are chosen, none of them."""
    act = await submissions.own_act(person, ActId(callback_data.act))
    available = await submissions.supervisors(person, act)
    body = {each.id for each in available if is_of_body(each, person.state_body)}
    chosen = _chosen(conversation, act.record.id)
    toggled = chosen - body if body <= chosen else chosen | body
    return [await conversation.go(places.choosing_supervisors(act.record.id, toggled))]


async def submit(
    _press: CallbackQuery,
    callback_data: SubmitAct,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
) -> Reply:
    """Send an act to the chosen supervisors; an older message with it loses its buttons."""
    act = ActId(callback_data.act)
    if conversation.place == places.submitted(act):
        return [await conversation.draw()]  # a double tap: it is on its way already
    former = await submissions.submit(person, act, _chosen(conversation, act))
    quieted = [call for each in former for call in take_buttons_off(each)]
    return [await conversation.go(places.submitted(act)), *quieted]


async def withdraw(
    _press: CallbackQuery,
    callback_data: WithdrawAct,
    conversation: Conversation,
    person: Person,
    submissions: Submissions,
    reviews: Reviews,
) -> Reply:
    """Take an act back; each supervisor's message says so."""
    await submissions.own_act(person, ActId(callback_data.act))
    try:
        act = await reviews.withdraw(person, ActId(callback_data.act))
    except (NotNow, ScreenIsStale) as error:
        return await too_late(conversation, ActId(callback_data.act), error)
    edits = await redraw_messages(conversation.services, act)
    card = await draw_card(conversation, act.record.id)
    return [Toast(_("Withdrawn. It can be sent again at any time.")), card, *edits]


def _chosen(conversation: Conversation, act: ActId) -> frozenset[PersonId]:
    place = conversation.place
    return place.chosen if place.data.get("act") == act else frozenset()


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(choose_supervisors, ChooseSupervisors.filter())
    router.callback_query.register(toggle_supervisor, ToggleSupervisor.filter())
    router.callback_query.register(toggle_body, ToggleBody.filter())
    router.callback_query.register(submit, SubmitAct.filter())
    router.callback_query.register(withdraw, WithdrawAct.filter())
    return router
