"""The 12-digit number of a subject: IIN of a person, BIN of a legal entity; same check digit."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.checklist import SubjectNumberKind
from bot.domain.errors import BrokenRule

LENGTH = 12
FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
MODULUS = 11
CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
"""The seventh digit of an IIN tells century and sex; 0, 7, 8 and 9 are not assigned."""
MONTHS = range(1, 13)
SHOWN_DIGITS = 4
SEPARATORS = frozenset({"Zs", "Pd", "Cf"})
"""Spaces, dashes, and the invisible marks that come along when a number is copied in a chat."""
MINUS = "\N{MINUS SIGN}"


class SubjectNumberRefused(BrokenRule):
    """A number cannot be the number of a subject; each subclass is one broken rule."""


class NotTwelveDigits(SubjectNumberRefused):
    """Something other than twelve digits, spaces and dashes was typed."""


class WrongCheckDigit(SubjectNumberRefused):
    """The last digit does not follow from the others, or no last digit would."""


class BinExpected(SubjectNumberRefused):
    """The form takes a BIN only, and the number is shaped like an IIN."""


class NumberShape(StrEnum):
    """What a number looks like by its fifth digit."""

    IIN = "iin"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class SubjectNumber:
    """A number that passed the checks; it may still be another subject's, so show it back.

    `shape` is None when the fifth digit fits neither an IIN nor a BIN. `odd_date` is a hint only:
    since 2013 the digits of an IIN need not follow the birth date.
    """

    digits: str = field(repr=False)
    shape: NumberShape | None
    odd_date: bool


def check_subject_number(text: str, kind: SubjectNumberKind) -> SubjectNumber:
    """Read a typed number.

    Raises `NotTwelveDigits`, `WrongCheckDigit`, or `BinExpected` where the form takes a BIN only.
    """
    digits = _digits(text)
    if _check_digit(digits) != int(digits[-1]):
        raise WrongCheckDigit
    shape = _shape(digits)
    if kind is SubjectNumberKind.BIN and shape is NumberShape.IIN:
        raise BinExpected
    return SubjectNumber(digits, shape, odd_date=not _has_date(digits, shape))


def masked(number: str) -> str:
    """Hide a number but for its last digits: four of twelve, and never more than a third."""
    shown = min(SHOWN_DIGITS, len(number) // 3)
    hidden = len(number) - shown
    return "•" * hidden + number[hidden:]


def _digits(text: str) -> str:
    """Keep the digits of any script as 0 to 9: some keyboards type ٥ or ５ for 5."""
    digits = ""
    for character in text:
        value = unicodedata.decimal(character, None)
        if value is not None:
            digits += str(value)
        elif not _separates(character):
            raise NotTwelveDigits
    if len(digits) != LENGTH:
        raise NotTwelveDigits
    return digits


def _separates(character: str) -> bool:
    known = unicodedata.category(character) in SEPARATORS
    return known or character.isspace() or character == MINUS


def _check_digit(digits: str) -> int | None:
    """Compute the last digit; None when both passes give 10, such numbers are never assigned."""
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
        if total % MODULUS < MODULUS - 1:
            return total % MODULUS
    return None


def _shape(digits: str) -> NumberShape | None:
    """The fifth digit is the type of a legal entity (4 to 6) or begins a day (0 to 3)."""
    if digits[4] in "456":
        return NumberShape.BIN
    return NumberShape.IIN if digits[4] in "0123" else None


def _has_date(digits: str, shape: NumberShape | None) -> bool:
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if shape is NumberShape.BIN:
        return month in MONTHS
    century = CENTURIES.get(digits[6])
    if shape is None or century is None:
        return False
    try:
        date(century + year, month, day)
    except ValueError:
        return False
    return True
