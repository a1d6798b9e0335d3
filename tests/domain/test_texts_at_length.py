"""What people type, in all the ways they do: what is kept of it, and what is refused."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DateInFuture, EmptyText, NotADate, TextTooLong
from bot.domain.texts import EARLIEST_DATE, check_date, clean_line, clean_text, parse_date

TODAY = date(2026, 3, 5)
ANYTHING = st.text(st.characters(), max_size=60)
DAYS = st.dates(min_value=EARLIEST_DATE, max_value=TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Экибастуз", "Экибастуз"),
        ("  Қала  \n", "Қала"),
        ("one\ntwo", "one\ntwo"),
        ("one\r\ntwo", "one\ntwo"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("и\N{COMBINING BREVE}", "й"),
        ("👩\N{ZERO WIDTH JOINER}🔧", "👩\N{ZERO WIDTH JOINER}🔧"),
        ("<b>&amp;", "<b>&amp;"),
        ("half \ud83d", "half \N{REPLACEMENT CHARACTER}"),
        ("…", "…"),
    ],
)
def test_a_text_is_kept_without_what_cannot_be_printed(typed: str, kept: str) -> None:
    """Line breaks stay, control characters go, accents come together with their letters."""
    assert clean_text(typed, 100) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "\n\t", "\x00", "\N{NO-BREAK SPACE}"),
        *("\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}\N{LEFT-TO-RIGHT MARK}", "\N{SOFT HYPHEN}"),
    ],
)
def test_a_text_that_leaves_no_ink_is_no_text(typed: str) -> None:
    """An act would show an empty line where something was said to be found."""
    with pytest.raises(EmptyText):
        clean_text(typed, 100)
    with pytest.raises(EmptyText):
        clean_line(typed, 100)


def test_a_line_has_no_line_breaks() -> None:
    """The form's fields are lines: what came in two is one."""
    assert clean_line(" ТОО\n\t«Альфа»  Майнинг \r\n", 100) == "ТОО «Альфа» Майнинг"


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    """Whatever is kept is kept unchanged when it is typed again."""
    try:
        kept = clean_text(typed, 1000)
    except EmptyText:
        return
    assert clean_text(kept, 1000) == kept


@given(ANYTHING)
def test_whatever_is_typed_a_line_is_one_line(typed: str) -> None:
    """No sign that any program takes for a line break is left."""
    try:
        kept = clean_line(typed, 1000)
    except EmptyText:
        return
    assert kept.splitlines() == [kept]
    assert kept == kept.strip()


@given(st.text(max_size=60), st.integers(1, 40))
def test_what_is_kept_can_be_stored_and_printed(typed: str, limit: int) -> None:
    """At most so long, valid UTF-8, no control characters, and something to see."""
    try:
        kept = clean_text(typed, limit)
    except (EmptyText, TextTooLong):
        return
    assert 0 < len(kept) <= limit
    assert kept.encode()
    assert {unicodedata.category(letter) for letter in kept.replace("\n", "")}.isdisjoint(
        {"Cc", "Cs"}
    )


@pytest.mark.parametrize(
    "typed",
    ["05.03.2026", "5.3.2026", "05/03/2026", "5-3-2026", "2026-03-05", " 2026-3-5 ", "٠٥.٠٣.٢٠٢٦"],
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    """Day first, or year first as computers write it."""
    assert parse_date(typed, TODAY) == TODAY


@pytest.mark.parametrize(
    "typed",
    [
        *("", "today", "05.03.26", "05.03", "31.02.2026", "29.02.2025", "00.01.2026"),
        *("13.13.2026", "05.03.2026 г.", "2026", "31.12.1999", "05.03.20266", "2026-03-05T10:00"),
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    """A guess would be printed in an official document."""
    with pytest.raises(NotADate):
        parse_date(typed, TODAY)


def test_the_day_a_button_names_is_checked_like_a_typed_one() -> None:
    """The bounds themselves are days like others."""
    assert check_date(EARLIEST_DATE, TODAY) == EARLIEST_DATE
    assert check_date(TODAY, TODAY) == TODAY
    with pytest.raises(NotADate):
        check_date(EARLIEST_DATE - timedelta(days=1), TODAY)


@given(DAYS)
def test_every_written_day_is_read_back(day: date) -> None:
    """Whatever day it is, in both ways of writing it."""
    assert parse_date(f"{day:%d.%m.%Y}", TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(ANYTHING)
def test_whatever_is_typed_for_a_day_is_a_day_or_refused(typed: str) -> None:
    """No text leads to another error."""
    try:
        found = parse_date(typed, TODAY)
    except (NotADate, DateInFuture):
        return
    assert EARLIEST_DATE <= found <= TODAY
