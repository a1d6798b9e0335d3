"""What people type: cleaned of invisible characters, limited to what the form holds."""

import re
import unicodedata
from datetime import date

from bot.domain.checklist import HeaderField
from bot.domain.errors import DateInFuture, EmptyText, NotADate, TextTooLong

MAX_REMARK = 4000
MAX_REASON = 1000
MAX_PROFILE_FIELD = 200
MAX_HEADER_FIELD = {
    HeaderField.STATE_BODY: 300,
    HeaderField.APPOINTMENT_NUMBER: 100,
    HeaderField.SUBJECT_NAME: 400,
    HeaderField.ADDRESS: 400,
}
EARLIEST_DATE = date(2000, 1, 1)

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def clean_text(typed: str, limit: int) -> str:
    """Keep what was typed, line breaks included, without control characters.

    Raises `EmptyText` when nothing visible is left and `TextTooLong` beyond `limit` characters.
    """
    text = "".join(_visible(character) for character in unicodedata.normalize("NFC", typed))
    text = text.strip()
    if not any(_leaves_ink(character) for character in text):
        raise EmptyText
    if len(text) > limit:
        raise TextTooLong(limit, len(text))
    return text


def clean_line(typed: str, limit: int) -> str:
    """Keep what was typed on one line: the form's fields have no line breaks."""
    return clean_text(" ".join(typed.split()), limit)


def parse_date(typed: str, today: date) -> date:
    """Read a day that has come, written as dd.mm.yyyy; raises `NotADate` or `DateInFuture`."""
    return check_date(day_of(typed), today)


def day_of(typed: str) -> date:
    """Read any day written as dd.mm.yyyy or yyyy-mm-dd; raises `NotADate`."""
    text = typed.strip()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise NotADate
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate from None


def check_date(found: date, today: date) -> date:
    """Accept a day that has come; raises `NotADate` for long gone ones and `DateInFuture`."""
    if found < EARLIEST_DATE:
        raise NotADate
    if found > today:
        raise DateInFuture(today)
    return found


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":  # half of a surrogate pair: SQLite could not store it
        return "\N{REPLACEMENT CHARACTER}"
    return character if category != "Cc" or character == "\n" else ""


def _leaves_ink(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"
