"""Photos sent as evidence: checked before they are decoded, made small, freed of metadata."""

import struct
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

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
    with warnings.catch_warnings():
        # Pillow warns of odd metadata, which are dropped anyway.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _open(data) as picture:
            try:
                return _encode(_on_paper(_upright(_scaled(picture))))
            except UNREADABLE as error:
                raise EvidenceRefused(RefusalReason.DAMAGED) from error


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


def _scaled(picture: Image.Image) -> Image.Image:
    scale = MAX_PHOTO_SIDE / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    # libjpeg leaves out pixels while it decodes, but only when asked for the picture's own shape.
    picture.draft("RGB", size)
    if picture.mode in {"1", "P"}:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture.resize(size, Image.Resampling.BICUBIC)


def _upright(picture: Image.Image) -> Image.Image:
    """Turn as the camera was held; done to the small picture, which is three times as fast."""
    return ImageOps.exif_transpose(picture)


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
