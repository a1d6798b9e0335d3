"""What the chat page shows, as the changes since it last looked."""

from bot.demo.chats import Chat
from bot.demo.payload import Payload
from bot.demo.taps import Tap
from bot.demo.world import World

EVERYTHING = -1


def page_state(world: World, since: int = EVERYTHING) -> Payload:
    """Describe the world; of messages and answers only those changed after a revision."""
    return {
        "reset": since < 0,
        "bot": {"name": world.profile.name, "username": world.bot_username},
        "people": [describe_person(world, chat) for chat in world.chats.values()],
        "messages": [
            {"person": chat.person.key, "message": posted.message, "reaction": posted.reaction}
            for chat in world.chats.values()
            for posted in chat.posted.values()
            if posted.revision > since
        ],
        "deleted": [
            {"person": chat.person.key, "message_id": message_id}
            for chat in world.chats.values()
            for message_id, revision in chat.deleted.items()
            if revision > since
        ],
        "answers": [describe_answer(tap) for tap in world.taps.answered_after(max(since, 0))],
    }


def describe_person(world: World, chat: Chat) -> Payload:
    """Describe a person and what their phone shows around the messages."""
    person = chat.person
    language = person.language_code.split("-")[0]
    return {
        "key": person.key,
        "name": f"{person.first_name} {person.last_name}",
        "initials": f"{person.first_name[:1]}{person.last_name[:1]}",
        "started": chat.started,
        "blocked": chat.blocked,
        "commands": world.profile.commands_for(person),
        "description": world.profile.text("description", language),
        "bot_name": world.profile.text("name", language) or world.profile.name,
        "reply_keyboard": chat.reply_keyboard,
        "action": chat.action,
        "action_seconds": max(chat.action_until - world.clock(), 0) if chat.action else 0,
    }


def describe_answer(tap: Tap) -> Payload:
    """Describe what the bot answered to a tap."""
    return {"id": tap.id, "person": tap.person, **(tap.answer or {})}
