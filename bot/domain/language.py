"""The three languages the bot speaks and prints."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias


class Language(StrEnum):
    """A language by its ISO 639-1 code; Kazakh is the language of the law."""

    KAZAKH = "kk"
    RUSSIAN = "ru"
    ENGLISH = "en"


LocalizedText: TypeAlias = Mapping[Language, str]
"""One text in every language; checklists always hold all three."""


def closest_language(code: str | None) -> Language | None:
    """Choose the language for an IETF tag like `ru-RU`; None when it is none of ours."""
    primary = (code or "").split("-")[0].lower()
    return Language(primary) if primary in set(Language) else None
