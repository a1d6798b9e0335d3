"""Files that nobody should have sent: broken, disguised, swollen or badly named; made in code."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from bot.domain.evidence import RefusalReason
from tests.documents.samples import picture_bytes

DAMAGED = RefusalReason.DAMAGED
EMPTY = RefusalReason.EMPTY
NO_PICTURE = RefusalReason.NOT_A_PICTURE
TOO_MANY = RefusalReason.TOO_MANY_PIXELS
PNG = b"\x89PNG\r\n\x1a\n"
GREY, RGB, RGBA = 0, 2, 6
SCRIPT = b"<script>alert('canary')</script>"
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: what it is called, what it claims to be, and why it is refused, if it is."""

    name: str
    claims: str
    content: bytes
    refused: RefusalReason | None = None


def corpus() -> Iterator[Hostile]:
    """All files, one after another: some take megabytes while they are made."""
    yield from _broken()
    yield from _disguised()
    yield from _swollen()
    yield from _loaded()
    yield from _badly_named()


def _broken() -> Iterator[Hostile]:
    jpeg = picture_bytes((640, 480))
    yield Hostile("empty.jpg", "image/jpeg", b"", EMPTY)
    yield Hostile("empty.pdf", "application/pdf", b"", EMPTY)
    yield Hostile("truncated.jpg", "image/jpeg", jpeg[: len(jpeg) // 2], DAMAGED)
    yield Hostile("header.png", "image/png", PNG, DAMAGED)
    webp = picture_bytes((640, 480), kind="WEBP")
    yield Hostile("truncated.webp", "image/webp", webp[: len(webp) // 2], DAMAGED)


def _disguised() -> Iterator[Hostile]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(400)
    psd = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3)
    yield Hostile("text.jpg", "image/jpeg", b"just words", NO_PICTURE)
    yield Hostile("drawing.svg", "image/svg+xml", svg, NO_PICTURE)
    yield Hostile("phone.heic", "image/heic", heic, NO_PICTURE)
    yield Hostile("layers.psd", "image/vnd.adobe.photoshop", psd, NO_PICTURE)
    yield Hostile("moving.gif", "image/gif", _moving_gif(), NO_PICTURE)
    for kind in ("TIFF", "BMP", "ICO"):
        content = picture_bytes((32, 32), kind=kind)
        yield Hostile(f"old.{kind.lower()}", f"image/{kind.lower()}", content, NO_PICTURE)
    yield Hostile("archive.jpg", "image/jpeg", _archive(), NO_PICTURE)
    yield Hostile("program.png", "image/png", b"MZ\x90\0" + bytes(300), NO_PICTURE)
    yield Hostile("program.exe", "application/x-msdownload", b"MZ\x90\0" + bytes(300))
    yield Hostile("script.pdf", "application/pdf", _pdf_with_script())
    yield Hostile("page.pdf", "application/pdf", b"<html>" + SCRIPT)


def _swollen() -> Iterator[Hostile]:
    for colour in (RGB, RGBA):
        yield Hostile(f"{colour}.png", "image/png", png_bomb(9_400, 9_400, colour), TOO_MANY)
        yield Hostile(
            f"{colour}-allowed.png", "image/png", png_bomb(4_999, 5_000, colour), TOO_MANY
        )
    yield Hostile("one-bit.png", "image/png", png_bomb(9_000, 9_000, GREY, bits=1), TOO_MANY)
    yield Hostile("long.png", "image/png", png_bomb(2**31 - 1, 1, GREY, rows=b""), TOO_MANY)
    jpeg = picture_bytes((64, 64))
    yield Hostile("65500.jpg", "image/jpeg", _resized(jpeg, 65_500, 65_500), TOO_MANY)
    yield Hostile("allowed.jpg", "image/jpeg", _resized(jpeg, 5_000, 5_000))
    yield Hostile("slow.jpg", "image/jpeg", _resized(_progressive(), 5_000, 5_000), TOO_MANY)
    for size in ((16_000, 1_500), (4_000, 3_000)):
        yield Hostile(f"{size[0]}.webp", "image/webp", _flat_webp(size), TOO_MANY)
    yield Hostile("16383.webp", "image/webp", _webp_header(16_383, 16_383), TOO_MANY)


def _loaded() -> Iterator[Hostile]:
    """Pictures that carry something else; what is kept of them is a picture only."""
    jpeg = picture_bytes((640, 480))
    exif = b"\xff\xe1" + struct.pack(">H", 65_000) + b"Exif\0\0" + SCRIPT.ljust(64_992, b"\0")
    yield Hostile("exif.jpg", "image/jpeg", jpeg[:2] + exif * 100 + jpeg[2:])
    yield Hostile("comment.jpg", "image/jpeg", _with_comment(jpeg))
    yield Hostile("polyglot.jpg", "image/jpeg", jpeg + _archive())
    swollen = _zeros(100 * MEGABYTE)
    text = _chunk(b"zTXt", b"k\0\0" + swollen)
    profile = _chunk(b"iCCP", b"k\0\0" + swollen)
    yield Hostile("text.png", "image/png", _small_png(text), DAMAGED)
    yield Hostile("profile.png", "image/png", _small_png(profile), DAMAGED)
    yield Hostile("endless.png", "image/png", _small_png(rows=swollen))


def _badly_named() -> Iterator[Hostile]:
    names = (
        *("../../x.jpg", "/etc/passwd", "..", ".env", "~/.ssh/authorized_keys"),
        *("CON", "NUL.jpg", "a\0b.jpg", "line\nbreak.jpg", "\u202egpj.exe", "-rf.jpg"),
        *("x" * 300 + ".jpg", "$(reboot).jpg", "'; DROP TABLE act; --.jpg", "😀.jpg"),
    )
    for place, name in enumerate(names):
        picture = picture_bytes((20 + place, 20))
        yield Hostile(name, "image/jpeg", picture)
        yield Hostile(name, "text/plain", f"document {place}".encode())


def png_bomb(
    width: int, height: int, colour: int, *, bits: int = 8, rows: bytes | None = None
) -> bytes:
    """A PNG of one colour: a few hundred kilobytes that become a few hundred megabytes."""
    samples = {GREY: 1, RGB: 3, RGBA: 4}[colour]
    size = height * (1 + (width * samples * bits + 7) // 8)
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    data = _zeros(size) if rows is None else rows
    return PNG + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _zeros(size: int) -> bytes:
    """Compress so many zeros without ever having them: the same megabyte again and again."""
    maker = zlib.compressobj(9)
    block = bytes(MEGABYTE)
    start = maker.compress(block) + maker.flush(zlib.Z_FULL_FLUSH)
    again = maker.compress(block) + maker.flush(zlib.Z_FULL_FLUSH)
    times, rest = divmod(size, MEGABYTE)
    tail = zlib.compressobj(9, wbits=-15)
    end = tail.compress(bytes(rest)) + tail.flush()
    # Zeros leave the first half of the checksum at 1; the second half counts them.
    checksum = struct.pack(">HH", size % 65_521, 1)
    return (start + again * (times - 1) if times else b"\x78\xda") + end + checksum


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _small_png(*chunks: bytes, rows: bytes | None = None) -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, GREY, 0, 0, 0))
    data = _chunk(b"IDAT", _zeros(110) if rows is None else rows)
    return PNG + header + b"".join(chunks) + data + _chunk(b"IEND", b"")


def _resized(jpeg: bytes, width: int, height: int) -> bytes:
    """Let the header of a JPEG promise another size."""
    frame = next(place for mark in (b"\xff\xc0", b"\xff\xc2") if (place := jpeg.find(mark)) > 0)
    return jpeg[: frame + 5] + struct.pack(">HH", height, width) + jpeg[frame + 9 :]


def _progressive() -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 64)).save(content, "JPEG", progressive=True, subsampling=0)
    return content.getvalue()


def _flat_webp(size: tuple[int, int]) -> bytes:
    content = BytesIO()
    Image.new("RGB", size).save(content, "WEBP", lossless=True, method=0)
    return content.getvalue()


def _webp_header(width: int, height: int) -> bytes:
    bits = (width - 1) | (height - 1) << 14
    data = b"VP8L" + struct.pack("<I", 100) + b"\x2f" + struct.pack("<I", bits) + bytes(95)
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


def _with_comment(jpeg: bytes) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    return jpeg[:2] + comment + jpeg[2:]


def _moving_gif() -> bytes:
    content = BytesIO()
    frames = [Image.new("P", (40, 40), number) for number in range(5)]
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    return content.getvalue()


def _archive() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../escaped.txt", SCRIPT)
    return content.getvalue()


def _pdf_with_script() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction"
        b"<</S/JavaScript/JS(app.alert(1))>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
