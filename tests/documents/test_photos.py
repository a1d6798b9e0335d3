"""Photos as people send them: turned, huge, broken, disguised."""

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents.photos import prepare_photo
from bot.domain.evidence import (
    MAX_FILE_BYTES,
    MAX_PHOTO_SIDE,
    MAX_PIXELS,
    EvidenceRefused,
    RefusalReason,
)
from tests.documents.samples import picture_bytes

ORIENTATION = 0x0112
MAKER = 0x010F
GPS = 0x8825
RED, BLUE = (220, 20, 20), (20, 20, 220)


def _opened(jpeg: bytes) -> Image.Image:
    with Image.open(BytesIO(jpeg)) as picture:
        picture.load()
        return picture


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    content = BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def _noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, Random(1).randbytes(3 * size[0] * size[1]))


def _refusal(data: bytes) -> RefusalReason:
    with pytest.raises(EvidenceRefused) as caught:
        prepare_photo(data)
    return caught.value.reason


def _png_header(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels, and whose data are a few zeros."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
    return b"\x89PNG\r\n\x1a\n" + header + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2400, 1800), (1600, 1200)),
        ((1200, 2400), (800, 1600)),
        ((640, 480), (640, 480)),
        ((5000, 1), (1600, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_photo_becomes_a_small_jpeg(
    kind: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    """Every accepted type becomes a JPEG no larger than the limit, its proportions kept."""
    prepared = _opened(prepare_photo(picture_bytes(size, kind=kind)))

    assert prepared.format == "JPEG"
    assert prepared.mode == "RGB"
    assert prepared.size == expected
    assert max(prepared.size) <= MAX_PHOTO_SIDE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(kind: str, large: bool, orientation: int) -> None:
    """However the camera was held (EXIF 1 to 8), the red half comes out on top."""
    size = (1800, 2000) if large else (180, 200)
    upright = Image.new("RGB", size, BLUE)
    upright.paste(RED, (0, 0, size[0], size[1] // 2))
    as_stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(as_stored[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    prepared = _opened(prepare_photo(_saved(stored, kind, exif=exif)))

    width, height = prepared.size
    assert width < height
    above = prepared.getpixel((width // 2, height // 4))
    assert isinstance(above, tuple)
    assert above[0] > above[2] + 100
    assert not prepared.getexif()


@pytest.mark.case(47)
@pytest.mark.parametrize("size", [(200, 100), (2000, 1000)])
def test_nothing_but_the_pixels_is_kept(size: tuple[int, int]) -> None:
    """Place, maker, comment and colour profile do not reach the paper."""
    exif = Image.Exif()
    exif[MAKER] = "Secret Camera"
    exif[GPS] = {1: "N", 2: (43.0, 15.0, 0.0)}
    photo = Image.new("RGB", size, RED)

    data = prepare_photo(
        _saved(photo, "JPEG", exif=exif, comment=b"secret note", icc_profile=b"secret" * 20)
    )

    assert b"ecret" not in data
    assert set(_opened(data).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("size", [(40, 30), (1700, 1700)])
def test_what_is_transparent_becomes_white(size: tuple[int, int]) -> None:
    """Paper is white: alpha channels and transparent palette colours alike."""
    clear = Image.new("RGBA", size, (0, 0, 0, 0))
    palette = Image.new("P", size, 0)
    palette.putpalette([200, 0, 0])
    grey = Image.new("LA", size, (0, 0))

    for data in (
        _saved(clear, "PNG"),
        _saved(clear, "WEBP", lossless=True),
        _saved(palette, "PNG", transparency=0),
        _saved(grey, "PNG"),
    ):
        assert _opened(prepare_photo(data)).getpixel((size[0] // 2, 5)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(40, 30), (1700, 1700)])
def test_every_kind_of_colour_is_printed(size: tuple[int, int]) -> None:
    """CMYK, 16 bits, one bit, grey and palette pictures come out as they look."""
    palette = Image.new("P", size, 0)
    palette.putpalette([220, 20, 20])
    middle = (size[0] // 2, size[1] // 2)

    for data, expected in (
        (_saved(Image.new("CMYK", size, (0, 231, 231, 35)), "JPEG"), RED),
        (_saved(Image.new("I;16", size, 128 * 256), "PNG"), (128, 128, 128)),
        (_saved(Image.new("1", size, 1), "PNG"), (255, 255, 255)),
        (_saved(Image.new("L", size, 90), "JPEG"), (90, 90, 90)),
        (_saved(palette, "PNG"), RED),
    ):
        pixel = _opened(prepare_photo(data)).getpixel(middle)
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 12 for one, other in zip(pixel, expected, strict=True))


@pytest.mark.case(44)
def test_an_empty_file_is_refused() -> None:
    """Nothing was sent."""
    assert _refusal(b"") is RefusalReason.EMPTY


@pytest.mark.case(44)
def test_a_file_beyond_telegrams_limit_is_refused() -> None:
    """The size is looked at before anything else."""
    assert _refusal(b"\xff" * (MAX_FILE_BYTES + 1)) is RefusalReason.TOO_LARGE


@pytest.mark.case(44)
@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"PK\x03\x04" + b"\0" * 100,
        picture_bytes((20, 20), kind="GIF"),
        picture_bytes((20, 20), kind="BMP"),
        picture_bytes((20, 20), kind="TIFF"),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    """The content decides: a PDF, an SVG or a GIF called photo.jpg is not taken."""
    assert _refusal(data) is RefusalReason.NOT_A_PICTURE


@pytest.mark.case(44)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.95])
def test_a_photo_that_breaks_off_is_refused(kind: str, kept: float) -> None:
    """Half a photo is no evidence, wherever it ends."""
    data = _saved(_noise((300, 200)), kind)

    assert _refusal(data[: max(8, int(len(data) * kept))]) is RefusalReason.DAMAGED


@pytest.mark.case(45)
@pytest.mark.parametrize(
    ("width", "height"), [(5_001, 5_000), (10_000, 10_000), (30_000, 30_000), (60_000, 2)]
)
def test_a_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    """A small file that promises endless pixels is never decoded."""
    reason = _refusal(_png_header(width, height))

    expected = width * height > MAX_PIXELS
    assert reason is (RefusalReason.TOO_MANY_PIXELS if expected else RefusalReason.DAMAGED)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_broken_bytes_never_raise_anything_else(data: st.DataObject) -> None:
    """Whatever a transmission did to a photo, it is prepared or refused."""
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    content = bytearray(_saved(_noise((40, 30)), kind, exif=exif))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        prepared = prepare_photo(bytes(content))
    except EvidenceRefused:
        return
    assert _opened(prepared).mode == "RGB"
