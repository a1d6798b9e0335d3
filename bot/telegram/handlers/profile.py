"""The profile: one field a message, asked for once."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import ScreenIsStale
from bot.domain.people import Role
from bot.i18n import _
from bot.services.people import People
from bot.telegram.callbacks.people import EditProfile, Invite
from bot.telegram.conversation import Conversation
from bot.telegram.filters import has_text
from bot.telegram.places import HOME, introducing
from bot.telegram.reply import Reply, said_once
from bot.telegram.screens.people import invitation_text
from bot.telegram.states import Introducing

FIELDS = {
    "full_name": Introducing.full_name,
    "position": Introducing.position,
    "state_body": Introducing.state_body,
}


async def type_profile(message: Message, conversation: Conversation, people: People) -> Reply:
    """Keep the field that was asked for and ask for the next one that is missing."""
    person, typed = conversation.person, message.text or ""
    place = conversation.place
    if place.at(Introducing.full_name):
        person = await people.introduce(person, full_name=typed)
    elif place.at(Introducing.position):
        person = await people.introduce(person, position=typed)
    else:
        person = await people.introduce(person, state_body=typed)
    conversation.person = person
    values = {name: getattr(person, name) for name in FIELDS}
    missing = [state for name, state in FIELDS.items() if values[name] is None]
    if missing:
        return [await conversation.go(introducing(missing[0]))]
    return [(await conversation.go(HOME)).noting(_("✅ Your profile is saved."))]


async def edit_profile(
    _press: CallbackQuery, callback_data: EditProfile, conversation: Conversation
) -> Reply:
    """Ask for one field anew."""
    state = FIELDS.get(callback_data.name)
    if state is None:
        raise ScreenIsStale
    return [await conversation.go(introducing(state))]


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


def create_router() -> Router:
    """Say which update goes where."""
    router = Router(name=__name__)
    router.message.register(
        type_profile,
        StateFilter(Introducing.full_name, Introducing.position, Introducing.state_body),
        has_text,
    )
    router.callback_query.register(edit_profile, EditProfile.filter())
    router.callback_query.register(invite, Invite.filter())
    return router
