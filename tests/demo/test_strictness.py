"""The small Telegram refuses what Telegram refuses, in Telegram's words."""

from typing import Any

import pytest
from aiohttp import ClientError

from bot.demo.errors import ApiError, too_many_requests
from bot.demo.server import DemoServer
from tests.demo.conftest import INSPECTOR, Api, Clock

TEXT = {"chat_id": INSPECTOR, "text": "x"}
NO_CHAT = {"chat_id": INSPECTOR}
COMMAND = {"command": "help", "description": "Help"}


def keyed(**button: Any) -> dict[str, Any]:
    """Make the parameters of a message with one inline button."""
    markup = {"inline_keyboard": [[{"text": "Yes", **button}]]}
    return {**TEXT, "reply_markup": markup}


def replied(**button: Any) -> dict[str, Any]:
    """Make the parameters of a message with one reply button."""
    return {**TEXT, "reply_markup": {"keyboard": [[{"text": "Yes", **button}]]}}


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, 'parameter "chat_id" is required'),
    ("sendMessage", {**TEXT, "chat_id": 5}, "chat not found"),
    ("sendMessage", {**TEXT, "chat_id": "@somebody"}, "chat not found"),
    ("sendMessage", NO_CHAT, "message text is empty"),
    ("sendMessage", {**TEXT, "text": " \n "}, "message text is empty"),
    ("sendMessage", {**TEXT, "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    ("sendMessage", {**TEXT, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {**TEXT, "text": 5}, 'parameter "text" must be of type String'),
    ("sendMessage", {**TEXT, "parse_mode": "Markdown"}, "unsupported parse_mode"),
    ("sendMessage", {**TEXT, "colour": "red"}, 'unknown parameter "colour"'),
    (
        "sendMessage",
        {**TEXT, "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "entity is out of the text",
    ),
    ("sendMessage", {**TEXT, "entities": "[{"}, "can't parse entities JSON object"),
    ("sendMessage", {**TEXT, "reply_markup": "[]"}, "object expected as reply markup"),
    ("sendMessage", {**TEXT, "reply_markup": {}}, "object expected as reply markup"),
    ("sendMessage", {**TEXT, "reply_parameters": {"message_id": 9}}, "message to be replied not"),
    ("sendMessage", keyed(callback_data="ж" * 33), "BUTTON_DATA_INVALID"),
    ("sendMessage", keyed(callback_data=""), "BUTTON_DATA_INVALID"),
    ("sendMessage", keyed(), "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", keyed(callback_data="a", url="https://a.kz"), "BUTTON_TYPE_INVALID"),
    ("sendMessage", keyed(callback_data="a", style="green"), "Invalid button style specified"),
    ("sendMessage", keyed(callback_data="a", colour="green"), 'unknown field "colour"'),
    ("sendMessage", keyed(callback_data="a", text=""), "Button text must be non-empty"),
    ("sendMessage", keyed(callback_data="a", text="x" * 65), "BUTTON_TEXT_TOO_LONG"),
    ("sendMessage", keyed(url="ftp://a"), "is invalid: Wrong HTTP URL"),
    ("sendMessage", keyed(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [{}]}},
        "Expected an Array of Arrays",
    ),
    ("sendMessage", {**TEXT, "reply_markup": {"inline_keyboard": [["x"]]}}, "Expected an Object"),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [[{}] * 9]}},
        "REPLY_MARKUP_TOO_LONG",
    ),
    ("sendMessage", replied(request_contact=True, request_location=True), "BUTTON_TYPE_INVALID"),
    ("sendMessage", {**TEXT, "reply_markup": {"keyboard": []}}, "at least one button"),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"force_reply": True, "input_field_placeholder": "x" * 65}},
        "input field placeholder is too long",
    ),
    ("sendDocument", NO_CHAT, "there is no document in the request"),
    ("sendDocument", {**NO_CHAT, "document": "BQAC"}, "wrong remote file identifier specified"),
    ("sendDocument", {**NO_CHAT, "document": "attach://x"}, "can't find file part for attach://x"),
    ("sendDocument", {**NO_CHAT, "document": "https://a.kz"}, "failed to get HTTP URL content"),
    ("sendPhoto", {**NO_CHAT, "caption": "x" * 1025}, "message caption is too long"),
    ("sendLocation", NO_CHAT, "wrong latitude or longitude specified"),
    (
        "sendLocation",
        {**NO_CHAT, "latitude": 91, "longitude": 0},
        "wrong latitude or longitude specified",
    ),
    ("sendLocation", {**NO_CHAT, "latitude": "north"}, 'parameter "latitude" must be a valid'),
    ("sendChatAction", {**NO_CHAT, "action": "sleep"}, "wrong parameter action in request"),
    ("editMessageText", {**TEXT, "message_id": 9}, "message to edit not found"),
    ("editMessageText", {**TEXT, "message_id": 1}, "message can't be edited"),
    ("editMessageText", {**TEXT, "message_id": 3}, "there is no text in the message to edit"),
    ("editMessageText", {**TEXT, "message_id": 2}, "message is not modified: specified new"),
    ("editMessageText", {**TEXT, "message_id": "two"}, '"message_id" must be a valid Integer'),
    ("editMessageCaption", {**NO_CHAT, "message_id": 2}, "there is no caption in the message"),
    ("editMessageReplyMarkup", {**NO_CHAT, "message_id": 2}, "message is not modified"),
    (
        "editMessageReplyMarkup",
        {**NO_CHAT, "message_id": 2, "reply_markup": {"keyboard": []}},
        "inline keyboard expected",
    ),
    ("deleteMessage", {**NO_CHAT, "message_id": 9}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout"),
    ("answerCallbackQuery", {"text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("setMessageReaction", {**NO_CHAT, "message_id": 9}, "message to react not found"),
    (
        "setMessageReaction",
        {**NO_CHAT, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "📄"}]},
        "REACTION_INVALID",
    ),
    (
        "setMessageReaction",
        {**NO_CHAT, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}] * 2},
        "REACTIONS_TOO_MANY",
    ),
    ("getFile", {"file_id": "x"}, "invalid file_id"),
    ("getChat", {"chat_id": 1004}, "chat not found"),
    ("leaveChat", NO_CHAT, "chat member status can't be changed in private chats"),
    ("getUpdates", {"allowed_updates": "x"}, "can't parse allowed_updates"),
    ("getUpdates", {"allowed_updates": [1]}, "can't parse allowed_updates: Expected an Array"),
    ("setMyCommands", {}, 'parameter "commands" must be an Array'),
    ("setMyCommands", {"commands": [COMMAND] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{**COMMAND, "command": "Help"}]}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{**COMMAND, "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    ("setMyCommands", {"commands": ["help"]}, "can't parse commands: Expected an Object"),
    ("getMyCommands", {"scope": {"type": "moon"}}, "can't parse BotCommandScope"),
    ("getMyCommands", {"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ("getMyCommands", {"language_code": "kaz"}, "invalid language code specified"),
    ("setMyName", {"name": "x" * 65}, "BOT_NAME_TOO_LONG"),
    ("setChatMenuButton", {"menu_button": {"type": "web_app"}}, "can't parse menu button"),
]


@pytest.mark.parametrize(("method", "parameters", "reason"), REFUSED)
async def test_a_wrong_call_is_refused(
    api: Api, server: DemoServer, method: str, parameters: dict[str, Any], reason: str
) -> None:
    """Each mistake has Telegram's own answer, and the call is remembered as failed."""
    server.phones.start("inspector")
    await api("sendMessage", **TEXT)
    await api("sendLocation", chat_id=INSPECTOR, latitude=51, longitude=71)
    answer = await api(method, **parameters)

    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert answer["description"].startswith("Bad Request: ")
    assert reason in answer["description"]
    assert isinstance(server.world.calls[-1].error, ApiError)
    assert len(server.world.messages("inspector")) == 3


ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {**TEXT, "text": "😀" * 2048}),
    ("sendMessage", {**TEXT, "entities": [{"type": "bold", "offset": 0, "length": 1}]}),
    ("sendMessage", keyed(callback_data="ж" * 32)),
    ("sendMessage", keyed(disabled={})),
    ("sendMessage", keyed(copy_text={"text": "x" * 256})),
    ("sendMessage", keyed(url="https://gov.kz")),
    ("sendMessage", {**TEXT, "reply_markup": {"inline_keyboard": [[]]}}),
    ("sendMessage", replied(request_location=True)),
    ("sendMessage", {**TEXT, "reply_markup": {"keyboard": [["Yes"]], "is_persistent": True}}),
    ("sendMessage", {**TEXT, "reply_markup": {"remove_keyboard": True}}),
    (
        "sendMessage",
        {**TEXT, "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True}},
    ),
    ("deleteMessage", {**NO_CHAT, "message_id": 1}),
    ("setMyCommands", {"commands": []}),
]


@pytest.mark.parametrize(("method", "parameters"), ACCEPTED)
async def test_a_right_call_at_the_limit_is_accepted(
    api: Api, server: DemoServer, method: str, parameters: dict[str, Any]
) -> None:
    """Strictness ends exactly at the limits."""
    server.phones.start("inspector")
    answer = await api(method, **parameters)

    assert answer["ok"] is True
    assert server.world.calls[-1].error is None


async def test_nobody_is_written_to_against_their_will(api: Api, server: DemoServer) -> None:
    """A person must have started the bot, and may block it and take it back."""
    assert (await api("sendMessage", **TEXT))["description"] == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    server.phones.start("inspector")
    server.phones.block_bot("inspector")
    refused = await api("sendMessage", **TEXT)
    assert refused["error_code"] == 403
    assert refused["description"] == "Forbidden: bot was blocked by the user"
    server.phones.start("inspector")
    assert (await api("sendMessage", **TEXT))["ok"] is True


async def test_a_tap_is_answered_once_and_soon(api: Api, server: DemoServer, clock: Clock) -> None:
    """A second answer and one after fifteen seconds are refused."""
    server.phones.start("inspector")
    message = (await api("sendMessage", **keyed(callback_data="a")))["result"]
    query = server.phones.tap("inspector", message["message_id"], "a")
    assert (await api("answerCallbackQuery", callback_query_id=query, text="Saved"))["ok"] is True
    answer = server.world.taps.get(query).answer
    assert answer is not None
    assert answer["text"] == "Saved"
    assert (await api("answerCallbackQuery", callback_query_id=query))["ok"] is False
    late = server.phones.tap("inspector", message["message_id"], "a")
    clock.advance(16)
    assert (await api("answerCallbackQuery", callback_query_id=late))["description"] == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_an_old_message_stays(api: Api, server: DemoServer, clock: Clock) -> None:
    """After two days the bot cannot delete a message."""
    server.phones.start("inspector")
    clock.advance(49 * 60 * 60)
    answer = await api("deleteMessage", chat_id=INSPECTOR, message_id=1)
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"


async def test_answers_can_get_lost(api: Api, server: DemoServer) -> None:
    """A test may break the line after a call was done and before the bot hears of it."""
    server.phones.start("inspector")
    server.world.lose_next_answer("sendMessage")
    with pytest.raises(ClientError):
        await api("sendMessage", **TEXT)
    assert len(server.world.messages("inspector")) == 2
    assert (await api("sendMessage", **TEXT))["ok"] is True


async def test_failures_can_be_ordered(api: Api, server: DemoServer) -> None:
    """A test may let the next call fail, as Telegram does under load."""
    server.phones.start("inspector")
    server.world.fail_next("sendMessage", too_many_requests(3))
    refused = await api("sendMessage", **TEXT)
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 3})
    assert (await api("sendMessage", **TEXT))["ok"] is True
