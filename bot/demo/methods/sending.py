"""Methods by which the bot says something new."""

from bot.demo.chats import Chat
from bot.demo.errors import ApiError, bad_request
from bot.demo.files import StoredFile
from bot.demo.formatting import read_caption, read_text
from bot.demo.keyboards import read_markup
from bot.demo.methods.method import Method
from bot.demo.parameters import Parameters, Upload
from bot.demo.payload import Payload
from bot.demo.phones import NotPossible, quoted
from bot.demo.photos import store_photo
from bot.demo.world import World

EVERY_MESSAGE = frozenset(
    {
        "chat_id",
        "disable_notification",
        "protect_content",
        "allow_paid_broadcast",
        "message_effect_id",
        "reply_parameters",
        "reply_markup",
    }
)
CAPTION = frozenset({"caption", "caption_entities", "parse_mode"})
LARGEST_LATITUDE = 90
LARGEST_LONGITUDE = 180


def send_message(world: World, parameters: Parameters) -> Payload:
    """Send a text."""
    chat = world.open_chat(parameters.required("chat_id"))
    return send(world, parameters, chat, read_text(parameters))


def send_document(world: World, parameters: Parameters) -> Payload:
    """Send a file as it is."""
    chat = world.open_chat(parameters.required("chat_id"))
    fields = read_caption(parameters)
    stored = stored_file(world, parameters, "document")
    document = {"file_name": stored.file_name, "mime_type": stored.mime_type, **stored.identity()}
    return send(world, parameters, chat, {"document": document, **fields})


def send_voice(world: World, parameters: Parameters) -> Payload:
    """Send a voice message."""
    chat = world.open_chat(parameters.required("chat_id"))
    fields = read_caption(parameters)
    stored = stored_file(world, parameters, "voice")
    voice = {
        "duration": parameters.integer("duration"),
        "mime_type": stored.mime_type,
        **stored.identity(),
    }
    return send(world, parameters, chat, {"voice": voice, **fields})


def send_photo(world: World, parameters: Parameters) -> Payload:
    """Send a picture in Telegram's sizes."""
    chat = world.open_chat(parameters.required("chat_id"))
    fields = read_caption(parameters)
    given = given_file(parameters, "photo")
    content = given.content if isinstance(given, Upload) else known_file(world, given, "photo")
    sizes = store_photo(world.files, content)
    return send(world, parameters, chat, {"photo": sizes, **fields})


def send_location(world: World, parameters: Parameters) -> Payload:
    """Send a place."""
    chat = world.open_chat(parameters.required("chat_id"))
    latitude, longitude = parameters.decimal("latitude"), parameters.decimal("longitude")
    if latitude is None or longitude is None:
        raise bad_request("wrong latitude or longitude specified")
    if abs(latitude) > LARGEST_LATITUDE or abs(longitude) > LARGEST_LONGITUDE:
        raise bad_request("wrong latitude or longitude specified")
    location: Payload = {"latitude": latitude, "longitude": longitude}
    accuracy = parameters.decimal("horizontal_accuracy")
    if accuracy is not None:
        location["horizontal_accuracy"] = accuracy
    return send(world, parameters, chat, {"location": location})


def stored_file(world: World, parameters: Parameters, kind: str) -> StoredFile:
    """Keep an upload, or find the file that was sent before."""
    given = given_file(parameters, kind)
    if isinstance(given, Upload):
        return world.files.add(kind, given.content, given.file_name, given.mime_type)
    known_file(world, given, kind)
    return world.files.get(given)


def given_file(parameters: Parameters, kind: str) -> Upload | str:
    """Read the file of a call: it must be there and hold something."""
    given = parameters.file(kind)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, Upload) and not given.content:
        raise bad_request("file must be non-empty")
    return given


def known_file(world: World, file_id: str, kind: str) -> bytes:
    """Find the content of a file by its identifier, which must be of the right kind."""
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    try:
        stored = world.files.get(file_id)
    except ApiError:
        raise bad_request("wrong remote file identifier specified: Wrong string length") from None
    if stored.kind != kind:
        raise bad_request(
            f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}"
        )
    return stored.content


def send(world: World, parameters: Parameters, chat: Chat, content: Payload) -> Payload:
    """Put the message into the chat, with its keyboard and what it replies to."""
    markup = read_markup(parameters)
    whole = {**read_reply(parameters, chat), **content}
    if parameters.flag("protect_content"):
        whole["has_protected_content"] = True
    if markup and "inline_keyboard" in markup:
        whole["reply_markup"] = markup
    elif markup:
        chat.reply_keyboard = None if "remove_keyboard" in markup else markup
    chat.action = None
    return world.post(chat, world.profile.as_user(), whole)


def read_reply(parameters: Parameters, chat: Chat) -> Payload:
    """Find the message that is replied to."""
    reply = parameters.object("reply_parameters")
    if reply is None:
        return {}
    try:
        return quoted(chat, int(reply.get("message_id", 0)))
    except NotPossible:
        if reply.get("allow_sending_without_reply") is True:
            return {}
        raise bad_request("message to be replied not found") from None


METHODS = (
    Method(
        "sendMessage",
        send_message,
        EVERY_MESSAGE
        | {"text", "entities", "parse_mode", "link_preview_options", "disable_web_page_preview"},
    ),
    Method(
        "sendDocument",
        send_document,
        EVERY_MESSAGE | CAPTION | {"document", "disable_content_type_detection"},
    ),
    Method(
        "sendPhoto",
        send_photo,
        EVERY_MESSAGE | CAPTION | {"photo", "show_caption_above_media", "has_spoiler"},
    ),
    Method("sendVoice", send_voice, EVERY_MESSAGE | CAPTION | {"voice", "duration"}),
    Method(
        "sendLocation",
        send_location,
        EVERY_MESSAGE | {"latitude", "longitude", "horizontal_accuracy"},
    ),
)
