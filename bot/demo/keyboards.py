"""Keyboards as Telegram accepts them."""

import re
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.parameters import Parameters
from bot.demo.payload import Payload

LONGEST_LABEL = 64
LONGEST_CALLBACK_DATA = 64
LONGEST_COPIED_TEXT = 256
LONGEST_PLACEHOLDER = 64
MOST_INLINE_PER_ROW = 8
MOST_INLINE = 100
MOST_REPLY_PER_ROW = 12
MOST_REPLY = 300
STYLES = frozenset({"danger", "success", "primary"})
INLINE_ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "copy_text",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "disabled",
    }
)
REPLY_ACTIONS = frozenset({"request_contact", "request_location"})
SHAPE = frozenset({"text", "style", "icon_custom_emoji_id"})
REPLY_FLAGS = frozenset({"is_persistent", "resize_keyboard", "one_time_keyboard", "selective"})
REPLY_KEYBOARD = REPLY_FLAGS | {"keyboard", "input_field_placeholder", "force_reply"}
OTHER_MARKUPS = {
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
}


def read_markup(parameters: Parameters) -> Payload | None:
    """Read the keyboard of a new message, of whichever kind."""
    markup = parameters.object("reply_markup")
    if markup is None or "inline_keyboard" in markup:
        return checked_inline(markup)
    if "keyboard" in markup:
        return checked_reply(markup)
    kind = next((name for name in OTHER_MARKUPS if markup.get(name) is True), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    refuse_fields(markup, OTHER_MARKUPS[kind])
    check_placeholder(markup)
    return markup


def read_inline_markup(parameters: Parameters) -> Payload | None:
    """Read the keyboard of a message that is being edited: only an inline one will do."""
    markup = parameters.object("reply_markup")
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return checked_inline(markup)


def checked_inline(markup: Payload | None) -> Payload | None:
    """Check an inline keyboard; an empty one is none."""
    if markup is None:
        return None
    refuse_fields(markup, frozenset({"inline_keyboard"}))
    rows = checked_rows(markup["inline_keyboard"], MOST_INLINE_PER_ROW, MOST_INLINE)
    for button in buttons_of(rows):
        check_inline_button(button)
    return {"inline_keyboard": rows} if rows else None


def checked_reply(markup: Payload) -> Payload:
    """Check a reply keyboard and write its plain texts as buttons."""
    refuse_fields(markup, REPLY_KEYBOARD)
    check_placeholder(markup)
    rows = checked_rows(markup["keyboard"], MOST_REPLY_PER_ROW, MOST_REPLY)
    rows = [[{"text": one} if isinstance(one, str) else one for one in row] for row in rows]
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    for button in buttons_of(rows):
        check_label(button, "reply keyboard button")
        refuse_fields(button, SHAPE | REPLY_ACTIONS)
        if len(REPLY_ACTIONS & button.keys()) > 1:
            raise bad_request("BUTTON_TYPE_INVALID")
    return {**markup, "keyboard": rows}


def checked_rows(rows: Any, most_per_row: int, most: int) -> list[list[Any]]:
    """Check the outline of a keyboard."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: Expected an Array of Arrays")
    kept = [row for row in rows if row]
    if any(len(row) > most_per_row for row in kept) or sum(map(len, kept)) > most:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return kept


def buttons_of(rows: list[list[Any]]) -> list[Any]:
    """List the buttons of a keyboard from the first to the last."""
    return [button for row in rows for button in row]


def check_inline_button(button: Any) -> None:
    """Check one inline button: a label, at most a style, exactly one thing to do."""
    check_label(button, "inline keyboard button")
    refuse_fields(button, SHAPE | INLINE_ACTIONS)
    actions = INLINE_ACTIONS & button.keys()
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    checks = {"callback_data": check_data, "url": check_url, "copy_text": check_copied}
    action = actions.pop()
    if action in checks:
        checks[action](button[action])


def check_label(button: Any, kind: str) -> None:
    """Check what every button shows."""
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {kind}: Expected an Object")
    label = button.get("text")
    if not isinstance(label, str) or not label.strip():
        raise bad_request(f"can't parse {kind}: Button text must be non-empty")
    if len(label) > LONGEST_LABEL:
        raise bad_request("BUTTON_TEXT_TOO_LONG")
    if button.get("style", "primary") not in STYLES:
        raise bad_request(f"can't parse {kind}: Invalid button style specified")


def check_data(data: Any) -> None:
    """Check what a button tells the bot: 1 to 64 bytes."""
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= LONGEST_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def check_url(url: Any) -> None:
    """Check where a button leads."""
    if not isinstance(url, str) or not re.match(r"(?:https?|tg)://[^\s/?#]", url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_copied(copied: Any) -> None:
    """Check what a button copies: 1 to 256 characters."""
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_COPIED_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def check_placeholder(markup: Payload) -> None:
    """Check what the empty text field shows: 1 to 64 characters."""
    placeholder = markup.get("input_field_placeholder", "-")
    if not isinstance(placeholder, str) or not 1 <= len(placeholder) <= LONGEST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")


def refuse_fields(given: Payload, known: frozenset[str]) -> None:
    """Refuse what Telegram, or this small one, does not know."""
    for name in given:
        if name not in known:
            raise bad_request(f'unknown field "{name}" in reply markup')
