"""Editions: one language or two in one file, originals, copies and translations."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.document import render_document
from bot.domain.act import DocumentKind, Edition
from bot.domain.language import Language
from tests.documents.reading import folded, read_pages, read_text
from tests.documents.samples import ENCLOSURES, LINK, make_act, make_photos, make_whole_act

ACT, ORDER = DocumentKind.ACT, DocumentKind.ORDER
BOTH = Edition.KAZAKH_AND_RUSSIAN
every_kind = pytest.mark.parametrize("kind", list(DocumentKind))


@every_kind
def test_both_languages_stand_one_after_the_other(kind: DocumentKind) -> None:
    """The Kazakh document comes first, the Russian one second, with one numbering of pages."""
    act = make_whole_act()

    pages = read_pages(render_document(kind, act, BOTH, LINK))

    row = act.checklist.requirement("3").text
    kazakh = [at for at, page in enumerate(pages) if folded(row[Language.KAZAKH]) in page]
    russian = [at for at, page in enumerate(pages) if folded(row[Language.RUSSIAN]) in page]
    assert max(kazakh) < min(russian)
    for place, page in enumerate(pages, start=1):
        in_kazakh = folded(f"{place}-бет, барлығы {len(pages)} бет")
        in_russian = folded(f"Страница {place} из {len(pages)}")
        assert in_kazakh in page or in_russian in page


@every_kind
def test_both_parts_say_that_the_kazakh_text_prevails(kind: DocumentKind) -> None:
    """Nobody who holds one page only is misled."""
    for page in read_pages(render_document(kind, make_whole_act(), BOTH)):
        assert folded("Қазақ тіліндегі мәтін басым күшке ие.") in page or (
            folded("Преимущественную силу имеет текст на казахском языке.") in page
            and folded("неофициальный перевод") in page
        )


def test_photos_are_printed_once_with_labels_in_both_languages(tmp_path: Path) -> None:
    """Twice the language is not twice the file."""
    act = replace(make_act(photos=make_photos(tmp_path, 4)), enclosures=ENCLOSURES)

    pdf = render_document(ACT, act, BOTH)

    text = read_text(pdf)
    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages) == 4
    for said in (
        "1-фотосурет. 1-тармақ.",
        "Фото 1. Пункт 1.",
        "Фотосуреттер / Фотоснимки",
        "дауыстық хабарлама / голосовое сообщение",
    ):
        assert text.count(folded(said)) == 1


@pytest.mark.parametrize(
    ("edition", "original", "note"),
    [
        (Edition.KAZAKH, Language.KAZAKH, None),
        (Edition.RUSSIAN, Language.RUSSIAN, None),
        (
            Edition.ENGLISH,
            Language.KAZAKH,
            "This copy is in English, the original is in Kazakh.",
        ),
        (
            Edition.RUSSIAN,
            Language.KAZAKH,
            "Настоящая копия – на русском языке, подлинник – на казахском языке.",
        ),
        (
            BOTH,
            Language.KAZAKH,
            "Настоящая копия – на казахском и русском языках, подлинник – на казахском языке.",
        ),
    ],
)
def test_a_copy_in_another_language_says_so(
    edition: Edition, original: Language, note: str | None
) -> None:
    """The same number on another sheet must not pass for the original."""
    act = replace(make_whole_act(), original_language=original)

    text = read_text(render_document(ACT, act, edition))

    if note is None:
        assert folded("көшірме қ") not in text
        assert folded("копия –") not in text
    else:
        assert folded(note) in text


def test_an_original_in_two_languages_is_no_copy() -> None:
    """Finished in both languages, printed in both: the original; in one of them: a copy."""
    act = replace(make_whole_act(), original_edition=BOTH)

    assert "көшірме" not in read_text(render_document(ACT, act, BOTH))
    copy = read_text(render_document(ACT, act, Edition.KAZAKH))
    assert folded("Бұл көшірме қазақ тілінде, түпнұсқасы қазақ және орыс тілдерінде.") in copy


def test_an_official_translation_is_not_called_unofficial() -> None:
    """As soon as the checklist's file says that its Russian text is official, the notes go."""
    act = replace(make_whole_act(), original_language=Language.RUSSIAN)
    order = replace(
        act.checklist.order, official_languages=frozenset({Language.KAZAKH, Language.RUSSIAN})
    )
    official = replace(act, checklist=replace(act.checklist, order=order))

    assert "неофициальный" in read_text(render_document(ACT, act, Edition.RUSSIAN))
    assert "неофициальный" not in read_text(render_document(ACT, official, Edition.RUSSIAN))
    english = read_text(render_document(ACT, official, Edition.ENGLISH))
    assert folded("Unofficial translation. The Kazakh text prevails.") in english


def test_the_outline_leads_to_the_parts(tmp_path: Path) -> None:
    """Act, annexes and both languages are one tap away in any reader."""
    act = make_whole_act(photos=make_photos(tmp_path, 1))

    reader = PdfReader(BytesIO(render_document(ACT, act, BOTH)))

    titles = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)]
    assert titles == [
        "Тексеру нәтижелері туралы акт № 2026-000123",
        "№ 2026-000123 актіге 1-қосымша: Толтырылған тексеру парағы",
        "Акт о результатах проверки № 2026-000123",
        "Приложение 1 к акту № 2026-000123: Заполненный проверочный лист",
        "№ 2026-000123 актіге 2-қосымша: Фотосуреттер және өзге де дәлелдер",
    ]
