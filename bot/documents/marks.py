"""What a PDF of ours says of itself in clear bytes, found again without reading the PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.act import DocumentKind, Edition

PREFIX = "tekseru"
LARGEST = 20 * 1024 * 1024
"""Bytes; Telegram hands no larger file to a bot."""
BEGINNING = b"%PDF-"

MOST_CLAIMS = 50
"""Places looked at closer; our files have two, and a stranger's may cost no more than a moment."""

_FIELDS = re.compile(
    rb"tekseru:(?P<code>[A-Za-z0-9_-]{1,64}):(?P<number>\d{4}-\d{6,12})"
    rb":r(?P<revision>[1-9]\d{0,5}):(?P<kind>act|order):(?P<edition>kk\+ru|kk|ru|en)(?=[)\"])"
)
_OPENINGS = (b"\n/Keywords (", b'\n pdf:Keywords="')
"""What is typed into an act has no line breaks in the properties: it cannot look like these."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Which print a file claims to be; only its hash can tell whether that is true."""

    code: str
    number: str
    revision: int
    kind: DocumentKind
    edition: Edition

    @property
    def keyword(self) -> str:
        """The claim as it stands in the file's properties."""
        fields = (self.code, self.number, f"r{self.revision}", self.kind.value, self.edition.value)
        return ":".join((PREFIX, *fields))


def read_marks(pdf: bytes) -> Marks | None:
    """Find the claim in a file from anybody; None when it makes none, or is no PDF of ours.

    No part of the file is unpacked, and whatever it holds, the search is over in milliseconds.
    """
    if len(pdf) > LARGEST or not pdf.startswith(BEGINNING):
        return None
    for opening in _OPENINGS:
        for place in _places(pdf, opening):
            if found := _FIELDS.match(pdf, place):
                code, number, revision, kind, edition = (each.decode() for each in found.groups())
                return Marks(code, number, int(revision), DocumentKind(kind), Edition(edition))
    return None


def _places(pdf: bytes, opening: bytes) -> Iterator[int]:
    """Where the first claims begin."""
    end = 0
    for _time in range(MOST_CLAIMS):
        begin = pdf.find(opening, end)
        if begin < 0:
            return
        end = begin + len(opening)
        yield end
