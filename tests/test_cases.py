"""The table of cases in `tests/README.md` tells the truth."""

from tests import cases


def test_the_table_of_cases_is_up_to_date() -> None:
    """A case without a test, or a table that is older than the tests, misleads whoever reads it."""
    assert cases.faults() == []


def test_every_case_has_words() -> None:
    """The numbers are those of the list that the agency was given: 1 to 64, none left out."""
    assert list(cases.CASES) == list(range(1, 65))
