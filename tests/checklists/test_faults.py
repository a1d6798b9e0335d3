"""Faults of a checklist file outside of its requirements, and the words they are reported with."""

import pytest

from tests.checklists.sample import (
    A_DATE,
    A_LIST,
    A_TEXT,
    FORM,
    SAMPLE,
    TRANSLATIONS,
    changed,
    faults,
)

CORNER = 'approval_corner = {kk = "бекітілген", ru = "утверждён", en = "approved"}'
TITLE = 'title = [{kk = "ПАРАҚ", ru = "ЛИСТ", en = "LIST"}]'
ID_SHAPE = "expected 1 to 40 of a-z, 0-9 and _"
FIELDS = (
    "expected one of: state_body, appointment_number, appointment_date, subject_name, "
    "subject_number, address"
)


def test_sample_is_right() -> None:
    """The tests below spoil a file that has no fault of its own."""
    assert faults(SAMPLE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "sample"', 'id = "Sample-1"', f"id: 'Sample-1' is not allowed; {ID_SHAPE}"),
        (
            'id = "sample"',
            f'id = "{"a" * 41}"',
            f"id: '{'a' * 41}' is not allowed; {ID_SHAPE}",
        ),
        ('id = "sample"', "", f"id: missing; {A_TEXT}"),
        ('id = "sample"', "id = 7", f"id: found a number; {A_TEXT}"),
        ('"bin"', '"iin"', "subject_number: 'iin' is unknown; expected one of: iin_or_bin, bin"),
        (
            'subject_number = "bin"',
            "",
            "subject_number: missing; expected one of: iin_or_bin, bin",
        ),
        (CORNER, "", f"approval_corner: missing; {TRANSLATIONS}"),
        (
            CORNER,
            'approval_corner = "approved"',
            f"approval_corner: found a text; {TRANSLATIONS}",
        ),
        (
            ', en = "approved"}',
            ', eng = "approved", en = "approved"}',
            "approval_corner: unknown key 'eng'; expected one of: en, kk, ru",
        ),
        (
            'en = "list"',
            f'en = "{"l" * 41}"',
            "short_name, en: the text has 41 characters; expected at most 40",
        ),
        (TITLE, "title = []", f"title: the list is empty; {A_LIST}"),
        (TITLE, 'title = ["LIST"]', "title: found a text; expected a list of tables"),
        (TITLE, TITLE.replace("[", "").replace("]", ""), f"title: found a table; {A_LIST}"),
        ('    {kk = "жоқ", ru = "нет", en = "no"},\n', "", "columns: found 3 columns; expected 4"),
        (', en = "no"', "", f"column 4, en: the translation is missing; {TRANSLATIONS}"),
    ],
)
def test_fault_at_the_top(old: str, new: str, fault: str) -> None:
    """Faults outside of tables are named by their key."""
    assert faults(changed(old, new)) == [f"sample.toml: {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "edition = 2024-06-28",
            'edition = "2024-06-28"',
            f"order, edition: found a text; {A_DATE}",
        ),
        (
            "edition = 2024-06-28",
            "edition = 2024-06-28T10:00:00",
            f"order, edition: found a date with a time; {A_DATE}",
        ),
        ("edition = 2024-06-28", "", f"order, edition: missing; {A_DATE}"),
        (
            '["kk"]',
            '["kz"]',
            "order, official_languages: 'kz' is unknown; expected one of: kk, ru, en",
        ),
        ('["kk"]', "[]", f"order, official_languages: the list is empty; {A_LIST}"),
        ('["kk"]', '"kk"', f"order, official_languages: found a text; {A_LIST}"),
        (
            'en = "minister"',
            'en = " "',
            f"order, enactment 1, body, en: the text is empty; {A_TEXT}",
        ),
        ("date = 2024-01-30", "date = 30", f"order, enactment 1, date: found a number; {A_DATE}"),
        (
            'number = "7"',
            'number = "7"\nyear = 2024',
            "order, enactment 1: unknown key 'year'; expected one of: body, date, number",
        ),
        (
            'source = "https://example.org"',
            'source = "https://example.org"\n[[order.amendments]]',
            f"order, amendment 1, enactments: missing; {A_LIST}",
        ),
    ],
)
def test_fault_in_the_order(old: str, new: str, fault: str) -> None:
    """Faults in the order behind the checklist are named by the way to them."""
    assert faults(changed(old, new)) == [f"sample.toml: {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"appointment_date"]',
            '"appointment_day"]',
            [
                f"header line 1, fields: 'appointment_day' is unknown; {FIELDS}",
                "header: appointment_date is in the fields of 0 lines; expected it in one",
            ],
        ),
        (
            ', "address"]',
            "]",
            ["header: address is in the fields of 0 lines; expected it in one"],
        ),
        (
            ', "address"]',
            ', "address", "state_body"]',
            ["header: state_body is in the fields of 2 lines; expected it in one"],
        ),
        (
            'ru = "№, дата", ',
            "",
            [f"header line 1, note, ru: the translation is missing; {TRANSLATIONS}"],
        ),
    ],
)
def test_fault_in_the_header(old: str, new: str, expected: list[str]) -> None:
    """Every header field stands in exactly one line of the form."""
    assert faults(changed(old, new)) == [f"sample.toml: {fault}" for fault in expected]


def test_missing_order_is_one_fault() -> None:
    """A missing table is reported once, not again for everything that would be in it."""
    start, end = SAMPLE.index("[order]"), SAMPLE.index("[[header]]")

    assert faults(SAMPLE[:start] + SAMPLE[end:]) == [
        "sample.toml: order: missing; expected a table"
    ]


def test_no_requirements() -> None:
    """A checklist without requirements is none."""
    assert faults(FORM) == [f"sample.toml: requirements: missing; {A_LIST}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id = 'a'\nname = \n", "Invalid value (at line 2, column 8); expected TOML"),
        ("id = 'a'\nid = 'b'\n\n", "Cannot overwrite a value (at line 2, column 9); expected TOML"),
        ('id = "a"\nname = """b', "Unterminated string (at the end, line 2); expected TOML"),
        ("date = 2023-02-31", "Invalid date or datetime (at line 1, column 8); expected TOML"),
        (
            "id = " + "[" * 5000,
            "nested too deeply or holding too large a number; expected plain TOML",
        ),
        (
            "id = " + "1" * 5000,
            "nested too deeply or holding too large a number; expected plain TOML",
        ),
    ],
)
def test_syntax(text: str, fault: str) -> None:
    """A file that is no TOML is reported with the line where reading it stopped."""
    assert faults(text) == [f"sample.toml: {fault}"]
