"""The parameters of one Bot API call, whichever way they came."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.errors import bad_request
from bot.demo.payload import Payload

ATTACHED = "attach://"
YES = frozenset({"true", "1", "yes", "t", "y"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    file_name: str
    mime_type: str
    content: bytes


class Parameters:
    """Reads values in the types Telegram expects and complains in Telegram's words."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self._values = values
        self._files = files

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Refuse what the method does not know; Telegram would silently ignore it."""
        attached = {
            value.removeprefix(ATTACHED)
            for value in self._values.values()
            if isinstance(value, str) and value.startswith(ATTACHED)
        }
        for name in [*self._values, *(name for name in self._files if name not in attached)]:
            if name not in known:
                raise bad_request(f'unknown parameter "{name}"')

    def text(self, name: str) -> str | None:
        """Read a text."""
        value = self._values.get(name)
        if value is None or isinstance(value, str):
            return value
        raise bad_request(f'parameter "{name}" must be of type String')

    def required(self, name: str) -> str:
        """Read a value that must be there."""
        value = self._values.get(name)
        if value in {None, ""}:
            raise bad_request(f'parameter "{name}" is required')
        return str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number."""
        value = self._values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be a valid Integer') from None

    def decimal(self, name: str) -> float | None:
        """Read a number with a decimal point."""
        value = self._values.get(name)
        try:
            return None if value is None else float(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be a valid Number') from None

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        return str(self._values.get(name, "")).strip().lower() in YES

    def json(self, name: str) -> Any:
        """Read a nested value, sent as JSON or as the text of a JSON."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> Payload | None:
        """Read a nested value that must be an object."""
        value = self.json(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {name.replace('_', ' ')}")

    def file(self, name: str) -> Upload | str | None:
        """Read a file: the upload itself, or the identifier of a file sent before."""
        if name in self._files:
            return self._files[name]
        value = self.text(name)
        if value is None or not value.startswith(ATTACHED):
            return value
        attached = self._files.get(value.removeprefix(ATTACHED))
        if attached is None:
            raise bad_request(f"can't find file part for {value}")
        return attached

    def as_payload(self) -> Payload:
        """Show the call to a test, without the bytes of its files."""
        files = {
            name: {"file_name": upload.file_name, "size": len(upload.content)}
            for name, upload in self._files.items()
        }
        return {**{name: self.json_or_text(name) for name in self._values}, **files}

    def json_or_text(self, name: str) -> Any:
        """Show nested values as what they are, and texts as texts."""
        value = self._values[name]
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value
