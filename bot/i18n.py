"""Interface texts: gettext catalogues, compiled in memory from `locales/` when first needed."""

import gettext as gettext_module
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from bot.domain.language import Language

LOCALES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "bot"
BLANK = re.compile(r"%\((\w+)\)")

_language: ContextVar[Language] = ContextVar("language")


class CatalogueBroken(Exception):
    """A file of translations is missing or cannot be read."""


def catalogue_path(language: Language) -> Path:
    """Where the translations of one language are kept."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def catalogue(language: Language) -> gettext_module.GNUTranslations:
    """Compile one language's catalogue; raises `CatalogueBroken`."""
    path = catalogue_path(language)
    try:
        return _compile(path, language)
    except (OSError, ValueError, PoFileError) as error:
        raise CatalogueBroken(f"{path}: {error}") from error


def _compile(path: Path, language: Language) -> gettext_module.GNUTranslations:
    with path.open("rb") as source:
        messages = read_po(source, locale=language.value, domain=DOMAIN, abort_invalid=True)
    for message in messages:
        _fill_in(message)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


def _fill_in(message: Message) -> None:
    """Try a translation's blanks now: a wrong one would fail only when somebody is spoken to."""
    texts, translated = _forms(message.id), _forms(message.string)
    values = dict.fromkeys(BLANK.findall("".join(texts)), 1)
    for text in translated:
        try:
            if values:
                text % values
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {message.lineno}: wrong blank ({error})") from error


def _forms(given: str | Sequence[str] | None) -> Sequence[str]:
    return [given] if isinstance(given, str) else given or ()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Make `_` and `ngettext` answer in this language inside the block."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def current_language() -> Language:
    """Tell the language of the block we are in; raises `LookupError` outside of one."""
    return _language.get()


def gettext(message: str) -> str:
    """Translate a text into the current language."""
    return catalogue(current_language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a text that depends on a count, by the plural rules of the current language."""
    return catalogue(current_language()).ngettext(singular, plural, count)


_ = gettext
