"""Cutting a TrueType file down to the glyphs of one document, which fontTools does slowly.

Glyphs keep their numbers, so that nothing but the outlines has to be taken out.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

NEEDED = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
"""All that an embedded font needs, once the PDF says which glyph is which character."""
WORDS, MORE = 0x0001, 0x0020
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))
"""Flags of a glyph put together from others, and the bytes that they announce."""
MAGIC = 0xB1B0AFBA


@dataclass(frozen=True, slots=True)
class TrueType:
    """The tables of a font file whose glyph places are written in short form."""

    tables: Mapping[bytes, bytes]
    glyphs: tuple[bytes, ...]

    def cut_down(self, used: Iterable[int]) -> bytes:
        """Write the font with the outlines of these glyphs, and of what they are made of."""
        kept = self._closure({0, *used})
        outlines = [glyph if at in kept else b"" for at, glyph in enumerate(self.glyphs)]
        places, end = [0], 0
        for outline in outlines:
            end += len(outline) // 2
            places.append(end)
        tables = dict(self.tables)
        tables[b"hmtx"] = self._advances(kept)
        tables[b"glyf"] = b"".join(outlines)
        tables[b"loca"] = struct.pack(f">{len(places)}H", *places)
        return _file(tables)

    def _advances(self, kept: set[int]) -> bytes:
        """Leave out the widths of other glyphs too: what is all zeros takes no room."""
        advances = bytearray(self.tables[b"hmtx"])
        (count,) = struct.unpack_from(">H", self.tables[b"hhea"], 34)
        for glyph in range(count - 1):  # the last one holds for all that follow
            if glyph not in kept:
                advances[4 * glyph : 4 * glyph + 4] = bytes(4)
        return bytes(advances)

    def _closure(self, used: set[int]) -> set[int]:
        found, waiting = set(used), list(used)
        while waiting:
            parts = _components(self.glyphs[waiting.pop()])
            waiting += [part for part in parts if part not in found]
            found.update(parts)
        return found


@cache
def read_true_type(path: Path) -> TrueType:
    """Read a font file; raises `ValueError` for one whose places are in long form."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for at in range(count):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * at)
        if tag in NEEDED:
            tables[tag] = data[offset : offset + length]
    if struct.unpack_from(">h", tables[b"head"], 50) != (0,):
        raise ValueError(f"{path}: places of glyphs in long form")
    loca, glyf = tables[b"loca"], tables[b"glyf"]
    places = [2 * place for place in struct.unpack(f">{len(loca) // 2}H", loca)]
    glyphs = tuple(glyf[begin:end] for begin, end in pairwise(places))
    return TrueType(tables, glyphs)


def _components(glyph: bytes) -> list[int]:
    """The glyphs that an accented letter is put together from."""
    if not glyph or struct.unpack_from(">h", glyph)[0] >= 0:
        return []
    parts, at, flags = [], 10, MORE
    while flags & MORE:
        flags, part = struct.unpack_from(">HH", glyph, at)
        parts.append(part)
        at += 8 if flags & WORDS else 6
        at += next((size for flag, size in SCALES if flags & flag), 0)
    return parts


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    head = bytearray(tables[b"head"])
    head[8:12] = bytes(4)
    contents = {**tables, b"head": bytes(head)}
    power = len(contents).bit_length() - 1
    start = struct.pack(
        ">LHHHH", 0x10000, len(contents), 16 << power, power, 16 * (len(contents) - (1 << power))
    )
    offset = len(start) + 16 * len(contents)
    directory, body = b"", b""
    for tag, content in sorted(contents.items()):
        padded = content + bytes(-len(content) % 4)
        place = offset + len(body)
        if tag == b"head":
            at_sum = place + 8
        directory += struct.pack(">4sLLL", tag, _checksum(padded), place, len(content))
        body += padded
    file = bytearray(start + directory + body)
    file[at_sum : at_sum + 4] = struct.pack(">L", (MAGIC - _checksum(bytes(file))) % (1 << 32))
    return bytes(file)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) % (1 << 32)
