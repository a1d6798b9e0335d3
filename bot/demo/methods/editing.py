"""Methods by which the bot changes or deletes what stands in a chat."""

from bot.demo.chats import Chat
from bot.demo.errors import bad_request
from bot.demo.formatting import read_caption, read_text
from bot.demo.keyboards import read_inline_markup
from bot.demo.methods.method import Method
from bot.demo.parameters import Parameters
from bot.demo.payload import Payload
from bot.demo.world import World

SECONDS_TO_DELETE = 48 * 60 * 60
EVERY_EDIT = frozenset({"chat_id", "message_id", "reply_markup"})
CHANGEABLE = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "reply_markup",
)
MEDIA = ("document", "photo", "voice")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def edit_message_text(world: World, parameters: Parameters) -> Payload:
    """Replace the text and the keyboard of a message."""
    chat, message = message_to_edit(world, parameters)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return edit(world, chat, message, {**read_text(parameters), **new_keyboard(parameters)})


def edit_message_caption(world: World, parameters: Parameters) -> Payload:
    """Replace the caption and the keyboard of a message."""
    chat, message = message_to_edit(world, parameters)
    if not any(kind in message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return edit(world, chat, message, {**read_caption(parameters), **new_keyboard(parameters)})


def edit_message_reply_markup(world: World, parameters: Parameters) -> Payload:
    """Replace the keyboard of a message."""
    chat, message = message_to_edit(world, parameters)
    kept = {name: message[name] for name in CHANGEABLE[:-1] if name in message}
    return edit(world, chat, message, {**kept, **new_keyboard(parameters)})


def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete a message that is not too old."""
    chat = world.open_chat(parameters.required("chat_id"))
    posted = chat.posted.get(parameters.integer("message_id"))
    if posted is None:
        raise bad_request("message to delete not found")
    if world.clock() - posted.message["date"] > SECONDS_TO_DELETE:
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, posted.message["message_id"])
    return True


def message_to_edit(world: World, parameters: Parameters) -> tuple[Chat, Payload]:
    """Find a message of the bot's own."""
    chat = world.open_chat(parameters.required("chat_id"))
    posted = chat.posted.get(parameters.integer("message_id"))
    if posted is None:
        raise bad_request("message to edit not found")
    if not posted.message["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return chat, posted.message


def new_keyboard(parameters: Parameters) -> Payload:
    """Read the new keyboard; without one the old keyboard goes."""
    markup = read_inline_markup(parameters)
    return {"reply_markup": markup} if markup else {}


def edit(world: World, chat: Chat, message: Payload, changed: Payload) -> Payload:
    """Show the message in its new form, which must differ from the old one."""
    if changed == {name: message[name] for name in CHANGEABLE if name in message}:
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in message.items() if name not in CHANGEABLE}
    return world.edit(chat, {**kept, **changed})


METHODS = (
    Method(
        "editMessageText",
        edit_message_text,
        EVERY_EDIT
        | {"text", "entities", "parse_mode", "link_preview_options", "disable_web_page_preview"},
    ),
    Method(
        "editMessageCaption",
        edit_message_caption,
        EVERY_EDIT | {"caption", "caption_entities", "parse_mode"},
    ),
    Method("editMessageReplyMarkup", edit_message_reply_markup, EVERY_EDIT),
    Method("deleteMessage", delete_message, frozenset({"chat_id", "message_id"})),
)
