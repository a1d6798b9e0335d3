"""Annex 1 beside the approved form: what the order shows stands where the order shows it."""

from dataclasses import replace

import pytest

from bot.documents.act import render_act
from bot.documents.document import render_document
from bot.domain.act import DocumentKind, Edition
from bot.domain.checklist import Verdict
from bot.domain.circumstances import Acquaintance, Circumstances, Official
from bot.domain.inspection import Answer
from bot.domain.language import Language
from tests.documents.reading import Piece, folded, read_pages, read_pieces, read_text
from tests.documents.samples import make_act, make_checklist, make_whole_act

LISTS = ("digital_miners", "digital_mining_pools")
MIDDLE, RIGHT = 110.0, 195.0
"""Millimetres: the middle of the text, and where it ends."""


def _form(checklist: str) -> list[Piece]:
    """The pieces of the form, from the annex's label on."""
    pieces = read_pieces(render_act(make_whole_act(checklist)))
    start = next(at for at, piece in enumerate(pieces) if "1-қосымша" in piece.text)
    return pieces[start:]


def _first(pieces: list[Piece], text: str) -> Piece:
    return next(piece for piece in pieces if piece.text.startswith(text))


@pytest.mark.parametrize("checklist", LISTS)
def test_the_parts_of_the_form_follow_each_other(checklist: str) -> None:
    """Corner, title, header, table, signatures: from the top to the bottom, as in the order."""
    form = make_act(checklist).checklist
    text = "".join(read_pages(render_act(make_whole_act(checklist)))[2:])
    parts = [form.approval_corner, *form.title, *(line.caption for line in form.header)]
    parts += [*form.columns, form.requirements[0].text, form.requirements[-1].text]
    parts += [block.caption for block in form.signatures]

    at = -1
    for part in parts:
        at = text.find(folded(part[Language.KAZAKH]), at + 1)
        assert at >= 0, part[Language.KAZAKH]


def test_the_approval_stands_in_the_upper_right_corner() -> None:
    """Above the title, right of the middle."""
    form = _form("digital_miners")

    corner, title = (
        _first(form, "Қазақстан Республикасы Ұлттық"),
        _first(form, "Цифрлық майнерлерге"),
    )

    assert corner.x > MIDDLE
    assert corner.y > title.y > _first(form, "Тексеруді тағайындаған").y


def test_a_caption_stands_below_its_line() -> None:
    """The value is written on the line, and the form's small print below the value."""
    form = _form("digital_miners")

    caption, value, note = (
        _first(form, text) for text in ("Тексеруді тағайындау туралы Акт", "17-2/141", "№, күні")
    )

    assert value.y == caption.y
    assert 2 < value.y - note.y < 6
    assert value.x > caption.x


def test_the_numbering_line_is_repeated_with_the_heads() -> None:
    """1 2 3 4 stand below the heads on each page of the table, each in its column."""
    form = _form("digital_miners")

    heads = [piece for piece in form if piece.text == "Талаптар тізбесі"]
    assert len(heads) == 2
    for head in heads:
        below = [piece for piece in form if piece.page == head.page and 0 < head.y - piece.y < 12]
        assert [piece.text for piece in below if piece.text.isdigit()] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("acquaintance", list(Acquaintance))
def test_the_representative_signs_or_it_is_said_why_not(
    acquaintance: Acquaintance, language: Language
) -> None:
    """One statement in the act and one on the form; room for the signature in any case."""
    known = Circumstances(
        representative_name="Жұмабаев Асқар",
        representative_position="инженер-энергетик",
        acquaintance=acquaintance,
    )
    act = replace(make_act(language=language), circumstances=known)
    said = {
        Acquaintance.SIGNED: ("signs it.", "қол қояды.", "подписывает его."),
        Acquaintance.REFUSED_TO_SIGN: (
            "refused to sign",
            "қол қоюдан бас тартты.",
            "от подписи отказался.",
        ),
        Acquaintance.REFUSED_TO_READ: (
            "refused to get acquainted with this",
            "осы құжатпен танысудан бас тартты.",
            "от ознакомления с настоящим документом отказался.",
        ),
        Acquaintance.ABSENT: ("was absent", "болған жоқ.", "отсутствовал."),
    }
    place = [Language.ENGLISH, Language.KAZAKH, Language.RUSSIAN].index(language)

    text = read_text(render_act(act))

    assert text.count(folded(said[acquaintance][place])) == 2
    others = [each for each in Acquaintance if each is not acquaintance]
    assert [each for each in others if folded(said[each][place]) in text] == []
    assert text.count("Жұмабаев") == 3


def test_several_officials_sign_the_form() -> None:
    """Each has lines of their own, and the caption stands once on a page."""
    colleagues = tuple(Official(f"Тегі{place} Аты", "сарапшы") for place in range(6))
    act = replace(make_act(), circumstances=Circumstances(colleagues=colleagues))

    pages = read_pages(render_act(act))[2:]

    signed = [page for page in pages if "Аты" in page]
    assert len(signed) == 2
    assert [page.count(folded("Лауазымды тұлға (лар)")) for page in signed] == [1, 1]
    form = "".join(pages)
    assert all(f"Тегі{place}" in form for place in range(6))
    assert form.count(folded("тегі, аты, әкесінің аты (болған жағдайда)")) == 9


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_form_may_ask_for_fewer_notes(count: int) -> None:
    """Another order's form has other signature lines, or none at all."""
    act = make_whole_act()
    blocks = tuple(replace(block, notes=block.notes[:count]) for block in act.checklist.signatures)

    for signatures in (blocks, ()):
        form = replace(act.checklist, signatures=signatures)
        text = read_text(render_act(replace(act, checklist=form)))
        assert (folded("Бақылау субъектісі") in text) is bool(signatures)


def test_marks_are_centred_and_rows_not_torn() -> None:
    """A short row keeps together, its mark is at half its height, in the middle of its column."""
    act = make_act(make_checklist(60, "Талаптың мәтіні " * 12))
    answers = {number: Answer(number, Verdict.COMPLIES) for number in act.checklist.numbers}

    pdf = render_act(replace(act, answers=answers))

    pages = read_pages(pdf)
    for row in act.checklist.requirements:
        assert any(folded(f"{row.number}. {row.text[Language.KAZAKH]}") in page for page in pages)
    ticks = [piece for piece in read_pieces(pdf) if piece.text == "+"]
    assert len({round(tick.x, 1) for tick in ticks}) == 1
    assert 144 < ticks[0].x < 148


def test_the_form_names_its_edition_and_its_standing() -> None:
    """The amendments are named; a translation of the form is called one."""
    act = make_whole_act()
    for edition, note in (
        (Edition.KAZAKH, "№ 373/НҚ, 2024 ж. 26 маусым"),
        (Edition.RUSSIAN, "(неофициальный перевод формы и её требований)"),
    ):
        assert folded(note) in read_text(render_document(DocumentKind.ACT, act, edition))
    kazakh = read_text(render_document(DocumentKind.ACT, act, Edition.KAZAKH))
    assert folded("бейресми аудармасы") not in kazakh
