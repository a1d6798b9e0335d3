"""How large photos may be in print, so that Telegram still takes the document."""

from collections.abc import Sequence
from io import BytesIO
from math import sqrt
from pathlib import Path

from PIL import Image

from bot.domain.evidence import MAX_PHOTO_SIDE

BUDGET = 40_000_000
"""Bytes of all photos of one act; a bot can send 50 MB, and 45 are promised."""
MARGIN = 0.8
"""Smaller pictures have more detail, and so more bytes, in each pixel."""
QUALITY = 75


def fitting_side(paths: Sequence[str]) -> int | None:
    """Tell to how many pixels a side each photo must shrink; None when all fit as they are."""
    total = sum(Path(path).stat().st_size for path in paths)
    if total <= BUDGET:
        return None
    return int(MAX_PHOTO_SIDE * MARGIN * sqrt(BUDGET / total))


def shrunk(path: str, side: int) -> BytesIO:
    """Make a photo small for print; the file that was sent is kept as it is."""
    content = BytesIO()
    with Image.open(path) as picture:
        picture.thumbnail((side, side), Image.Resampling.BICUBIC)
        picture.save(content, "JPEG", quality=QUALITY)
    content.seek(0)
    return content
