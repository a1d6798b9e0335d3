"""Acts read back from their PDFs."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.act import render_act
from bot.documents.checklist_table import EDGES, TICK
from bot.documents.order import render_order
from bot.documents.wording import written_date
from bot.domain.act import ActNumber
from bot.domain.checklist import Severity, Verdict
from bot.domain.inspection import Answer
from bot.domain.language import Language
from bot.i18n import speaking
from tests.documents.reading import Piece, folded, read_pages, read_pieces, read_text
from tests.documents.samples import (
    ENCLOSURES,
    HEADER,
    LINK,
    OFFICIALS,
    REMARK,
    make_act,
    make_checklist,
    make_photos,
)

CHECKLISTS = ("digital_miners", "digital_mining_pools")
every_print = pytest.mark.parametrize(
    ("checklist", "language"),
    [(checklist, language) for checklist in CHECKLISTS for language in Language],
)
every_language = pytest.mark.parametrize("language", list(Language))


def _ticks(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text == TICK]


def _column(piece: Piece) -> int:
    return sum(1 for edge in EDGES if edge < piece.x)


@every_print
def test_every_requirement_is_printed_word_for_word(checklist: str, language: Language) -> None:
    """No word of the order is lost or changed, and the rows keep their order."""
    act = make_act(checklist, language)

    form = "".join(read_pages(render_act(act))[1:])

    places = [
        form.find(folded(f"{row.number}. {row.text[language]}"))
        for row in act.checklist.requirements
    ]
    assert -1 not in places
    assert places == sorted(places)


@every_print
def test_the_form_has_its_captions_and_values(checklist: str, language: Language) -> None:
    """Corner, title, captions, notes, column heads and all that was entered can be read."""
    act = make_act(checklist, language)
    form = act.checklist
    wanted = [form.approval_corner, *form.title, *form.columns]
    wanted += [line.caption for line in form.header]
    wanted += [line.note for line in form.header if line.note]
    wanted += [block.caption for block in form.signatures]
    wanted += [note for block in form.signatures for note in block.notes]

    text = read_text(render_act(act))

    assert [one[language] for one in wanted if folded(one[language]) not in text] == []
    for value in (HEADER.state_body, HEADER.appointment_number, HEADER.subject_name):
        assert folded(value or "") in text
    assert f"{HEADER.subject_number}" in text
    assert folded(HEADER.address or "") in text
    with speaking(language):
        assert HEADER.appointment_date is not None
        assert folded(written_date(HEADER.appointment_date)) in text
    for official in OFFICIALS:
        assert text.count(folded(official.full_name)) == 3
        assert folded(official.position) in text


@every_print
def test_marks_stand_in_the_column_of_the_verdict(checklist: str, language: Language) -> None:
    """One mark a row: column 3 complies, column 4 does not, none where it is not applicable."""
    act = make_act(checklist, language)
    columns = {Verdict.COMPLIES: 3, Verdict.VIOLATES: 4}

    ticks = _ticks(read_pieces(render_act(act)))

    verdicts = [act.answers[number].verdict for number in act.checklist.numbers]
    assert [_column(tick) for tick in ticks] == [
        columns[verdict] for verdict in verdicts if verdict in columns
    ]


def test_a_mark_is_level_with_its_requirement() -> None:
    """A mark belongs to exactly one row: it stands between this number and the next."""
    act = make_act("digital_mining_pools", violations=False)

    pieces = read_pieces(render_act(act))

    table = pieces[next(i for i, piece in enumerate(pieces) if piece.text == "Талаптар тізбесі") :]
    numbers = [piece for piece in table if piece.text in {f"{n}." for n in range(1, 9)}]
    for number, tick in zip(numbers, _ticks(pieces), strict=True):
        assert number.page == tick.page
        assert -30 < tick.y - number.y < 3


@every_language
def test_violations_are_listed_in_the_act(language: Language) -> None:
    """The act names the violated requirements, what was found, and their items in one line."""
    act = make_act(language=language)

    page = read_pages(render_act(act))[0]

    assert folded(act.checklist.requirement("3").text[language]) in page
    assert page.count(folded(REMARK)) == 2
    assert ":2,3" in page
    assert folded(act.checklist.name[language]) in page


@pytest.mark.parametrize(
    ("severity", "name"),
    [
        (Severity.GROSS, "өрескел бұзушылық"),
        (Severity.SIGNIFICANT, "елеулі бұзушылық"),
        (Severity.MINOR, "болмашы бұзушылық"),
    ],
)
def test_the_act_names_the_severity(severity: Severity, name: str) -> None:
    """Where the checklist knows how grave a violation is, the act says it."""
    checklist = make_checklist(2)
    rows = tuple(replace(row, severity=severity) for row in checklist.requirements)

    act = make_act(replace(checklist, requirements=rows))

    assert folded(f"Бұзушылықтың ауырлық дәрежесі: {name}") in read_pages(render_act(act))[0]


@every_language
def test_a_violation_without_words_has_its_nature(language: Language, tmp_path: Path) -> None:
    """The case that was chosen tells what was found, and evidence is pointed at."""
    act = make_act(language=language, photos=make_photos(tmp_path, 13))
    none = Answer("5", Verdict.VIOLATES, alternative="none")
    act = replace(act, answers={**act.answers, "5": none}, enclosures=ENCLOSURES)
    case = act.checklist.requirement("5").alternative("none")
    assert case is not None

    for render in (render_act, render_order):
        assert folded(case.text[language]) in read_text(render(act))
    page = read_text(render_act(act))
    assert ":5,13" in page
    assert ":3,11;" in page


def test_signatures_stay_with_their_act() -> None:
    """Whoever signs does it on one page, below the heading, however many they are."""
    for officials in (OFFICIALS, OFFICIALS * 3):
        pages = read_pages(render_act(replace(make_act(), officials=officials)))

        assert pages[1].startswith(folded("9. Субъект өкілдерінің"))
        assert folded(officials[-1].full_name) in pages[1].split("10.Т")[1]


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        (Language.KAZAKH, "Бұзушылықтар анықталған жоқ."),
        (Language.RUSSIAN, "Нарушений не выявлено."),
        (Language.ENGLISH, "No violations were found."),
    ],
)
def test_the_act_says_that_there_are_no_violations(language: Language, statement: str) -> None:
    """Without violations the act says so (Entrepreneurial Code, art. 152(11))."""
    page = read_pages(render_act(make_act(language=language, violations=False)))[0]

    assert folded(statement) in page


def test_notes_say_why_a_row_is_empty() -> None:
    """What is not applicable or was not checked has a note with the reason below the table."""
    act = make_act("digital_miners", Language.ENGLISH)
    answers = {
        **act.answers,
        "4": Answer("4", Verdict.NOT_APPLICABLE, reason="Rented premises"),
        "5": Answer("5", Verdict.COMPLIES, alternative="substation", remark="Seen on site"),
        "6": Answer("6"),
        "8": Answer("8", Verdict.NOT_APPLICABLE),
    }

    text = read_text(render_act(replace(act, answers=answers)))

    requirement = act.checklist.requirement("5")
    case = requirement.alternative("substation")
    usual = act.checklist.requirement("8").not_applicable
    assert case is not None
    assert usual is not None
    for note in (
        "1) Item 4. Not applicable: Rented premises",
        f"2) Item 5. Case chosen: {case.text[Language.ENGLISH]}",
        "3) Item 5. Remark: Seen on site",
        "4) Item 6. Not checked.",
        f"5) Item 8. Not applicable: {usual[Language.ENGLISH]}",
    ):
        assert folded(note) in text


@every_language
def test_every_page_says_which_act_it_belongs_to(language: Language, tmp_path: Path) -> None:
    """Number, place among the pages, verification code and its link are on every page."""
    act = make_act(language=language, photos=make_photos(tmp_path, 3))

    pdf = render_act(act, LINK)

    pages = read_pages(pdf)
    numbers = {Language.KAZAKH: "{0}-бет,барлығы{1}бет", Language.RUSSIAN: "Страница{0}из{1}"}
    pattern = numbers.get(language, "Page{0}of{1}")
    for place, (text, page) in enumerate(zip(pages, PdfReader(BytesIO(pdf)).pages, strict=True), 1):
        assert pattern.format(place, len(pages)) in text
        assert act.code in text
        assert str(act.number) in text
        assert len(page.images) >= 1
        assert page.annotations is not None
        assert LINK in repr(page.annotations[0].get_object())


def test_a_translation_says_that_the_kazakh_text_prevails() -> None:
    """Every page of a print in another language names its standing; the original has no such."""
    for language, note in (
        (Language.RUSSIAN, "неофициальный перевод. Преимущественную силу имеет текст"),
        (Language.ENGLISH, "Unofficial translation. The Kazakh text prevails."),
    ):
        act = make_act(language=language)
        assert all(folded(note) in page for page in read_pages(render_act(act)))
        copy = "the original is in Kazakh." if language is Language.ENGLISH else "подлинник –"
        assert folded(copy) in read_text(render_act(act))
        original = render_act(replace(act, original_language=language))
        assert folded(copy) not in read_text(original)
    assert "аударма" not in read_text(render_act(make_act()))


def test_a_corrected_act_says_so() -> None:
    """A later revision names itself and says that it replaces the earlier ones."""
    act = replace(make_act(language=Language.ENGLISH), number=ActNumber(2026, 123, revision=2))

    page = read_pages(render_act(act))[0]

    assert folded("(revision 2, replaces the earlier ones)") in page
    assert folded("Act No. 2026-000123, revision 2") in page


def test_the_file_describes_itself() -> None:
    """Title, state body, language and the time of the act are in the file's properties."""
    act = make_act()

    reader = PdfReader(BytesIO(render_act(act)))

    assert reader.metadata is not None
    assert reader.metadata.title == "Тексеру нәтижелері туралы № 2026-000123 акт"
    assert reader.metadata.author == HEADER.state_body
    assert reader.metadata.subject == act.checklist.name[Language.KAZAKH]
    assert reader.metadata.creation_date == act.finished_at
    assert str(reader.root_object["/Lang"]) == "kk"
