"""The commands, typed or tapped; they work at any moment and lose nothing."""

from collections.abc import Awaitable, Callable, Mapping

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotAllowed
from bot.domain.people import Person, Role
from bot.domain.transitions import Action
from bot.i18n import _, speaking
from bot.services.people import People
from bot.telegram.callbacks.anywhere import ChooseLanguage, Leave, RunCommand, Stay
from bot.telegram.commands import menu_for
from bot.telegram.conversation import Conversation
from bot.telegram.drafting import viewer_of
from bot.telegram.handlers.acts import draw_first_list
from bot.telegram.handlers.people import list_people
from bot.telegram.handlers.verification import verify
from bot.telegram.places import HOME, PROFILE_STEPS
from bot.telegram.reply import Call, Notice, Reply, Toast, calls_for_chat
from bot.telegram.screens.home import (
    cancel_screen,
    checklists_screen,
    drafts_screen,
    help_text,
    language_screen,
)
from bot.telegram.screens.participants import left_note
from bot.telegram.screens.profile import (
    invite_screen,
    joined_text,
    profile_screen,
    welcome_note,
)
from bot.telegram.screens.verification import verified_text

INVITATION = "i_"
VERIFICATION = "v_"


async def start(_message: Message, command: CommandObject, conversation: Conversation) -> Reply:
    """Welcome, or where one stands; with an invitation, join; with a print's code, verify it."""
    payload = command.args or ""
    if payload.startswith(INVITATION):
        return await _join(conversation, payload.removeprefix(INVITATION))
    if payload.startswith(VERIFICATION):
        return await _tell_of_code(conversation, payload.removeprefix(VERIFICATION))
    return [await conversation.draw(), menu_for(conversation.person)]


async def new(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Choose a checklist; an open inspection stays a draft."""
    if not conversation.person.introduced:
        screen = await conversation.draw()
        return [screen.noting(_("First tell us who you are: it is printed in every act."))]
    await conversation.go(HOME)
    return [checklists_screen(await conversation.services.inspections.checklists())]


async def resume(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Go on with the only open inspection, or choose among several."""
    inspections = conversation.services.inspections
    drafts = await inspections.drafts(conversation.person.id)
    if len(drafts) == 1:
        draft = await inspections.draft(conversation.person.id, drafts[0].id)
        if conversation.place.data.get("inspection") == draft.id:
            return [await conversation.draw()]
        return [await conversation.resume(draft)]
    return [drafts_screen(drafts)]


async def acts(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """List finished acts; for a supervisor first what waits for a decision."""
    return [await draw_first_list(conversation)]


async def language(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:  # noqa: ARG001 - all commands look alike
    """Choose the language."""
    return [language_screen()]


async def choose_language(
    _press: CallbackQuery,
    callback_data: ChooseLanguage,
    conversation: Conversation,
    people: People,
) -> Reply:
    """Speak another language from now on; the open screen is drawn anew, nothing else changes."""
    person = await people.choose_language(conversation.person, callback_data.language)
    conversation.person = person
    with speaking(person.language):
        screen = await conversation.draw()
        return [Toast(_("Language: English")), screen, menu_for(person)]


async def help_(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Explain the bot."""
    return [Notice(help_text(conversation.person)), await conversation.draw()]


async def profile(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Show the profile."""
    if not conversation.person.introduced:
        return [await conversation.draw()]
    return [profile_screen(conversation.person)]


async def invite(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Invite a colleague; administrators only."""
    if not conversation.person.may(Role.ADMIN):
        raise NotAllowed
    return [invite_screen()]


async def cancel(_event: Message | CallbackQuery, conversation: Conversation) -> Reply:
    """Cancel what is open, after asking when something was entered."""
    inspections = conversation.services.inspections
    place = conversation.place
    if "inspection" in place.data:
        draft = await inspections.draft(conversation.person.id, place.inspection)
        viewer = await viewer_of(conversation, draft)
        if not viewer.may(Action.CANCEL, draft):
            note = left_note(viewer.name(draft.inspector))
            return [(await conversation.go(HOME)).noting(note)]
        corrects = draft.correction is not None
        return [cancel_screen(draft.id, draft.header.subject_name, corrects=corrects)]
    if "former" in place.data:
        return [await conversation.after_check()]
    if place.state is None or (place.at(*PROFILE_STEPS) and not conversation.person.introduced):
        return [(await conversation.draw()).noting(_("There is nothing to cancel."))]
    return [await conversation.go(HOME)]


async def stay(_press: CallbackQuery, conversation: Conversation) -> Reply:
    """Go on where one was."""
    return [await conversation.draw()]


async def leave(_press: CallbackQuery, conversation: Conversation) -> Reply:
    """Leave the dialog; a draft stays as it is."""
    return [await conversation.go(HOME)]


COMMANDS: Mapping[str, Callable[[Message | CallbackQuery, Conversation], Awaitable[Reply]]] = {
    "new": new,
    "continue": resume,
    "acts": acts,
    "verify": verify,
    "lang": language,
    "help": help_,
    "profile": profile,
    "people": list_people,
    "invite": invite,
    "cancel": cancel,
}


async def run_command(
    press: CallbackQuery, callback_data: RunCommand, conversation: Conversation
) -> Reply:
    """Do what a command does, with one tap."""
    handler = COMMANDS.get(callback_data.command)
    return await handler(press, conversation) if handler else [await conversation.draw()]


async def _join(conversation: Conversation, token: str) -> Reply:
    services = conversation.services
    joined = await services.doorkeeper.admit(conversation.person, token)
    if joined is None:
        return []
    person = conversation.person = joined.person
    await services.reminders.catch_up()  # of who comes back
    inviter = await services.people.inviter(person.id)
    if person.introduced:
        screen = await conversation.draw()
    else:
        body = inviter.state_body if inviter else None
        screen = await conversation.introduce({"state_body": body} if body else {})
    name = person.full_name or conversation.telegram_name or str(person.id)
    told = _tell_inviter(inviter, person, name)
    return [screen.noting(welcome_note(person)), menu_for(person), *told]


async def _tell_of_code(conversation: Conversation, code: str) -> Reply:
    services = conversation.services
    verified = await services.verification.code(code)
    return [Notice(verified_text(verified, services.clock.local)), await conversation.draw()]


def _tell_inviter(inviter: Person | None, person: Person, name: str) -> list[Call]:
    if inviter is None or inviter.id == person.id:
        return []
    with speaking(inviter.language):
        return calls_for_chat(inviter.id, [Notice(joined_text(name, person))])


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    # A mention is ignored: in a private chat it can only be this bot's, and to compare it aiogram
    # would ask Telegram who the bot is.
    router.message.register(start, CommandStart(ignore_mention=True))
    for name, handler in COMMANDS.items():
        router.message.register(handler, Command(name, ignore_mention=True))
    router.callback_query.register(run_command, RunCommand.filter())
    router.callback_query.register(choose_language, ChooseLanguage.filter())
    router.callback_query.register(stay, Stay.filter())
    router.callback_query.register(leave, Leave.filter())
    return router
