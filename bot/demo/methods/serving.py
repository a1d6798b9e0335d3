"""Methods around a conversation: signs of life, answers to taps, reactions, chats."""

from typing import Any

from bot.demo.errors import bad_request
from bot.demo.methods.method import Method
from bot.demo.parameters import Parameters
from bot.demo.payload import Payload
from bot.demo.utf16 import utf16_length
from bot.demo.world import ACTION_SECONDS, World

LONGEST_ANSWER = 200
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
REACTION_ROWS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩",
    "🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯",
    "🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭",
    "🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄",
    "☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂",
    "🤷 🤷\u200d♀ 😡",
)
REACTIONS = frozenset(emoji for row in REACTION_ROWS for emoji in row.split())


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Show for a few seconds that the bot is busy."""
    chat = world.open_chat(parameters.required("chat_id"))
    action = parameters.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = action
    chat.action_until = world.clock() + ACTION_SECONDS
    world.changes.announce()
    return True


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """End the waiting of a tapped button, with or without words."""
    text = parameters.text("text") or ""
    if utf16_length(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {
        "text": text,
        "show_alert": parameters.flag("show_alert"),
        "url": parameters.text("url"),
    }
    world.taps.answer(parameters.text("callback_query_id") or "", answer, world.revision)
    world.changes.announce()
    return True


def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """React to a message with one emoji, or take the reaction back."""
    chat = world.open_chat(parameters.required("chat_id"))
    posted = chat.posted.get(parameters.integer("message_id"))
    if posted is None:
        raise bad_request("message to react not found")
    posted.reaction = read_reaction(parameters.json("reaction"))
    posted.revision = world.revision
    world.changes.announce()
    return True


def read_reaction(given: Any) -> list[Payload]:
    """Check a reaction: one emoji of Telegram's list at most."""
    reaction: list[Payload] = given or []
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in reaction):
        raise bad_request("REACTION_INVALID")
    return reaction


def get_chat(world: World, parameters: Parameters) -> Payload:
    """Tell about the private chat with somebody who has written to the bot."""
    chat = world.known_chat(parameters.required("chat_id"))
    if not chat.started:
        raise bad_request("chat not found")
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    details = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
        "active_usernames": [chat.person.username],
    }
    return {**chat.person.as_chat(), **details}


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Refuse: a bot cannot leave a private chat."""
    world.known_chat(parameters.required("chat_id"))
    raise bad_request("chat member status can't be changed in private chats")


METHODS = (
    Method("sendChatAction", send_chat_action, frozenset({"chat_id", "action"})),
    Method(
        "answerCallbackQuery",
        answer_callback_query,
        frozenset({"callback_query_id", "text", "show_alert", "url", "cache_time"}),
    ),
    Method(
        "setMessageReaction",
        set_message_reaction,
        frozenset({"chat_id", "message_id", "reaction", "is_big"}),
    ),
    Method("getChat", get_chat, frozenset({"chat_id"})),
    Method("leaveChat", leave_chat, frozenset({"chat_id"})),
)
