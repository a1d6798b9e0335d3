"""People: when they are introduced, and which language they are spoken to in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language, closest_language
from bot.domain.people import Person, PersonId

PERSON = Person(PersonId(1), Language.KAZAKH)


def test_somebody_is_introduced_when_the_act_has_all_it_prints() -> None:
    """Name, position and state body: each of them."""
    whole = replace(PERSON, full_name="Әлиев", position="маман", state_body="Департамент")
    assert whole.introduced
    for name in ("full_name", "position", "state_body"):
        changes: dict[str, None] = {name: None}
        assert not replace(whole, **changes).introduced  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("kk-Cyrl-KZ", Language.KAZAKH),
        ("EN-us", Language.ENGLISH),
        *((code, None) for code in ("kaz", "-ru", "uz-Cyrl", "ru_RU", "ＲＵ")),
    ],
)
def test_only_the_primary_tag_of_a_language_counts(code: str, language: Language | None) -> None:
    """With a region, a script or in capitals; what merely resembles ours is not ours."""
    assert closest_language(code) is language


@given(st.text(max_size=12))
def test_whatever_a_phone_says_its_language_is_ours_or_none(code: str) -> None:
    """No tag leads to an error."""
    assert closest_language(code) in {None, *Language}
