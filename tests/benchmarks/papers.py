"""Acts and photos: how long the worker needs for one of them."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.documents.photos import prepare_photo
from tests.benchmarks.act import compare, milliseconds
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row

PLATYPUS = "reportlab platypus"
CAMERA = (4000, 3000)
LONGEST_SIDE = 1600


def measure_acts(scale: Scale, _folder: Path) -> list[Row]:
    """Print the same act with ours and with reportlab."""
    found = compare(scale.act_rounds, scale.cold_acts)
    return [
        Row("act, warm", "ms", [found.ours_warm], [found.reference_warm], PLATYPUS, most=2.0),
        Row("act, cold process", "ms", [found.ours_cold], [found.reference_cold], PLATYPUS),
        Row(
            "act, size of the file",
            "KB",
            [found.ours_bytes / 1024],
            [found.reference_bytes / 1024],
            PLATYPUS,
        ),
    ]


def measure_photos(scale: Scale, _folder: Path) -> list[Row]:
    """Make a camera's photo small, as the bot does and as one would at first."""
    photo = camera_photo()
    rounds = [
        (milliseconds(lambda: prepare_photo(photo)), milliseconds(lambda: naive(photo)))
        for _ in range(scale.photos)
    ]
    ours, reference = [one for one, _ in rounds], [other for _, other in rounds]
    return [Row("photo of 12 megapixels", "ms", ours, reference, "Pillow, LANCZOS")]


def naive(photo: bytes) -> bytes:
    """Open, scale and save, with the quality that most people choose."""
    content = BytesIO()
    with Image.open(BytesIO(photo)) as picture:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
        picture.save(content, "JPEG", quality=85)
    return content.getvalue()


def camera_photo() -> bytes:
    """A photo with as much detail as a camera's: about three megabytes."""
    width, height = CAMERA
    coarse = Image.frombytes("RGB", (width // 4, height // 4), os.urandom(width * height * 3 // 16))
    content = BytesIO()
    coarse.resize(CAMERA, Image.Resampling.BICUBIC).save(content, "JPEG", quality=80)
    return content.getvalue()
