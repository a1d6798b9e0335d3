"""Telegram counts texts in UTF-16 code units."""

LAST_OF_ONE_UNIT = "\uffff"


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of a text."""
    return len(text) + sum(1 for letter in text if letter > LAST_OF_ONE_UNIT)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Cut out a part of a text by its UTF-16 offset and length."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
