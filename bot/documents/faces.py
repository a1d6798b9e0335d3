"""The font files that acts are printed in; known to the bot without loading what prints."""

from enum import StrEnum
from pathlib import Path

FAMILY = "Tinos"
FOLDER = Path(__file__).resolve().parent / "fonts"
TRUE_TYPE = b"\x00\x01\x00\x00"


class Face(StrEnum):
    """A face by the style letters that fpdf2 gives it."""

    REGULAR = ""
    BOLD = "B"

    @property
    def path(self) -> Path:
        """The font file, cut down in advance as `fonts/README.md` says."""
        return FOLDER / f"{FAMILY}-{self.name.title()}.ttf"


class FontMissing(Exception):
    """A font file is not there or is none; no act could be printed."""


def check_faces() -> None:
    """Look for the font files before anybody counts on an act; raises `FontMissing`."""
    for face in Face:
        try:
            with face.path.open("rb") as file:
                beginning = file.read(len(TRUE_TYPE))
        except OSError as error:
            raise FontMissing(f"{face.path}: {error.strerror}") from error
        if beginning != TRUE_TYPE:
            raise FontMissing(f"{face.path}: not a TrueType font")
