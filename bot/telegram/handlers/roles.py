"""Giving somebody another role or none, and handing open work over; administrators only."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.people import Person, PersonId, Role
from bot.i18n import speaking
from bot.services.people import People
from bot.services.submissions import Submissions
from bot.services.succession import HandedOver, Succession
from bot.telegram.callbacks.people import (
    AskHandOver,
    AskPromotion,
    AskRemoval,
    AskRole,
    ChangeRole,
    ChooseSuccessor,
    HandOver,
    KeepWork,
    RemovePerson,
    ReplacePerson,
)
from bot.telegram.commands import menu_for
from bot.telegram.conversation import Conversation
from bot.telegram.handlers.people import card_of
from bot.telegram.reply import Call, Notice, Reply, calls_for_chat
from bot.telegram.screens.person import (
    hand_over_screen,
    handed_over_note,
    open_work_screen,
    own_removal_screen,
    promotion_screen,
    received_text,
    removal_screen,
    removed_screen,
    role_changed_note,
    role_changed_text,
    role_screen,
    successors_screen,
)
from bot.telegram.supervision import tell_undecidable


async def ask_role(
    _press: CallbackQuery, callback_data: AskRole, conversation: Conversation, people: People
) -> Reply:
    """Ask which other role somebody gets."""
    found = await people.member(conversation.person, PersonId(callback_data.person))
    return [role_screen(found)]


async def ask_promotion(
    _press: CallbackQuery, callback_data: AskPromotion, conversation: Conversation, people: People
) -> Reply:
    """Ask once more: an administrator can do everything."""
    found = await people.member(conversation.person, PersonId(callback_data.person))
    return [promotion_screen(found, Role(callback_data.shown))]


async def change_role(
    _press: CallbackQuery,
    callback_data: ChangeRole,
    conversation: Conversation,
    people: People,
    submissions: Submissions,
) -> Reply:
    """Give the role; the person is told, and gets the commands that belong to it."""
    administrator, shown = conversation.person, Role(callback_data.shown)
    person, role = PersonId(callback_data.person), Role(callback_data.role)
    changed = await people.change_role(administrator, person, shown, role)
    if not changed.may(Role.SUPERVISOR):
        await submissions.recall(changed.id)
    stranded = await _stranded_by(conversation, changed, shown)
    await conversation.services.reminders.catch_up()
    note = role_changed_note(changed, shown)
    if changed.id == administrator.id:
        conversation.person = changed
        return [(await conversation.draw()).noting(note), menu_for(changed), *stranded]
    screen = await card_of(conversation, changed.id)
    with speaking(changed.language):
        told = calls_for_chat(changed.id, [Notice(role_changed_text(changed, shown))])
    return [screen.noting(note), menu_for(changed), *told, *stranded]


async def ask_removal(
    _press: CallbackQuery,
    callback_data: AskRemoval,
    conversation: Conversation,
    people: People,
    succession: Succession,
) -> Reply:
    """Ask once more: the effect is immediate; with open work, ask first what becomes of it."""
    found = await people.member(conversation.person, PersonId(callback_data.person))
    work = await succession.open_work(conversation.person, found.id)
    return [open_work_screen(found, work) if work.inspections else removal_screen(found)]


async def keep_work(
    _press: CallbackQuery, callback_data: KeepWork, conversation: Conversation, people: People
) -> Reply:
    """Ask once more about the removal alone."""
    found = await people.member(conversation.person, PersonId(callback_data.person))
    return [removal_screen(found)]


async def remove(
    _press: CallbackQuery,
    callback_data: RemovePerson,
    conversation: Conversation,
    people: People,
    submissions: Submissions,
) -> Reply:
    """Take the role away; what is on its way to the person is stopped, and its sender told."""
    role = Role(callback_data.role)
    removed = await people.remove(conversation.person, PersonId(callback_data.person), role)
    await submissions.recall(removed.id)
    stranded = await _stranded_by(conversation, removed, role)
    return [*_removed(conversation, removed, role), *stranded]


async def choose_successor(
    _press: CallbackQuery,
    callback_data: ChooseSuccessor,
    conversation: Conversation,
    people: People,
    succession: Succession,
) -> Reply:
    """Ask who takes the open work over."""
    card = await people.card(conversation.person, PersonId(callback_data.person))
    successors = await succession.successors(conversation.person, card.person.id)
    return [successors_screen(card.person, successors, callback_data.offset)]


async def ask_hand_over(
    _press: CallbackQuery,
    callback_data: AskHandOver,
    conversation: Conversation,
    people: People,
    succession: Succession,
) -> Reply:
    """Say what goes to whom, and ask once more."""
    administrator = conversation.person
    card = await people.card(administrator, PersonId(callback_data.person))
    successor = await people.member(administrator, PersonId(callback_data.successor))
    work = await succession.open_work(administrator, card.person.id)
    return [hand_over_screen(card.person, successor, work)]


async def replace_person(
    _press: CallbackQuery,
    callback_data: ReplacePerson,
    conversation: Conversation,
    succession: Succession,
    submissions: Submissions,
) -> Reply:
    """Take the role away and hand the open work over; the successor is told what came."""
    role = Role(callback_data.role)
    person, successor = PersonId(callback_data.person), PersonId(callback_data.successor)
    handed = await succession.replace(conversation.person, person, role, successor)
    await submissions.recall(person)
    told = [*_told(handed), *await _stranded_by(conversation, handed.former, role)]
    told += await _stranded_with(conversation, handed)
    return [*_removed(conversation, handed.former, role, handed), *told]


async def hand_over(
    _press: CallbackQuery,
    callback_data: HandOver,
    conversation: Conversation,
    succession: Succession,
) -> Reply:
    """Hand over what still waits for a former colleague."""
    person, successor = PersonId(callback_data.person), PersonId(callback_data.successor)
    handed = await succession.hand_over(conversation.person, person, successor)
    screen = await card_of(conversation, person)
    stranded = await _stranded_with(conversation, handed)
    return [screen.noting(handed_over_note(handed)), *_told(handed), *stranded]


def _removed(
    conversation: Conversation, removed: Person, role: Role, handed: HandedOver | None = None
) -> Reply:
    if removed.id == conversation.person.id:
        return [own_removal_screen(), menu_for(removed)]
    return [removed_screen(removed, role, handed), menu_for(removed)]


def _told(handed: HandedOver) -> list[Call]:
    if not handed.work.inspections:
        return []
    with speaking(handed.successor.language):
        return calls_for_chat(handed.successor.id, [Notice(received_text(handed))])


async def _stranded_by(conversation: Conversation, former: Person, before: Role) -> list[Call]:
    """Tell the inspectors whose acts waited for nobody but this former supervisor."""
    if before is Role.INSPECTOR or former.may(Role.SUPERVISOR):
        return []
    services = conversation.services
    left = await services.submissions.left_undecided(former.id)
    waited = [act for act in left if not act.inspection.is_done_by(former.id)]
    return await tell_undecidable(services, waited)


async def _stranded_with(conversation: Conversation, handed: HandedOver) -> list[Call]:
    """Tell the successor whose decision was waited for, and who leads the inspection now."""
    services = conversation.services
    left = await services.submissions.left_undecided(handed.successor.id)
    moved = {each.id for each in handed.work.inspections}
    return await tell_undecidable(services, [act for act in left if act.inspection.id in moved])


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.callback_query.register(ask_role, AskRole.filter())
    router.callback_query.register(ask_promotion, AskPromotion.filter())
    router.callback_query.register(change_role, ChangeRole.filter())
    router.callback_query.register(ask_removal, AskRemoval.filter())
    router.callback_query.register(keep_work, KeepWork.filter())
    router.callback_query.register(remove, RemovePerson.filter())
    router.callback_query.register(choose_successor, ChooseSuccessor.filter())
    router.callback_query.register(ask_hand_over, AskHandOver.filter())
    router.callback_query.register(replace_person, ReplacePerson.filter())
    router.callback_query.register(hand_over, HandOver.filter())
    return router
