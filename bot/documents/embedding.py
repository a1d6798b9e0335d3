"""Fonts parsed once per process, and put into a PDF without fpdf2's detours.

This file alone relies on the inside of fpdf2, whose version is pinned for it; a test compares what
it embeds with what plain fpdf2 would.
"""

from copy import copy
from functools import cache
from typing import Any

from fpdf import FPDF
from fpdf.fonts import TTFFont
from fpdf.output import CIDSystemInfo, OutputProducer, PDFFont, PDFFontStream
from fpdf.syntax import Name, PDFArray, PDFContentStream

from bot.documents.faces import FAMILY, Face
from bot.documents.truetype import read_true_type

TAG = "TEKSER"
"""Six letters before the font's name say that it is cut down."""
ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r"})
TO_UNICODE = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
BLOCK = 100
"""So many characters a block of the table may have."""


class PreparedFont(TTFFont):
    """A parsed face; each document takes a copy and notes the characters that it used."""

    face: Face
    codes: dict[str, str]
    used: set[str]

    def encode_text(self, text: str) -> str:
        """Write the text by the numbers of its glyphs."""
        self.used.update(text)
        codes = self.codes
        return f"({''.join([codes[character] for character in text])}) Tj"


class Producer(OutputProducer):
    """Writes a document whose fonts are all prepared ones."""

    def _add_fonts(self, *_args: Any) -> dict[int, Any]:
        fonts = sorted(self.fpdf.fonts.values(), key=lambda font: font.i)
        return {font.i: self._embed(font) for font in fonts if isinstance(font, PreparedFont)}

    def _embed(self, font: PreparedFont) -> PDFFont:
        name = f"{TAG}+{font.name}"
        glyphs = {font.glyph_ids[ord(each)]: each for each in sorted(font.used, reverse=True)}
        whole = PDFFont(subtype="Type0", base_font=name, encoding="Identity-H")
        widths = _widths({glyph: round(font.cw[ord(each)]) for glyph, each in glyphs.items()})
        part: Any = PDFFont("CIDFontType2", name, d_w=font.desc.missing_width, w=widths)
        part.c_i_d_to_g_i_d_map = Name("Identity")
        part.c_i_d_system_info = CIDSystemInfo()
        descriptor: Any = copy(font.desc)
        part.font_descriptor = descriptor
        descriptor.font_name = Name(name)
        file = PDFFontStream(contents=read_true_type(font.face.path).cut_down(glyphs))
        descriptor.font_file2 = file
        whole.to_unicode = PDFContentStream(_to_unicode(glyphs), compress=True)
        whole.descendant_fonts = PDFArray([part])
        added = (whole, part, whole.to_unicode, part.c_i_d_system_info, descriptor, file)
        for each in added:
            self._add_pdf_obj(each, "fonts")
        return whole


def add_prepared_faces(document: FPDF) -> None:
    """Make both faces known to a document, parsed when the first one needed them."""
    for face in Face:
        font = copy(_prepared(face))
        font.i = len(document.fonts) + 1
        font.used = set()
        document.fonts[font.fontkey] = font


@cache
def _prepared(face: Face) -> PreparedFont:
    font = PreparedFont(FPDF(), face.path, f"{FAMILY.lower()}{face.value}", face.value)
    font.face = face
    font.codes = {
        chr(code): f"{chr(glyph >> 8)}{chr(glyph & 0xFF)}".translate(ESCAPED)
        for code, glyph in font.glyph_ids.items()
    }
    font.close()
    return font


def _widths(widths: dict[int, int]) -> str:
    """List widths by glyph, neighbours in one bracket."""
    written, last = "", -1
    for glyph, width in sorted(widths.items()):
        written += f" {width}" if glyph == last + 1 and written else f"]{glyph}[{width}"
        last = glyph
    return f"[{written.removeprefix(']')}]]"


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    pairs = [f"<{glyph:04X}> <{ord(each):04X}>\n" for glyph, each in sorted(glyphs.items())]
    parts = [pairs[at : at + BLOCK] for at in range(0, len(pairs), BLOCK)]
    blocks = (f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return TO_UNICODE.format(blocks="".join(blocks)).encode("ascii")
