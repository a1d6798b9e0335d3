"""Compares the catalogues with the code: `python -m tests.translations [--write]`.

Every text of the code must be in `bot.pot`, and every text of `bot.pot` translated in each
language; `--write` brings both up to the code, with new texts left to translate.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.domain.language import Language
from bot.i18n import DOMAIN, LOCALES, catalogue_path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS = {"_": 1, "gettext": 1, "ngettext": 2}
"""How many of a call's arguments are texts."""
BORN = datetime(2026, 11, 22, tzinfo=UTC)


def extracted() -> Catalog:
    """Collect all texts of the code."""
    template = Catalog(
        project="Tekseru",
        version="1",
        copyright_holder="The Tekseru authors",
        charset="utf-8",
        creation_date=BORN,
    )
    for file in sorted((ROOT / "bot").rglob("*.py")):
        for message in texts_of(file.read_text(encoding="utf-8")):
            template.add(message)
    return template


def texts_of(source: str) -> Iterator[str | tuple[str, ...]]:
    """Find the texts of a module; Babel's own extractor does not look into f-strings."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        count = KEYWORDS.get(node.func.id)
        if count:
            words = tuple(ast.literal_eval(argument) for argument in node.args[:count])
            yield words if count > 1 else words[0]


def faults() -> list[str]:
    """Name each text that is missing from the template or a catalogue, or is there in vain."""
    wanted = {_key(message) for message in extracted() if message.id}
    with TEMPLATE.open("rb") as source:
        known = {_key(message) for message in read_po(source) if message.id}
    found = [f"{TEMPLATE.name}: {text!r} is missing" for text in sorted(wanted - known)]
    found += [f"{TEMPLATE.name}: {text!r} is no longer used" for text in sorted(known - wanted)]
    for language in Language:
        found += _faults_of(language, wanted)
    return found


def _faults_of(language: Language, wanted: set[str]) -> list[str]:
    catalogue = _read(language)
    complete = {_key(message) for message in catalogue if message.id and _is_complete(message)}
    name = f"{language}/{DOMAIN}.po"
    found = [f"{name}: {text!r} is not translated" for text in sorted(wanted - complete)]
    return found + [f"{name}: {text!r} is no longer used" for text in sorted(complete - wanted)]


def write() -> None:
    """Bring template and catalogues up to the code."""
    template = extracted()
    _save(TEMPLATE, template)
    for language in Language:
        catalogue = _read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if language is Language.ENGLISH:
            for message in catalogue:
                message.string = message.string if _is_complete(message) else message.id
        _save(catalogue_path(language), catalogue)


def _read(language: Language) -> Catalog:
    with catalogue_path(language).open("rb") as source:
        return read_po(source, locale=language.value, domain=DOMAIN)


def _save(path: Path, catalogue: Catalog) -> None:
    catalogue.creation_date = catalogue.revision_date = BORN
    text = BytesIO()
    write_po(text, catalogue, sort_output=True, no_location=True, width=100)
    path.write_bytes(text.getvalue())


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _is_complete(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return all(strings) and not message.fuzzy


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    found = faults()
    for fault in found:
        sys.stdout.write(fault + "\n")
    sys.exit(1 if found else 0)
