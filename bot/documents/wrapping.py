"""Breaking text into lines: greedy, at white space, in the middle of a word only when it must."""

import re
from functools import lru_cache

from bot.documents.faces import Face
from bot.documents.fonts import printable, text_width

MILLIMETRES_PER_POINT = 25.4 / 72

_SIGN = re.compile(r"(№|\bNo\.) (?=\d)")
_WORD = re.compile("(?:\\S|\N{NO-BREAK SPACE})+")


def width_in_millimetres(text: str, face: Face, size: float) -> float:
    """How wide one line of printable text is; `size` in points."""
    return text_width(face, text) * size * MILLIMETRES_PER_POINT / 1000


@lru_cache(maxsize=2_000)
def wrap(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """Break a text into printable lines no wider than `width` millimetres; `size` in points.

    Line breaks of the text stay, other white space becomes one space; a number is not torn from
    its sign. Remembered, because the rows of a checklist are the same in every act.
    """
    limit = width / MILLIMETRES_PER_POINT / size * 1000
    lines: list[str] = []
    for line in _SIGN.sub("\\1\N{NO-BREAK SPACE}", text).splitlines():
        words = [printable(word) for word in _WORD.findall(line)]
        lines += _wrap_line(words, face, limit)
    return tuple(lines)


def _wrap_line(words: list[str], face: Face, limit: float) -> list[str]:
    space = text_width(face, " ")
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in words:
        width = text_width(face, word)
        if line and used + space + width <= limit:
            line.append(word)
            used += space + width
            continue
        if line:
            lines.append(" ".join(line))
        pieces = [word] if width <= limit else _break_word(word, face, limit)
        lines += pieces[:-1]
        line, used = [pieces[-1]], text_width(face, pieces[-1])
    return [*lines, " ".join(line)]


def _break_word(word: str, face: Face, limit: float) -> list[str]:
    pieces: list[str] = []
    start, used = 0, 0.0
    for place, character in enumerate(word):
        width = text_width(face, character)
        if place > start and used + width > limit:
            pieces.append(word[start:place])
            start, used = place, 0.0
        used += width
    return [*pieces, word[start:]]
