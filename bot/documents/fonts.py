"""The two faces an act is printed in: which characters they have and how wide these are."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import normalize

from fpdf import FPDF
from fpdf.fonts import TTFFont

from bot.documents.faces import FAMILY, Face

REPLACEMENT = "\N{WHITE SQUARE}"
"""Printed for each character that the faces lack, so that nothing disappears unnoticed."""


@cache
def advances(face: Face) -> Mapping[str, float]:
    """How wide each character of a face is, in thousandths of the font size."""
    document = FPDF()
    document.add_font(FAMILY, face.value, face.path)
    (font,) = document.fonts.values()
    if not isinstance(font, TTFFont):
        raise TypeError(face.path)
    font.close()
    return {chr(code): font.cw[code] for code in font.cmap}


@cache
def _unprintable() -> re.Pattern[str]:
    shared = set.intersection(*(set(advances(face)) for face in Face))
    return re.compile(f"[^{re.escape(''.join(sorted(shared)))}]")


def printable(text: str) -> str:
    """Put the text in composed form (NFC) and replace visibly what the faces lack."""
    return _unprintable().sub(REPLACEMENT, normalize("NFC", text))


@lru_cache(maxsize=20_000)
def text_width(face: Face, text: str) -> float:
    """Measure printable text, in thousandths of the font size; words are remembered."""
    widths = advances(face)
    return sum(widths[character] for character in text)
