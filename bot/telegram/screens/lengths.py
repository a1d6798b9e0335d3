"""How long a text is to Telegram: in UTF-16 units, after its entities are taken out."""

import re
from collections.abc import Sequence
from html import unescape

LONGEST_CAPTION = 1024
LONGEST_TEXT = 4096
TAG = re.compile(r"<[^>]*>")


def units(html: str) -> int:
    """Count the UTF-16 units that a text from the screens takes."""
    return len(unescape(TAG.sub("", html)).encode("utf-16-le")) // 2


def joined_within(items: Sequence[str], room: int) -> tuple[str, int]:
    """Join as many items as there is room for, and tell how many are left over."""
    taken: list[str] = []
    for item in items:
        if units(", ".join([*taken, item])) > room:
            break
        taken.append(item)
    return ", ".join(taken), len(items) - len(taken)
