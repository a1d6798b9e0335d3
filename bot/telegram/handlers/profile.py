"""The profile: one field a message, asked for once; and invitations."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import ScreenIsStale
from bot.domain.people import Person, Role
from bot.i18n import _, speaking
from bot.services.people import People
from bot.telegram.callbacks.people import EditProfile, Invite, UseSuggestion
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.places import HOME, introducing
from bot.telegram.reply import Call, Notice, Reply, calls_for_chat, said_once
from bot.telegram.screens.profile import STEPS, introduced_text, invitation_text, ready_note
from bot.telegram.states import Introducing


async def type_profile(message: Message, conversation: Conversation, people: People) -> Reply:
    """Keep the field that was asked for and ask for the next one that is missing."""
    name = next(name for name, state in STEPS.items() if conversation.place.at(state))
    return await _keep(conversation, people, name, message.text or "")


async def use_suggestion(
    _press: CallbackQuery, callback_data: UseSuggestion, conversation: Conversation, people: People
) -> Reply:
    """Keep what was offered for the field that is asked for; a second tap keeps nothing more."""
    name, place = callback_data.name, conversation.place
    suggested = place.suggestions.get(name)
    if suggested is None or name not in STEPS or not place.at(STEPS[name]):
        raise ScreenIsStale
    return await _keep(conversation, people, name, suggested)


async def edit_profile(
    _press: CallbackQuery, callback_data: EditProfile, conversation: Conversation
) -> Reply:
    """Ask for one field anew."""
    state = STEPS.get(callback_data.name)
    if state is None:
        raise ScreenIsStale
    return [await conversation.go(introducing(state, conversation.place.suggestions))]


async def invite(
    _press: CallbackQuery,
    callback_data: Invite,
    conversation: Conversation,
    people: People,
    bot_username: str,
) -> Reply:
    """Make an invitation and give its link, which is nowhere written down."""
    token = await people.invite(conversation.person, Role(callback_data.role))
    link = f"https://t.me/{bot_username}?start=i_{token}"
    text = invitation_text(callback_data.role, link)
    return [said_once(conversation.person.id, text), await conversation.draw()]


async def _keep(conversation: Conversation, people: People, name: str, value: str) -> Reply:
    before = conversation.person
    person = conversation.person = await people.introduce(before, **{name: value})
    if not person.introduced:
        return [await conversation.introduce(conversation.place.suggestions)]
    home = await conversation.go(HOME)
    if before.introduced:
        return [home.noting(_("✅ Your profile is saved."))]
    # Complete for the first time, which happens once: no field ever becomes empty again.
    return [home.noting(ready_note(person)), *await _tell_inviter(people, person)]


async def _tell_inviter(people: People, person: Person) -> list[Call]:
    inviter = await people.inviter(person.id)
    if inviter is None or inviter.id == person.id:
        return []
    with speaking(inviter.language):
        return calls_for_chat(inviter.id, [Notice(introduced_text(person))])


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.message.register(
        type_profile,
        StateFilter(Introducing.full_name, Introducing.position, Introducing.state_body),
        has_text,
    )
    router.callback_query.register(use_suggestion, UseSuggestion.filter())
    router.callback_query.register(edit_profile, EditProfile.filter())
    router.callback_query.register(invite, Invite.filter())
    return router
