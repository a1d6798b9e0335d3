"""Texts and captions of the bot: parsed, trimmed, measured."""

import re
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.html_text import FormattedText, parse_html
from bot.demo.parameters import Parameters
from bot.demo.payload import Payload
from bot.demo.utf16 import utf16_length

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
SPACE = " \n\t\r"
FOUND_BY_TELEGRAM = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[\w/]|\bt\.me/[\w?=&/-]+)|(?P<bot_command>(?<![\w/@<>])/\w{1,64}\b)"
)


def read_text(parameters: Parameters) -> Payload:
    """Read the text of a message with its entities, within Telegram's limits."""
    formatted = formatted_parameter(parameters, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return as_fields(formatted, "text", "entities")


def read_caption(parameters: Parameters) -> Payload:
    """Read the caption of a medium with its entities, within Telegram's limits."""
    formatted = formatted_parameter(parameters, "caption", "caption_entities")
    if utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return as_fields(formatted, "caption", "caption_entities")


def formatted_parameter(parameters: Parameters, name: str, entities_name: str) -> FormattedText:
    """Read one text, formatted in the way the call asks for."""
    source = parameters.text(name) or ""
    mode = (parameters.text("parse_mode") or "").lower()
    if mode == "html":
        formatted = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        formatted = FormattedText(source, read_entities(parameters.json(entities_name), source))
    return with_found_entities(trimmed(formatted))


def read_entities(entities: Any, source: str) -> list[Payload]:
    """Check entities that the bot has measured itself."""
    length = utf16_length(source)
    for entity in entities or []:
        if not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= length:
            raise bad_request("entity is out of the text")
    return list(entities or [])


def trimmed(formatted: FormattedText) -> FormattedText:
    """Cut spaces at both ends and move the entities accordingly."""
    text = formatted.text.strip(SPACE)
    cut = len(formatted.text) - len(formatted.text.lstrip(SPACE))
    length = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], length)
        if start < end:
            entities.append({**entity, "offset": start, "length": end - start})
    return FormattedText(text, entities)


def with_found_entities(formatted: FormattedText) -> FormattedText:
    """Add the addresses and commands that Telegram finds in every text by itself."""
    taken = [
        (one["offset"], one["offset"] + one["length"])
        for one in formatted.entities
        if one["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    found = [
        entity
        for entity in find_entities(formatted.text)
        if not any(
            start < entity["offset"] + entity["length"] and entity["offset"] < end
            for start, end in taken
        )
    ]
    entities = sorted(
        [*formatted.entities, *found], key=lambda one: (one["offset"], -one["length"])
    )
    return FormattedText(formatted.text, entities)


def find_entities(text: str) -> list[Payload]:
    """Find addresses and commands in a text."""
    return [
        {
            "type": found.lastgroup,
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found[0]),
        }
        for found in FOUND_BY_TELEGRAM.finditer(text)
    ]


def as_fields(formatted: FormattedText, name: str, entities_name: str) -> Payload:
    """Give the text and its entities the names they have in a message."""
    fields: Payload = {name: formatted.text} if formatted.text else {}
    return {**fields, entities_name: formatted.entities} if formatted.entities else fields
