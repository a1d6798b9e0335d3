"""Acts with photos, odd texts, long lists: printed whole, and the same everywhere."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.documents.act import render_act
from bot.documents.fonts import REPLACEMENT, printable
from bot.domain.act import Act
from bot.domain.checklist import Verdict
from bot.domain.inspection import Answer, Header
from bot.domain.language import Language
from tests.documents.reading import folded, read_pages, read_text
from tests.documents.samples import (
    HEADER,
    LINK,
    make_act,
    make_checklist,
    make_photos,
)


def test_photos_are_annexed(tmp_path: Path) -> None:
    """Every photo has its item, caption and time in the agency's time zone; none, no annex."""
    photos = make_photos(tmp_path, 30)

    pdf = render_act(make_act(language=Language.ENGLISH, photos=photos))

    text = read_text(pdf)
    for place, photo in enumerate(photos, start=1):
        moment = f"22 November 2026, 14:{place - 1:02}"
        assert folded(f"Photo {place}. Item {photo.requirement}. {moment}") in text
        assert folded(photo.caption or "") in text
    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages) == 30
    assert "Annex2" not in read_text(render_act(make_act(language=Language.ENGLISH)))


def test_a_long_caption_is_printed_whole(tmp_path: Path) -> None:
    """A caption that does not fit below its photo goes on over the whole width."""
    caption = " ".join(f"сөз{place}" for place in range(600))
    photos = tuple(replace(one, caption=caption) for one in make_photos(tmp_path, 2))

    text = read_text(render_act(make_act(photos=photos)))

    assert folded(caption[:500]) in text
    assert all(f"сөз{place}" in text for place in range(600))


def test_a_missing_photo_is_not_passed_over(tmp_path: Path) -> None:
    """An act never goes out without a photo that belongs to it."""
    photos = make_photos(tmp_path, 2)
    Path(photos[0].path).unlink()

    with pytest.raises(FileNotFoundError):
        render_act(make_act(photos=photos))


def test_a_name_is_printed_as_typed() -> None:
    """Markup means nothing on paper, and an emoji leaves a visible, explained square."""
    header = replace(HEADER, subject_name='"A&B" <b>ЖШС</b> 😀')

    text = read_text(render_act(replace(make_act(), header=header)))

    assert text.count('"A&B"<b>ЖШС</b>□') == 2
    assert folded("□ – басып шығаруға келмейтін таңба") in text


def test_an_act_without_values_can_still_be_printed() -> None:
    """Empty lines stay empty lines; nothing fails."""
    act = replace(make_act(), header=Header(), officials=(), answers={})

    assert folded("Тексерілмеді.") in read_text(render_act(act))


def test_numbers_may_be_long_and_odd() -> None:
    """A number like 12.3.4-1 or one with a letter the font lacks is printed, not lost."""
    checklist = make_checklist(2)
    rows = tuple(
        replace(row, number=number)
        for row, number in zip(checklist.requirements, ("112.13.14-1", "①"), strict=True)
    )
    answers = {row.number: Answer(row.number, Verdict.VIOLATES) for row in rows}
    act = replace(make_act(replace(checklist, requirements=rows)), answers=answers)

    text = read_text(render_act(act))

    assert text.count("112.13.14-1.") == 2
    assert ":112.13.14-1,□" in text


def test_a_long_checklist_repeats_its_heads() -> None:
    """200 rows: heads and numbering stand on every page of the table, no row is torn."""
    act = make_act(make_checklist(200, "Талаптың ұзақ мәтіні " * 8), language=Language.KAZAKH)

    pages = read_pages(render_act(act))

    table = [page for page in pages if "Талаптартізбесі" in page]
    assert len(table) > 15
    assert all("келмейді1234" in page for page in table)
    for requirement in act.checklist.requirements:
        row = folded(f"{requirement.number}. {requirement.text[Language.KAZAKH]}")
        assert any(row in page for page in pages)


def test_a_row_taller_than_a_page_is_continued() -> None:
    """Only a row that no page could hold is torn, and nothing of it is lost."""
    text = " ".join(f"сөз{place}" for place in range(2_000))

    read = read_text(render_act(make_act(make_checklist(2, text))))

    assert all(read.count(f"сөз{place}сөз{place + 1}") > 0 for place in range(0, 1_990, 50))
    assert "сөз1999" in read


def test_long_remarks_and_many_answers() -> None:
    """60 answers with remarks of 4,000 characters, one of them a single word, lose nothing."""
    checklist = make_checklist(60)
    remark = "ұ" * 1_000 + " сөйлем" * 400
    answers = {
        number: Answer(number, Verdict.VIOLATES, remark=f"{number}х{remark}")
        for number in checklist.numbers
    }

    text = read_text(render_act(replace(make_act(checklist), answers=answers)))

    assert text.count("сөйлем") == 60 * 400
    assert all(f"{number}хұұұ" in text for number in checklist.numbers)


def test_the_same_act_is_the_same_file_everywhere(tmp_path: Path) -> None:
    """Twice in this process and once in a new one, byte for byte."""
    program = (
        "import sys; from pathlib import Path; from tests.documents.samples import *;"
        "from bot.documents.act import render_act;"
        "photos = make_photos(Path(sys.argv[1]), 3);"
        "sys.stdout.buffer.write(render_act(make_act(photos=photos), LINK))"
    )
    act = make_act(photos=make_photos(tmp_path, 3))

    first, second = render_act(act, LINK), render_act(act, LINK)
    other = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )

    assert first == second
    assert other.stdout == first


def _with_remark(remark: str) -> Act:
    act = make_act(make_checklist(1))
    return replace(act, answers={"1": Answer("1", Verdict.VIOLATES, remark=remark)})


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_printed_and_read_again(text: str) -> None:
    """Whatever somebody sends, each character comes back, or a square in its place."""
    remark = f"«{text}»"

    read = read_text(render_act(_with_remark(remark)))

    assert folded(printable("".join(remark.split()))) in read


@pytest.mark.parametrize("character", ["😀", "中", "\0", "\u200f", "\u202e", "\ufeff", "\ud83d"])
def test_what_the_font_lacks_is_replaced_visibly(character: str) -> None:
    """Emoji, Chinese, control and direction marks, halves of characters: never dropped."""
    assert f"а{REPLACEMENT}б" in read_text(render_act(_with_remark(f"а{character}б")))
