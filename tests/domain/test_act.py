"""Acts: how they are numbered and what their files are called."""

import pytest

from bot.domain.act import ActNumber
from bot.domain.language import Language


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (ActNumber(2026, 1), "2026-000001"),
        (ActNumber(2026, 123456, revision=3), "2026-123456"),
        (ActNumber(2026, 1234567), "2026-1234567"),
    ],
)
def test_a_number_is_written_so_that_it_sorts(number: ActNumber, written: str) -> None:
    """Year and six digits; more when a year has more, and never cut."""
    assert str(number) == written


@pytest.mark.parametrize("language", list(Language))
def test_a_file_says_what_it_is(language: Language) -> None:
    """Number, revision and language: copies do not overwrite each other in a folder."""
    name = ActNumber(2026, 123, revision=2).file_name(language)
    assert name == f"act-2026-000123-r2-{language.value}.pdf"
    assert name.isascii()
