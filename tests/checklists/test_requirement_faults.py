"""Faults in the requirements of a checklist file, and the words they are reported with."""

import pytest

from bot.checklists.faults import ChecklistFaults
from bot.checklists.loader import parse_checklist
from bot.domain.language import Language
from tests.checklists.sample import (
    A_LIST,
    A_TEXT,
    FORM,
    ROW,
    ROW_KEYS,
    SAMPLE,
    TRANSLATIONS,
    VISIBLE,
    changed,
    faults,
)

TEXT = 'text = {kk = "екі", ru = "два", en = "two"}\n'
QUESTION = 'question = {kk = "қайсысы?", ru = "какой?", en = "which?"}\n'
CASE = """
[[requirements.alternatives]]
key = "first"
verdict = "complies"
label = {kk = "бірінші", ru = "первый", en = "first"}
text = {kk = "бірінші", ru = "первый", en = "first"}
"""
VERDICTS = "expected one of: complies, violates, not_applicable"
SEVERITIES = "expected one of: gross, significant, minor"
NUMBER_SHAPE = "expected digits, joined by . or -, such as 5, 3.4 or 2-1, at most 8 characters"


def test_missing_translation() -> None:
    """A missing translation is named by file, requirement and language."""
    text = changed(', en = "one"', "")

    with pytest.raises(ChecklistFaults) as refused:
        parse_checklist(text, "sample.toml")

    (fault,) = refused.value.faults
    assert fault.file == "sample.toml"
    assert fault.place == "requirement 1, text"
    assert fault.language is Language.ENGLISH


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            'number = "2"\n' + TEXT.replace("екі", ""),
            f"requirement 2, text, kk: the text is empty; {A_TEXT}",
        ),
        (
            'number = "2"\n' + TEXT.replace('"два"', "2"),
            f"requirement 2, text, ru: found a number; {A_TEXT}",
        ),
        (
            'number = "2"\n' + TEXT.replace("two", "t\\u0007wo\\u00AD"),
            f"requirement 2, text, en: the text holds U+0007, U+00AD; {VISIBLE}",
        ),
        (
            'number = "2"\n' + TEXT.replace('"two"', '"""t\nwo"""'),
            f"requirement 2, text, en: the text holds U+000A; {VISIBLE}",
        ),
        (
            'number = "2"\n' + TEXT.replace("two", "t\\u2028wo"),
            f"requirement 2, text, en: the text holds U+2028; {VISIBLE}",
        ),
        (
            'number = "1"\n' + TEXT,
            "requirement 1: the number is used more than once; expected different ones",
        ),
        (
            "number = 2\n" + TEXT,
            f"requirement in position 2, number: found a number; {A_TEXT}",
        ),
        (TEXT, f"requirement in position 2, number: missing; {A_TEXT}"),
        (
            'number = "2"\nparent = "3"\n' + TEXT,
            "requirement 2, parent: '3' is unknown; expected the number of a row above",
        ),
        (
            'number = "2"\nparent = "2"\n' + TEXT,
            "requirement 2, parent: '2' is unknown; expected the number of a row above",
        ),
        (
            'number = "2"\nseverity = "bad"\n' + TEXT,
            f"requirement 2, severity: 'bad' is unknown; {SEVERITIES}",
        ),
        (
            'number = "2"\nexternal_code = 7\n' + TEXT,
            f"requirement 2, external_code: found a number; {A_TEXT}",
        ),
        (
            'number = "2"\ntitle = "two"\n' + TEXT,
            f"requirement 2: unknown key 'title'; {ROW_KEYS}",
        ),
        (
            'number = "2"\nevidence_hint = {kk = "акт", en = "act"}\n' + TEXT,
            f"requirement 2, evidence_hint, ru: the translation is missing; {TRANSLATIONS}",
        ),
        (
            'number = "2"\n' + TEXT + QUESTION,
            "requirement 2, question: it has no answers; expected alternatives, too",
        ),
        (
            'number = "2"\nalternatives = []\n' + TEXT,
            f"requirement 2, alternatives: the list is empty; {A_LIST}",
        ),
    ],
)
def test_fault_in_a_requirement(row: str, fault: str) -> None:
    """Faults in a row are named by its number, or its position when the number is unusable."""
    assert faults(f"{SAMPLE}\n[[requirements]]\n{row}") == [f"sample.toml: {fault}"]


@pytest.mark.parametrize(
    "number", ["a", "5.", ".5", "5..1", "5_1", "5 ", "٥", "1.2.3.4.5", "123456789"]
)
def test_unusable_number(number: str) -> None:
    """Numbers go on buttons and into file names: digits, dots and hyphens, at most eight."""
    place = f"requirement {number}, number"

    assert faults(FORM + ROW.replace('"1"', f'"{number}"')) == [
        f"sample.toml: {place}: {number!r} is not allowed; {NUMBER_SHAPE}"
    ]


@pytest.mark.parametrize("number", ["5", "0", "10", "2-1", "3.4", "1.2.3-4", "12345678"])
def test_usable_number(number: str) -> None:
    """Numbers are printed as the order writes them."""
    assert faults(FORM + ROW.replace('"1"', f'"{number}"')) == []


def test_alternatives() -> None:
    """A question with its cases is read as such."""
    text = SAMPLE + QUESTION + CASE + CASE.replace('key = "first"', 'key = "second"')

    (requirement,) = parse_checklist(text, "sample.toml").requirements

    assert [case.key for case in requirement.alternatives] == ["first", "second"]


@pytest.mark.parametrize(
    ("question", "cases", "fault"),
    [
        ("", CASE, "s: they answer no question; expected the key question, too"),
        (QUESTION, CASE + CASE, " first: the key is used more than once; expected different ones"),
        (
            QUESTION,
            CASE.replace('key = "first"', 'key = "First-1"'),
            " First-1, key: 'First-1' is not allowed; expected 1 to 12 of a-z, 0-9 and _",
        ),
        (
            QUESTION,
            CASE.replace("complies", "fits"),
            f" first, verdict: 'fits' is unknown; {VERDICTS}",
        ),
        (
            QUESTION,
            CASE.replace('label = {kk = "бірінші"', f'label = {{kk = "{"б" * 41}"'),
            " first, label, kk: the text has 41 characters; expected at most 40",
        ),
        (
            QUESTION,
            CASE.replace('verdict = "complies"', ""),
            f" first, verdict: missing; {VERDICTS}",
        ),
        (
            QUESTION,
            CASE + "colour = 1",
            " first: unknown key 'colour'; expected one of: key, label, text, verdict",
        ),
    ],
)
def test_fault_in_an_alternative(question: str, cases: str, fault: str) -> None:
    """Faults in a case are named by the requirement's number and the case's key."""
    assert faults(SAMPLE + question + cases) == [f"sample.toml: requirement 1, alternative{fault}"]


def test_all_faults_at_once() -> None:
    """The operator sees everything that is wrong, not one fault for each start."""
    text = changed('id = "sample"', 'id = "?"').replace('en = "one"', 'en = ""')

    assert faults(text + 'pages = 3\nseverity = "bad"') == [
        "sample.toml: id: '?' is not allowed; expected 1 to 40 of a-z, 0-9 and _",
        f"sample.toml: requirement 1, text, en: the text is empty; {A_TEXT}",
        f"sample.toml: requirement 1, severity: 'bad' is unknown; {SEVERITIES}",
        f"sample.toml: requirement 1: unknown key 'pages'; {ROW_KEYS}",
    ]
