"""The file itself: fonts, archive standard, hashes in the foot, the same bytes everywhere."""

import struct
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from fpdf import FPDF
from pypdf import PdfReader

from bot.documents.act import render_act
from bot.documents.document import render_document
from bot.documents.faces import FAMILY, Face
from bot.documents.fonts import advances
from bot.documents.paint import Properties, paint
from bot.documents.sheet import Sheet, Text
from bot.documents.truetype import TrueType, _checksum, read_true_type
from bot.domain.act import SHORT_HASH, DocumentKind, Edition
from bot.domain.language import Language
from tests.documents.reading import folded, read_pages
from tests.documents.samples import LINK, make_act, make_photos, make_whole_act

ROOT = Path(__file__).parents[2]


def test_every_page_bears_the_hashes() -> None:
    """A page put in from another act, or an act from nowhere, breaks the chain."""
    act = replace(make_whole_act(), language=Language.ENGLISH)
    own, before = act.data_hash[:SHORT_HASH], (act.previous_hash or "")[:SHORT_HASH]

    pages = read_pages(render_act(act))
    first = read_pages(render_act(replace(act, previous_hash=None)))

    assert all(
        folded(f"Hash of the data: {own}; of the act before: {before}") in page for page in pages
    )
    assert all(f"Hashofthedata:{own}" in page for page in first)
    assert not any("ofactbefore" in page for page in first)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_both_languages_give_the_same_bytes_everywhere(kind: DocumentKind, tmp_path: Path) -> None:
    """Twice in this process and once in a new one."""
    program = (
        "import sys; from pathlib import Path; from tests.documents.samples import *;"
        "from bot.documents.document import render_document;"
        "from bot.domain.act import DocumentKind, Edition;"
        "act = make_whole_act(photos=make_photos(Path(sys.argv[1]), 3));"
        "pdf = render_document(DocumentKind(sys.argv[2]), act, Edition('kk+ru'), LINK);"
        "sys.stdout.buffer.write(pdf)"
    )
    act = make_whole_act(photos=make_photos(tmp_path, 3))

    prints = [render_document(kind, act, Edition.KAZAKH_AND_RUSSIAN, LINK) for _ in range(2)]
    other = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), kind.value],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert prints[0] == prints[1] == other.stdout


def test_what_archives_ask_for_is_there(tmp_path: Path) -> None:
    """PDF/A-2u as far as its structure shows: metadata, colours, fonts, an identity, no secrets."""
    act = make_whole_act(photos=make_photos(tmp_path, 2))

    pdf = render_document(DocumentKind.ACT, act, Edition.KAZAKH_AND_RUSSIAN, LINK)

    reader = PdfReader(BytesIO(pdf))
    root = reader.root_object
    metadata: Any = root["/Metadata"]
    xmp = metadata.get_data().decode()
    assert 'pdfaid:part="2" pdfaid:conformance="U"' in xmp
    assert "/Filter" not in metadata
    intents: Any = root["/OutputIntents"]
    assert intents[0]["/S"] == "/GTS_PDFA1"
    assert intents[0]["/DestOutputProfile"]["/N"] == 3
    assert "/ID" in reader.trailer
    assert "/Encrypt" not in reader.trailer
    assert pdf.split(b"\n", 2)[1][:1] == b"%"
    assert min(pdf.split(b"\n", 2)[1][1:5]) > 127
    for page in reader.pages:
        _check_fonts(page)
        for annotation in page.annotations or []:
            assert annotation.get_object()["/F"] & 4


def _check_fonts(page: Any) -> None:
    """Embedded, with a meaning for each character, and all widths as in the font itself."""
    for font in page["/Resources"]["/Font"].values():
        whole = font.get_object()
        part = whole["/DescendantFonts"][0].get_object()
        assert "/ToUnicode" in whole
        file = TTFont(BytesIO(part["/FontDescriptor"]["/FontFile2"].get_data()))
        widths = part["/W"]
        for first, listed in zip(widths[::2], widths[1::2], strict=True):
            for glyph, width in enumerate(listed, start=first):
                wanted = file["hmtx"].metrics[file.getGlyphName(glyph)][0]
                assert abs(width - wanted * 1000 / file["head"].unitsPerEm) <= 0.51


@pytest.mark.parametrize("face", list(Face))
def test_a_font_cut_down_keeps_its_outlines(face: Face) -> None:
    """All glyphs that are kept look as before, those put together from others too."""
    with TTFont(face.path) as whole:
        names = whole.getBestCmap()
        wanted = [whole.getGlyphID(names[ord(each)]) for each in "ӘәҰұёЙй№«»A1"]
        cut = read_true_type(face.path).cut_down(wanted)
        with TTFont(BytesIO(cut)) as kept:
            for glyph in wanted:
                assert _outline(kept, glyph) == _outline(whole, glyph)
            assert _outline(kept, whole.getGlyphID(names[ord("Ж")])) == []
    assert len(cut) < face.path.stat().st_size / 3
    assert _checksum(cut + bytes(-len(cut) % 4)) == 0xB1B0AFBA


def _outline(font: TTFont, glyph: int) -> list[Any]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return list(pen.value)


def test_a_glyph_may_be_put_together_in_every_way() -> None:
    """Word or byte offsets, with one scale, two, or four: the parts are found."""
    simple = struct.pack(">hhhhh", 1, 0, 0, 0, 0)
    more, words = 0x20, 0x01
    parts = b"".join(
        struct.pack(">HH", flags | more, part) + bytes(rest)
        for flags, part, rest in (
            (words, 1, 4),
            (0, 2, 2),
            (0x08, 3, 4),
            (words | 0x40, 4, 8),
            (0x80, 5, 10),
        )
    )
    whole = struct.pack(">hhhhh", -1, 0, 0, 0, 0) + parts + struct.pack(">HH", 0, 6) + bytes(2)
    font = TrueType({b"head": bytes(54)}, (b"", *[simple] * 6, whole, simple))

    assert font._closure({7}) == {1, 2, 3, 4, 5, 6, 7}


def test_a_font_in_long_form_is_refused(tmp_path: Path) -> None:
    """Better no act than one with the wrong letters."""
    data = bytearray(Face.REGULAR.path.read_bytes())
    directory = struct.unpack_from(">H", data, 4)[0]
    for at in range(12, 12 + 16 * directory, 16):
        if data[at : at + 4] == b"head":
            (offset,) = struct.unpack_from(">L", data, at + 8)
            data[offset + 51] = 1
    path = tmp_path / "long.ttf"
    path.write_bytes(data)

    with pytest.raises(ValueError, match="long form"):
        read_true_type(path)


def test_embedding_prints_what_plain_fpdf2_prints(tmp_path: Path) -> None:
    """The same line by both ways: the same text and the same pixels."""
    line = "Әділ ұн, қой (ғой) \\ №№ – «ёж» 0123456789 □ Ɓ"
    line = "".join(each for each in line if each in advances(Face.REGULAR))
    act = make_act()
    about = Properties("t", "a", "s", "k", Language.KAZAKH, act.finished_at)
    marks = [Text(20, 40 + 10 * at, line, face, 20) for at, face in enumerate(Face)]
    plain = FPDF(unit="mm", format="A4")
    plain.add_page()
    for face, mark in zip(Face, marks, strict=True):
        plain.add_font(FAMILY, face.value, face.path)
        plain.set_font(FAMILY, face.value, 20)
        plain.text(mark.x, mark.y, line)

    ours, theirs = paint([Sheet(list(marks))], about), bytes(plain.output())

    assert read_pages(ours) == read_pages(theirs)
    assert _pixels(ours, tmp_path) == _pixels(theirs, tmp_path)


def _pixels(pdf: bytes, folder: Path) -> bytes:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    command = ["pdftoppm", "-r", "60", "-gray", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout
