"""What people type: cleaned, limited, and read as dates."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DateInFuture, EmptyText, NotADate, TextTooLong
from bot.domain.texts import check_date, clean_line, clean_text, parse_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Альфа  ", "Альфа"),
        ("two\nlines", "two\nlines"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("half \ud83d", "half \N{REPLACEMENT CHARACTER}"),
        ("и\u0306", "й"),
        ('"A&B" <b>ЖШС</b> 😀', '"A&B" <b>ЖШС</b> 😀'),
    ],
)
def test_a_text_is_kept_as_typed_without_control_characters(typed: str, kept: str) -> None:
    """Letters, signs and emoji stay; what no file or database could hold does not."""
    assert clean_text(typed, 100) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b\u200f", "\x00"])
def test_a_text_without_ink_is_empty(typed: str) -> None:
    """Spaces, marks of direction and zero-width signs are no answer."""
    with pytest.raises(EmptyText):
        clean_text(typed, 100)


def test_a_text_may_have_the_limit_and_no_more() -> None:
    """Both figures are named."""
    assert clean_text("ы" * 10, 10) == "ы" * 10
    with pytest.raises(TextTooLong) as caught:
        clean_text("ы" * 11, 10)
    assert (caught.value.limit, caught.value.length) == (10, 11)


def test_a_line_has_no_breaks() -> None:
    """The form's fields hold one line."""
    assert clean_line(" a\n b\t c ", 100) == "a b c"


@given(st.text(max_size=200))
def test_whatever_is_typed_is_kept_storable_or_refused(typed: str) -> None:
    """What is kept can be written to a file, and cleaning it again changes nothing."""
    try:
        kept = clean_text(typed, 200)
    except (EmptyText, TextTooLong):
        return
    assert kept.encode("utf-8")
    assert clean_text(kept, 200) == kept
    assert unicodedata.normalize("NFC", kept) == kept


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05.03.2026", date(2026, 3, 5)),
        ("5.3.2026", date(2026, 3, 5)),
        ("05/03/2026", date(2026, 3, 5)),
        (" 05-03-2026 ", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("22.11.2026", TODAY),
    ],
)
def test_dates_are_read_day_first(typed: str, day: date) -> None:
    """As officials write them, today included."""
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "32.01.2026", "29.02.2025", "5 march", "05.03.26", "1.1.1999"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    """Impossible days, two-digit years and days long gone."""
    with pytest.raises(NotADate):
        parse_date(typed, TODAY)


def test_a_day_to_come_is_refused_with_today() -> None:
    """The appointment act is older than the inspection."""
    with pytest.raises(DateInFuture) as caught:
        check_date(TODAY + timedelta(days=1), TODAY)
    assert caught.value.today == TODAY


@given(st.dates(min_value=date(2000, 1, 1), max_value=TODAY))
def test_every_day_that_has_come_is_read_back(day: date) -> None:
    """Written as dd.mm.yyyy and read again."""
    assert parse_date(day.strftime("%d.%m.%Y"), TODAY) == day
