"""The shape of what travels over the Bot API: decoded JSON objects."""

from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, Any]
"""One Bot API object, named and nested as Telegram documents it."""


def without_nothing(payload: Payload) -> Payload:
    """Leave out the fields that hold nothing, as Telegram does."""
    return {name: value for name, value in payload.items() if value is not None}
