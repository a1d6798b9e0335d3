"""The packaged checklists against the text of the order, which is the law."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypedDict

import pytest

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.checklist import Checklist, HeaderField, SubjectNumberKind, Verdict
from bot.domain.language import Language, LocalizedText

HERE = Path(__file__).parent
KK = Language.KAZAKH


class Row(TypedDict):
    """One row of `checklists.json`."""

    number: str
    kk: str
    ru: str
    en: str
    evidence_ru: str


class Form(NamedTuple):
    """A checklist, what the order says of it, and its rows in three languages."""

    checklist: Checklist
    law: str
    rows: list[Row]


def fold(text: str) -> str:
    """Drop markup and fold white space, so that line breaks of the page do not matter."""
    return " ".join(re.sub(r"<[^>]+>|[*#_\\]|^ *- ", " ", text, flags=re.MULTILINE).split())


ORDER = fold((HERE / "order-164-49-kk.md").read_text("utf-8"))
ROWS = json.loads((HERE / "checklists.json").read_text("utf-8"))
LOADED = {one.checklist.id: one.checklist for one in load_checklists([CHECKLISTS])}
MINERS, POOLS = LOADED["digital_miners"], LOADED["digital_mining_pools"]
PLACES = {"digital_miners": 0, "digital_mining_pools": 1}


@pytest.fixture(params=PLACES)
def form(request: pytest.FixtureRequest) -> Form:
    """Each of the two forms; in the order each begins with its approval corner."""
    name = str(request.param)
    checklist = LOADED[name]
    corner = checklist.approval_corner[KK]
    _, miners, pools = ORDER.split(corner)
    return Form(checklist, f"{corner} {(miners, pools)[PLACES[name]]}", ROWS[name])


def texts(value: object) -> Iterator[LocalizedText]:
    """Find every text in three languages inside of a checklist."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from texts(item)
    else:
        for name in getattr(value, "__slots__", ()):
            yield from texts(getattr(value, name))


def test_every_text_in_three_languages(form: Form) -> None:
    """Nothing that is shown or printed lacks a language."""
    found = list(texts(form.checklist))

    assert len(found) > 40
    for text in found:
        assert set(text) == set(Language)
        assert all(words == words.strip() for words in text.values())
        assert all(words for words in text.values())


def test_order(form: Form) -> None:
    """The order's title, numbers and dates are those of its text."""
    order = form.checklist.order

    assert order.title[KK] in ORDER
    assert [str(one.date) for one in order.enactments] == ["2023-04-25", "2023-04-26"]
    assert "2023 жылғы 25 сәуірдегі № 164/НҚ" in form.checklist.approval_corner[KK]
    assert "2023 жылғы 26 сәуірдегі № 49" in form.checklist.approval_corner[KK]
    assert [one.number for one in order.enactments] == ["164/НҚ", "49"]
    assert all(one.body[KK] in ORDER for one in order.enactments)
    assert "2023 жылғы 28 сәуірде № 32394 болып тіркелді" in ORDER
    assert (order.registration_number, str(order.registration_date)) == ("32394", "2023-04-28")


def test_amendments(form: Form) -> None:
    """Both amendments are named, and the edition is the day of the later one."""
    amendments = form.checklist.order.amendments
    dates = [one.date for amendment in amendments for one in amendment]

    assert [len(amendment) for amendment in amendments] == [2, 2]
    for amendment in amendments:
        for one in amendment:
            assert f"{one.date:%d.%m.%Y} № {one.number} " in ORDER
    assert form.checklist.order.edition == max(dates)


def test_official_language(form: Form) -> None:
    """Only the Kazakh text is official; the others are our translations."""
    assert form.checklist.order.official_languages == {KK}


def test_name_is_the_one_of_the_order(form: Form) -> None:
    """An act cites the checklist as item 1 of the order calls it."""
    name = form.checklist.name[KK]

    assert f"{name[0].lower()}{name[1:]}" in ORDER


def test_title(form: Form) -> None:
    """The title lines are the heading of the form, one after the other."""
    first, second = (line[KK] for line in form.checklist.title)

    assert form.law.index(first) < form.law.index(second)


def test_miners_title_is_one_heading() -> None:
    """Both title lines of the miners' form stand in one heading of the order."""
    assert " ".join(line[KK] for line in MINERS.title) in ORDER


def test_header(form: Form) -> None:
    """Captions and notes of the header are verbatim and in the order of the form."""
    printed = [text for line in form.checklist.header for text in (line.caption, line.note) if text]
    places = [form.law.index(text[KK]) for text in printed]

    assert places == sorted(places)


def test_header_fields(form: Form) -> None:
    """The lines hold the fields in the order in which the dialog asks for them."""
    fields = [field for line in form.checklist.header for field in line.fields]

    assert fields == list(HeaderField)


def test_columns(form: Form) -> None:
    """The heads of the four columns stand in one row, the numbering line under them."""
    heads = " ".join(column[KK] for column in form.checklist.columns)

    assert f"{heads} 1 2 3 4" in form.law


def test_signatures(form: Form) -> None:
    """Captions and notes of the signatures follow the table; ҚОЛЫ in capitals is no other word."""
    end = form.law[form.law.index("Лауазымды тұлға") :].casefold()
    printed = [
        text[KK].casefold()
        for block in form.checklist.signatures
        for text in (block.caption, *block.notes)
    ]
    place = 0
    for text in printed:
        place = end.index(text, place) + len(text)

    assert "Лауазымды тұлға (лар)" in form.law
    assert re.sub(r"\W", "", end) == re.sub(r"\W", "", "".join(printed))


def test_requirements_are_verbatim(form: Form) -> None:
    """Each row stands in the order with its number, letter by letter."""
    broken_over_a_page = {("digital_miners", "5"), ("digital_mining_pools", "7")}
    for requirement in form.checklist.requirements:
        if (form.checklist.id, requirement.number) not in broken_over_a_page:
            assert f"{requirement.number}. {requirement.text[KK]} " in form.law


@pytest.mark.parametrize(
    ("checklist", "number", "second"),
    [
        (MINERS, "5", "энергия беруші ұйымдардан"),
        (POOLS, "7", "мемлекеттік сервисімен"),
    ],
    ids=["miners", "pools"],
)
def test_requirement_broken_over_a_page(checklist: Checklist, number: str, second: str) -> None:
    """In the source the beginning of these rows stands before the number, the rest after it."""
    text = checklist.requirement(number).text[KK]
    beginning, rest = text[: text.index(second)], text[text.index(second) :]

    assert f"{beginning}{number}. {rest}" in ORDER


def test_requirements_equal_the_table(form: Form) -> None:
    """Rows and the Russian hints are those of `checklists.json`, in its order."""
    requirements = form.checklist.requirements

    assert [one.number for one in requirements] == [row["number"] for row in form.rows]
    for one, row in zip(requirements, form.rows, strict=True):
        assert one.text == {
            Language.KAZAKH: row["kk"],
            Language.RUSSIAN: row["ru"],
            Language.ENGLISH: row["en"],
        }
        assert one.evidence_hint is not None
        assert one.evidence_hint[Language.RUSSIAN] == row["evidence_ru"]


def test_nothing_of_the_table_is_left_out(form: Form) -> None:
    """The rows of the order, put together again, are all that stands in its table."""
    start = form.law.index("1 2 3 4") + len("1 2 3 4")
    table = form.law[start : form.law.index("Лауазымды тұлға")]
    rows = " ".join(f"{one.number}. {one.text[KK]}" for one in form.checklist.requirements)

    assert sorted(table.split()) == sorted(rows.split())


@pytest.mark.parametrize(
    ("checklist", "numbers"), [(MINERS, ["4", "5", "6", "8"]), (POOLS, [])], ids=["miners", "pools"]
)
def test_rows_that_may_not_apply(checklist: Checklist, numbers: list[str]) -> None:
    """Only rows that depend on the subtype of the licence or on the grid may be left out."""
    found = [one.number for one in checklist.requirements if one.not_applicable]

    assert found == numbers


def test_cases_of_requirement_5() -> None:
    """The exemption and the two kinds of miners are pieces of the row, and each has its verdict."""
    requirement = MINERS.requirement("5")
    pieces = ROWS["digital_miners_row_5"]
    cases = requirement.alternatives

    assert [(case.key, case.verdict) for case in cases] == [
        ("off_grid", Verdict.NOT_APPLICABLE),
        ("substation", Verdict.COMPLIES),
        ("before_april", Verdict.COMPLIES),
        ("none", Verdict.VIOLATES),
    ]
    assert [case.text[KK] for case in cases[:3]] == [
        pieces["exemption_kk"],
        *pieces["alternatives_kk"],
    ]
    for case in cases[:3]:
        assert all(case.text[language] in requirement.text[language] for language in Language)


def test_other_requirements_ask_for_a_bare_verdict(form: Form) -> None:
    """Only requirement 5 of the miners distinguishes cases."""
    asking = [one for one in form.checklist.requirements if one.question or one.alternatives]

    assert asking == ([MINERS.requirement("5")] if form.checklist is MINERS else [])


def test_subject_numbers() -> None:
    """A miner may be an individual entrepreneur with an IIN; the pools' form takes a BIN only."""
    assert MINERS.subject_number is SubjectNumberKind.IIN_OR_BIN
    assert POOLS.subject_number is SubjectNumberKind.BIN
