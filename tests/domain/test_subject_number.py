"""IIN and BIN: what is accepted, what is refused and why."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.checklist import SubjectNumberKind
from bot.domain.subject_number import (
    BinExpected,
    NotTwelveDigits,
    NumberShape,
    SubjectNumberRefused,
    WrongCheckDigit,
    check_subject_number,
    masked,
)

ANY = SubjectNumberKind.IIN_OR_BIN
BIN = SubjectNumberKind.BIN
IIN_EXAMPLES = ("500615100015", "990228200028", "500615100603")
BIN_EXAMPLES = ("500640000015", "501141000075", "510152000034", "521263000042", "500640000608")


def passes(digits: str) -> tuple[int, int]:
    """Both sums of the law's rule, written out independently of the code under test."""
    first = sum((place + 1) * int(digits[place]) for place in range(11))
    second = sum(((place + 2) % 11 + 1) * int(digits[place]) for place in range(11))
    return first % 11, second % 11


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Any number with a right check digit."""
    stem = draw(st.text("0123456789", min_size=11, max_size=11))
    first, second = passes(stem)
    check = first if first < 10 else second
    assume(check < 10)
    return f"{stem}{check}"


@pytest.mark.parametrize("number", IIN_EXAMPLES)
def test_iin(number: str) -> None:
    """An IIN is accepted where IIN or BIN may stand."""
    found = check_subject_number(number, ANY)

    assert (found.digits, found.shape, found.odd_date) == (number, NumberShape.IIN, False)


@pytest.mark.parametrize("number", BIN_EXAMPLES)
@pytest.mark.parametrize("kind", SubjectNumberKind)
def test_bin(number: str, kind: SubjectNumberKind) -> None:
    """A BIN is accepted by every form."""
    found = check_subject_number(number, kind)

    assert (found.digits, found.shape, found.odd_date) == (number, NumberShape.BIN, False)


@pytest.mark.parametrize("number", IIN_EXAMPLES)
def test_form_for_bin_refuses_iin(number: str) -> None:
    """The form of mining pools has no place for a person's number."""
    with pytest.raises(BinExpected):
        check_subject_number(number, BIN)


@pytest.mark.parametrize("digit", "0123456789")
@pytest.mark.parametrize("stem", ["50064000061", "50061510069"])
def test_number_without_check_digit(stem: str, digit: str) -> None:
    """Where both passes give 10, no last digit is right."""
    with pytest.raises(WrongCheckDigit):
        check_subject_number(stem + digit, ANY)


def test_wrong_check_digit() -> None:
    """A wrong last digit is a hard error."""
    with pytest.raises(WrongCheckDigit):
        check_subject_number("500615100014", ANY)


def test_check_digit_comes_before_kind() -> None:
    """A mistyped number is called mistyped, even where a BIN is wanted and it looks like an IIN."""
    with pytest.raises(WrongCheckDigit):
        check_subject_number("500615100014", BIN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "50061510006",
        "5006400000150",
        "50064000O015",
        "БСН 500640000015",
        "500640000015.",
        "500640 / 000015",
        "500640_000015",
        "50064000001²",
        "50064000001①",
        "Ⅻ50064000001",
    ],
)
def test_not_twelve_digits(text: str) -> None:
    """Letters, other signs and any other count of digits are refused as such."""
    with pytest.raises(NotTwelveDigits):
        check_subject_number(text, ANY)


@pytest.mark.parametrize(
    "text",
    [
        " 500640000015\n",
        "500 640 000 015",
        "500640-000015",
        "5006\u00a04000\u202f0015",
        "500640–000015",
        "500640−000015",
        "\u200e500640000015\u200b",
        "500\t640\t000\t015",
    ],
)
def test_separators_are_dropped(text: str) -> None:
    """Spaces, dashes and the invisible marks of a copied text may stand around the digits."""
    assert check_subject_number(text, ANY).digits == "500640000015"


@pytest.mark.parametrize("zero", ["٠", "۰", "０", "०", "𝟎"])
def test_digits_of_other_scripts(zero: str) -> None:
    """Arabic, Persian, fullwidth, Indian and mathematical digits become 0 to 9."""
    text = "".join(chr(ord(zero) + int(digit)) for digit in "500640000015")

    assert check_subject_number(text, ANY).digits == "500640000015"


@pytest.mark.parametrize(
    ("stem", "what"),
    [
        ("50023010000", "30 February"),
        ("00022930000", "29 February 1900"),
        ("50130110000", "a 13th month"),
        ("50063210000", "a 32nd day"),
        ("50061500000", "a century digit 0"),
        ("50061570000", "a century digit 7"),
        ("50134000000", "a BIN of a 13th month"),
        ("50004000000", "a BIN of a month 0"),
        ("50067010000", "a fifth digit of neither kind"),
        ("00000000000", "only zeros"),
    ],
)
def test_odd_date_is_a_hint(stem: str, what: str) -> None:
    """An impossible date is flagged and not refused: IINs are no longer tied to the birth date."""
    first, second = passes(stem)

    found = check_subject_number(f"{stem}{first if first < 10 else second}", ANY)

    assert found.odd_date, what


def test_leap_day_is_not_odd() -> None:
    """29 February 2000 is a day like any other."""
    stem = "00022950000"

    assert not check_subject_number(f"{stem}{passes(stem)[0]}", ANY).odd_date


@pytest.mark.parametrize("fifth", "789")
def test_unknown_shape_is_not_refused(fifth: str) -> None:
    """A form for a BIN refuses what looks like an IIN, not what looks like neither."""
    stem = f"5006{fifth}000000"

    found = check_subject_number(f"{stem}{passes(stem)[0]}", BIN)

    assert found.shape is None


@given(numbers())
def test_valid_number_comes_back(number: str) -> None:
    """Every number with a right check digit is accepted unchanged."""
    assert check_subject_number(number, ANY).digits == number


@given(numbers(), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, step: int) -> None:
    """One wrong digit is noticed anywhere but in place 11, unless a second pass is needed."""
    wrong = f"{number[:place]}{(int(number[place]) + step) % 10}{number[place + 1 :]}"
    assume(place != 10)
    assume(place == 11 or (passes(number)[0] < 10 and passes(wrong)[0] < 10))

    with pytest.raises(WrongCheckDigit):
        check_subject_number(wrong, ANY)


@pytest.mark.parametrize("digit", "0123456789")
def test_digit_11_is_not_protected(digit: str) -> None:
    """Place 11 weighs 11, nothing modulo 11: so a number is shown back, never called verified."""
    assert check_subject_number(f"5006151000{digit}5", ANY).digits[10] == digit


@given(st.text(max_size=30), st.sampled_from(SubjectNumberKind))
def test_any_text_is_read_or_refused(text: str, kind: SubjectNumberKind) -> None:
    """Whatever somebody types, the answer is a number of twelve ASCII digits or a broken rule."""
    try:
        digits = check_subject_number(text, kind).digits
    except SubjectNumberRefused:
        return
    assert len(digits) == 12
    assert digits.isascii()
    assert digits.isdecimal()


def test_masked() -> None:
    """Four digits are enough to tell one's own subjects apart."""
    assert masked("500640000015") == "••••••••0015"


@given(st.text("0123456789", max_size=20))
def test_masked_never_shows_more_than_four(number: str) -> None:
    """A shorter text shows fewer digits, never all of them."""
    shown = masked(number).lstrip("•")

    assert len(masked(number)) == len(number)
    assert number.endswith(shown)
    assert len(shown) <= min(4, len(number) // 3)


def test_number_stays_out_of_logs() -> None:
    """The debugging form of a number does not hold it."""
    assert "500640000015" not in repr(check_subject_number("500640000015", ANY))
