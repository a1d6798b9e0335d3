"""The bot says the same in every language, and says nothing in one language only."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.demo.trouble.answers import PAGE_OF_A_PROXY
from bot.documents.embedding import TO_UNICODE
from bot.documents.metadata import _TEMPLATE
from bot.domain.language import Language
from bot.i18n import DOMAIN, catalogue_path, gettext, ngettext, speaking
from tests.spoken import untranslated
from tests.translations import ROOT, faults

BLANK = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[a-z]")
SPOKEN_IN = ("bot/telegram", "bot/documents", "bot/demo")
NEEDS_NO_TRANSLATION = {
    "Тілді таңдаңыз\nВыберите язык\nChoose the language": "asks in all languages at once",
    "<blockquote expandable>": "a tag",
    "chat not found": "Telegram's own words, which the bot looks for",
    "the act could not be printed": "kept in the database, put into words when shown",
    "could not be printed": "the same, looked for",
    "the person has no role any more": "kept in the database, put into words when shown",
    "no role": "the same, looked for",
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message": "Telegram's own words",
    "query is too old and response timeout expired or query ID is invalid": "Telegram's own words",
    "terminated by other getUpdates request; make sure that only one bot instance is running": (
        "Telegram's own words"
    ),
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
    " first": "Telegram's own words",
    "wrong file_id or the file is temporarily unavailable": "Telegram's own words",
    PAGE_OF_A_PROXY: "what stands between the bot and Telegram says at times",
    TO_UNICODE: "a table of a font, in the language of PDF",
    _TEMPLATE: "a document about the document, for machines",
}
LABELS = {
    "✅ Complies": ("✅ Сәйкес келеді", "✅ Соответствует", "✅ Complies"),
    "❌ Does not comply": ("❌ Сәйкес келмейді", "❌ Не соответствует", "❌ Does not comply"),
    "➖ Not applicable": ("➖ Қолданылмайды", "➖ Не применимо", "➖ Not applicable"),
    "Skip": ("Өткізіп жіберу", "Пропустить", "Skip"),
    "Finish": ("Аяқтау", "Завершить", "Finish"),
    "Send to supervisor": ("Басшыға жіберу", "Отправить руководителю", "Send to supervisor"),
}
VIOLATIONS = {
    Language.KAZAKH: {count: f"{count} бұзушылық" for count in (1, 2, 5, 11, 21)},
    Language.RUSSIAN: {
        1: "1 нарушение",
        2: "2 нарушения",
        5: "5 нарушений",
        11: "11 нарушений",
        21: "21 нарушение",
    },
    Language.ENGLISH: {
        1: "1 violation",
        2: "2 violations",
        5: "5 violations",
        11: "11 violations",
        21: "21 violations",
    },
}


def blanks(text: str) -> list[str]:
    """The places where a value is filled in, sorted."""
    return sorted(BLANK.findall(text))


def forms(given: str | Sequence[str] | None) -> Sequence[str]:
    """Singular and plural forms, or the one form."""
    return [given] if isinstance(given, str) else list(given or ())


def wrong_blanks(messages: Iterable[Message]) -> list[str]:
    """Name each translation with other blanks than the text it translates."""
    return [
        translated
        for message in messages
        if message.id
        for translated in forms(message.string)
        if blanks(translated) not in [blanks(form) for form in forms(message.id)]
    ]


def read(source: bytes) -> Catalog:
    """Read a catalogue."""
    return read_po(BytesIO(source), domain=DOMAIN)


def test_every_text_of_the_code_is_in_every_catalogue_and_no_other() -> None:
    """`python -m tests.translations --write` adds what is missing, for a translator."""
    assert faults() == []


@pytest.mark.case(54)
@pytest.mark.parametrize("language", list(Language))
def test_every_translation_has_the_blanks_of_its_text(language: Language) -> None:
    """A blank too many breaks the bot in one language, one too few hides a value."""
    assert wrong_blanks(read(catalogue_path(language).read_bytes())) == []


@pytest.mark.parametrize(
    "translated",
    [
        'msgid "Act %(number)s"\nmsgstr "Акт %(nomer)s"',
        'msgid "Act %(number)s"\nmsgstr "Акт"',
        'msgid "Act {number}"\nmsgstr "Акт {number} {number}"',
        (
            'msgid "%(count)d act"\nmsgid_plural "%(count)d acts"\n'
            'msgstr[0] "%(count)d акт"\nmsgstr[1] "%(count)s акта"'
        ),
    ],
)
def test_a_wrong_blank_is_found(translated: str) -> None:
    """The test above notices a misspelt, a lost, a doubled and a changed blank."""
    assert len(wrong_blanks(read(translated.encode()))) == 1


@pytest.mark.parametrize("language", list(Language))
def test_counts_take_the_right_form(language: Language) -> None:
    """Russian has three forms, English two; a Kazakh noun stays in the singular."""
    with speaking(language):
        for count, words in VIOLATIONS[language].items():
            form = ngettext("%(count)d violation", "%(count)d violations", count)
            assert form % {"count": count} == words


@pytest.mark.parametrize(("message", "translations"), LABELS.items())
def test_the_fixed_labels_are_those_of_the_design(
    message: str, translations: tuple[str, str, str]
) -> None:
    """Agencies print these words in their instructions."""
    for language, expected in zip(Language, translations, strict=True):
        with speaking(language):
            assert gettext(message) == expected


def modules() -> list[Path]:
    """The modules that speak to people."""
    return [path for folder in SPOKEN_IN for path in sorted((ROOT / folder).rglob("*.py"))]


def test_nothing_is_said_in_one_language_only() -> None:
    """Every sentence of the conversation, the papers and the page goes through gettext."""
    found = {
        (path.relative_to(ROOT).as_posix(), text)
        for path in modules()
        for text in untranslated(path.read_text("utf-8"))
        if text not in NEEDS_NO_TRANSLATION
    }
    assert found == set()


def test_no_exception_is_left_over() -> None:
    """What the list allows is still said somewhere."""
    said = {text for path in modules() for text in untranslated(path.read_text("utf-8"))}
    assert said >= set(NEEDS_NO_TRANSLATION)


@pytest.mark.parametrize(
    "source",
    [
        'Screen("Choose the checklist", rows)',
        'button(text="Send it now")',
        'LABEL = "Новая проверка"',
        'notice = f"Act {number} was sent"',
        'def ask():\n    """Ask."""\n    return "Not saved, sorry"',
    ],
)
def test_a_sentence_outside_of_gettext_is_found(source: str) -> None:
    """The rule notices arguments, constants, f-strings and what is returned."""
    assert len(untranslated(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '_("Choose the checklist")',
        'ngettext("%(count)d open draft", "%(count)d open drafts", n)',
        'def ask():\n    """Ask for the checklist."""',
        'raise ValueError("not a number")',
        'callback_data = "ax"',
    ],
)
def test_what_is_no_sentence_for_people_is_left_alone(source: str) -> None:
    """Translated texts, docstrings, errors for programmers and single words."""
    assert untranslated(source) == []
