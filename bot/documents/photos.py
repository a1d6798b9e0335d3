"""Photos sent as evidence: checked before they are decoded, made small, freed of metadata."""

import struct
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.documents.memory import MEGABYTE, at_most, used_memory
from bot.domain.evidence import (
    MAX_FILE_BYTES,
    MAX_PHOTO_SIDE,
    MAX_PIXELS,
    EvidenceRefused,
    RefusalReason,
)

ACCEPTED = ("JPEG", "PNG", "WEBP")
"""Told by the content; what the file is called says nothing."""
FIRST_BYTES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
QUALITY = 80
WHITE = (255, 255, 255)
MEMORY_BUDGET = 85 * MEGABYTE
"""For one picture: no more than a JPEG of 25 megapixels, or a screenshot of 16, can need."""
HEAVY_PIXEL = {"PROGRESSIVE": 6, "WEBP": 16}
"""Bytes that a decoder holds for a pixel, where it needs the whole picture several times."""
BAND = 64
"""Rows of the small picture that are made at once: a large one is never copied as a whole."""
REACH = 3
"""How many rows, times the scale, around a pixel count for its smaller version (bicubic)."""
UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, struct.error)
"""What Pillow raises when a file breaks off or contradicts itself."""


def prepare_photo(data: bytes) -> bytes:
    """Turn a sent picture into an upright JPEG of at most `MAX_PHOTO_SIDE` pixels a side.

    Nothing but the pixels is kept: no place, no camera, no colour profile. Raises
    `EvidenceRefused` for an empty, too large or damaged file and for anything but a picture.
    """
    if not data:
        raise EvidenceRefused(RefusalReason.EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise EvidenceRefused(RefusalReason.TOO_LARGE)
    used = used_memory()
    with warnings.catch_warnings():
        # Pillow warns of odd metadata, which are dropped anyway.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        # The limit comes after the header is read: what is reserved until then is not yet taken.
        with _open(data) as picture, at_most(used and used + MEMORY_BUDGET):
            reason = _if_unreadable(picture)
            try:
                return _encode(_upright(_scaled(picture)))
            except MemoryError as error:
                raise EvidenceRefused(RefusalReason.TOO_MANY_PIXELS) from error
            except UNREADABLE as error:
                raise EvidenceRefused(reason) from error


def _open(data: bytes) -> Image.Image:
    """Read the header only; the pixels are not decoded yet."""
    try:
        picture = Image.open(BytesIO(data), formats=ACCEPTED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise EvidenceRefused(RefusalReason.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        began_well = data.startswith(FIRST_BYTES)
        reason = RefusalReason.DAMAGED if began_well else RefusalReason.NOT_A_PICTURE
        raise EvidenceRefused(reason) from error
    except UNREADABLE as error:
        raise EvidenceRefused(RefusalReason.DAMAGED) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise EvidenceRefused(RefusalReason.TOO_MANY_PIXELS)
    return picture


def _if_unreadable(picture: Image.Image) -> RefusalReason:
    """What it means if the data turn out broken: decoders without memory say the same."""
    kind = "PROGRESSIVE" if "progressive" in picture.info else picture.format
    needed = picture.width * picture.height * HEAVY_PIXEL.get(kind or "", 0)
    return RefusalReason.TOO_MANY_PIXELS if needed > MEMORY_BUDGET else RefusalReason.DAMAGED


def _scaled(picture: Image.Image) -> Image.Image:
    """Make the picture small enough, band by band, and lay it on paper."""
    scale = max(picture.size) / MAX_PHOTO_SIDE
    if scale <= 1:
        return _on_paper(picture)
    width, height = (max(1, round(side / scale)) for side in picture.size)
    # libjpeg leaves out pixels while it decodes, but only when asked for the picture's own shape.
    picture.draft("RGB", (width, height))
    picture.load()
    small = Image.new("RGB", (width, height))
    for top in range(0, height, BAND):
        bottom = min(height, top + BAND)
        small.paste(_band(picture, top / height, bottom / height, (width, bottom - top)), (0, top))
    small.info.update(picture.info)
    return small


def _band(picture: Image.Image, top: float, bottom: float, size: tuple[int, int]) -> Image.Image:
    """Scale the rows from `top` to `bottom`, told as shares of the height, to a size."""
    first, last = top * picture.height, bottom * picture.height
    margin = REACH * max(1, picture.width // size[0], round((last - first) / size[1]))
    above, below = max(0, int(first) - margin), min(picture.height, int(last) + margin + 1)
    rows = _on_paper(picture.crop((0, above, picture.width, below)))
    box = (0, first - above, picture.width, last - above)
    return rows.resize(size, Image.Resampling.BICUBIC, box)


def _upright(picture: Image.Image) -> Image.Image:
    """Turn as the camera was held; done to the small picture, which is three times as fast."""
    try:
        return ImageOps.exif_transpose(picture)
    except UNREADABLE:  # nonsense in the metadata makes no photo worthless
        return picture


def _on_paper(picture: Image.Image) -> Image.Image:
    """Lay what is transparent on white, and bring every kind of colour to RGB."""
    if picture.mode.startswith("I"):  # 16 bits a pixel, which `convert` would cut off at white
        picture = picture.point(lambda level: level * (1 / 256)).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, WHITE)
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _encode(picture: Image.Image) -> bytes:
    content = BytesIO()
    pixels = picture.copy()
    pixels.info.clear()
    pixels.save(content, "JPEG", quality=QUALITY)
    return content.getvalue()
