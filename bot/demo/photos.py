"""Pictures, made as small as Telegram makes them."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.demo.errors import bad_request
from bot.demo.files import MEGABYTE, Files
from bot.demo.payload import Payload

EDGES = (90, 320, 1280)
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_PERIMETER = 10_000
LARGEST_RATIO = 20
QUALITY = 87


def store_photo(files: Files, content: bytes) -> list[Payload]:
    """Keep a picture in Telegram's sizes, the smallest first, without its EXIF data."""
    picture = open_picture(content)
    largest = max(picture.size)
    edges = [edge for edge in EDGES if edge < largest] + [min(largest, EDGES[-1])]
    return [store_size(files, picture, edge) for edge in dict.fromkeys(edges)]


def store_size(files: Files, picture: Image.Image, edge: int) -> Payload:
    """Keep one size of a picture."""
    smaller = picture.copy()
    smaller.thumbnail((edge, edge))
    encoded = BytesIO()
    smaller.save(encoded, "JPEG", quality=QUALITY)
    stored = files.add("photo", encoded.getvalue(), "photo.jpg", "image/jpeg")
    return {**stored.identity(), "width": smaller.width, "height": smaller.height}


def open_picture(content: bytes) -> Image.Image:
    """Read a picture and check it against Telegram's limits."""
    if len(content) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; "
            f"the maximum size is {LARGEST_PHOTO} bytes"
        )
    try:
        picture = ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    ratio = max(picture.size) / min(picture.size)
    if sum(picture.size) > LARGEST_PERIMETER or ratio > LARGEST_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return picture
