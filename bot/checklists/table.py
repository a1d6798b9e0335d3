"""Reading a TOML table value by value, noting faults instead of stopping at the first one."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from bot.checklists.faults import Fault
from bot.domain.language import Language, LocalizedText

Choice = TypeVar("Choice", bound=StrEnum)

A_TEXT = "a text in quotes"
A_DATE = "a date like 2024-06-28 without quotes"
A_LIST = "a list with at least one entry"
TRANSLATIONS = "a text in each of kk, ru and en"

TYPE_NAMES: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    datetime: "a date with a time",
    date: "a date",
    time: "a time",
    list: "a list",
    dict: "a table",
}


@dataclass(slots=True)
class Reading:
    """One file being read: the tables opened in it, and the faults found so far."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    tables: list["Table"] = field(default_factory=list)

    def report(self, place: str, message: str, language: Language | None = None) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.file, place, message, language))

    def open(self, place: str, values: Mapping[str, object]) -> "Table":
        """Open a table, to be asked for unknown keys at the end."""
        table = Table(self, place, values)
        self.tables.append(table)
        return table

    def report_unknown_keys(self) -> None:
        """Note every key that nobody asked for, because a misspelt one would be lost silently."""
        for table in self.tables:
            expected = ", ".join(sorted(table.known))
            for key in sorted(set(table.values) - table.known):
                self.report(table.place, f"unknown key {key!r}; expected one of: {expected}")


@dataclass(slots=True)
class Table:
    """One table of the file; a value that cannot be read is reported and replaced by a stand-in."""

    reading: Reading
    place: str
    values: Mapping[str, object]
    known: set[str] = field(default_factory=set)

    def inside(self, name: str) -> str:
        """Name a place inside this table."""
        return ", ".join(part for part in (self.place, name) if part)

    def report(self, key: str, message: str, language: Language | None = None) -> None:
        """Note a fault in the value of a key."""
        self.reading.report(self.inside(key), message, language)

    def has(self, key: str) -> bool:
        """Say whether an optional key is there."""
        self.known.add(key)
        return key in self.values

    def text(self, key: str) -> str:
        """Read a text."""
        value = self._value(key, A_TEXT)
        return "" if value is None else self._text(key, value)

    def optional_text(self, key: str) -> str | None:
        """Read a text that may be absent."""
        return self.text(key) if self.has(key) else None

    def matching(self, key: str, pattern: str, expected: str) -> str:
        """Read a text of a given shape; `expected` describes the shape in words."""
        found = self.text(key)
        if found and not re.fullmatch(pattern, found):
            self.report(key, f"{found!r} is not allowed; expected {expected}")
        return found

    def day(self, key: str) -> date:
        """Read a date."""
        value = self._value(key, A_DATE)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._report_type(key, value, A_DATE)
        return date.min

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """Read one of a few known words."""
        value = self._value(key, f"one of: {', '.join(kind)}")
        found = None if value is None else self._choice(key, value, kind)
        return found or next(iter(kind))

    def optional_choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """Read one of a few known words that may be absent."""
        return self.choice(key, kind) if self.has(key) else None

    def choices(self, key: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Read a list of known words, at least one; unknown ones are reported and left out."""
        found = (self._choice(key, value, kind) for value in self._list(key))
        return tuple(word for word in found if word is not None)

    def localized(self, key: str, longest: int | None = None) -> LocalizedText:
        """Read a text in every language, each of at most `longest` characters."""
        found = self.table(key, TRANSLATIONS).translations()
        for language, text in found.items():
            if longest is not None and len(text) > longest:
                message = f"the text has {len(text)} characters; expected at most {longest}"
                self.report(key, message, language)
        return found

    def optional_localized(self, key: str) -> LocalizedText | None:
        """Read a text in every language that may be absent as a whole."""
        return self.localized(key) if self.has(key) else None

    def localized_list(self, key: str, called: str) -> tuple[LocalizedText, ...]:
        """Read a list of texts in every language."""
        return tuple(table.translations() for table in self.tables(key, called))

    def translations(self) -> LocalizedText:
        """Read this table itself as one text in every language."""
        self.known.update(language.value for language in Language)
        return {language: self._translation(language) for language in Language}

    def table(self, key: str, expected: str = "a table") -> "Table":
        """Open a table inside this one."""
        value = self._value(key, expected)
        if isinstance(value, dict):
            return self.reading.open(self.inside(key), value)
        self._report_type(key, value, expected)
        # One fault is enough for a table that is not there: a reading of its own keeps the
        # complaints about everything inside it away from the operator.
        return Reading(self.reading.file).open(self.inside(key), {})

    def tables(self, key: str, called: str, named_by: str = "") -> tuple["Table", ...]:
        """Open a list of tables, at least one; faults call them by a key or by their position."""
        found = []
        for position, value in enumerate(self._list(key), start=1):
            if isinstance(value, dict):
                name = _name(value, named_by, position)
                found.append(self.reading.open(self.inside(f"{called} {name}"), value))
            else:
                self._report_type(key, value, "a list of tables")
        return tuple(found)

    def _value(self, key: str, expected: str) -> object:
        if not self.has(key):
            self.report(key, f"missing; expected {expected}")
        return self.values.get(key)

    def _report_type(self, key: str, value: object, expected: str) -> None:
        if value is not None:
            self.report(key, f"found {_type(value)}; expected {expected}")

    def _list(self, key: str) -> Sequence[object]:
        value = self._value(key, A_LIST)
        if isinstance(value, list) and value:
            return value
        if value == []:
            self.report(key, f"the list is empty; expected {A_LIST}")
        else:
            self._report_type(key, value, A_LIST)
        return ()

    def _translation(self, language: Language) -> str:
        if language in self.values:
            return self._text("", self.values[language], language)
        self.report("", f"the translation is missing; expected {TRANSLATIONS}", language)
        return ""

    def _text(self, key: str, value: object, language: Language | None = None) -> str:
        if not isinstance(value, str):
            self.report(key, f"found {_type(value)}; expected {A_TEXT}", language)
            return ""
        if not value.strip():
            self.report(key, f"the text is empty; expected {A_TEXT}", language)
        if unseen := _unseen(value):
            message = f"the text holds {unseen}; expected one line of visible characters"
            self.report(key, message, language)
        return value

    def _choice(self, key: str, value: object, kind: type[Choice]) -> Choice | None:
        for member in kind:
            if member == value:
                return member
        self.report(key, f"{value!r} is unknown; expected one of: {', '.join(kind)}")
        return None


def _name(values: Mapping[str, object], named_by: str, position: int) -> str:
    if not named_by:
        return str(position)
    name = values.get(named_by)
    usable = isinstance(name, str) and name.strip() and name.isprintable()
    return str(name) if usable else f"in position {position}"


def _type(value: object) -> str:
    return TYPE_NAMES.get(type(value), type(value).__name__)


def _unseen(text: str) -> str:
    """Name the control, formatting and line-breaking characters, which print as nothing or a box.

    Soft hyphens and zero-width spaces come along when a text is copied out of a PDF.
    """
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    unseen = {letter for letter, kind in kinds if kind[0] == "C" or kind in {"Zl", "Zp"}}
    return ", ".join(f"U+{ord(letter):04X}" for letter in sorted(unseen))
