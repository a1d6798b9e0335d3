"""The order to eliminate: only violations, each with its degree, its measure and its day."""

from dataclasses import replace

import pytest

from bot.documents.order import render_order
from bot.domain.act import ActNumber
from bot.domain.checklist import Severity, Verdict
from bot.domain.inspection import Answer
from bot.domain.language import Language
from tests.documents.reading import folded, read_pages, read_text
from tests.documents.samples import INSTRUCTION, make_act, make_checklist, make_whole_act


def test_without_violations_there_is_no_order() -> None:
    """Nothing to eliminate, nothing to order."""
    with pytest.raises(ValueError, match="no violations"):
        render_order(make_act(violations=False))


@pytest.mark.parametrize("language", list(Language))
def test_only_violations_are_ordered(language: Language) -> None:
    """What complies or does not apply is not in the order; what is violated, word for word."""
    act = make_whole_act(language=language)

    text = read_text(render_order(act))

    for row in act.checklist.requirements:
        violated = act.answers[row.number].verdict is Verdict.VIOLATES
        assert (folded(row.text[language]) in text) is violated
    assert folded(INSTRUCTION) in text


def test_a_measure_without_words_refers_to_the_checklist() -> None:
    """An inspector who types nothing still orders something that can be done."""
    text = read_text(render_order(make_whole_act(language=Language.ENGLISH)))

    wanted = "Eliminate the violation: bring the activity into line with item 3 of the checklist"
    assert folded(wanted) in text
    assert folded("15 December 2026") in text
    assert folded("10 December 2026") in text


def test_the_order_tells_terms_and_duties() -> None:
    """Ten calendar days, three working days to ask for more, and the duty to report."""
    text = read_text(render_order(make_whole_act(language=Language.RUSSIAN)))

    for duty in (
        "не менее десяти календарных дней со дня вручения",
        "не позднее трёх рабочих дней",
        "обязан сообщить органу контроля и надзора об устранении",
        "(дата вручения предписания; подпись получившего)",
    ):
        assert folded(duty) in text


def test_the_order_belongs_to_its_act() -> None:
    """One order for one act, with the same number and revision."""
    act = replace(make_whole_act(language=Language.ENGLISH), number=ActNumber(2026, 7, 2))

    pages = read_pages(render_order(act))

    assert folded("Annex to the act on the results of the inspection No. 2026-000007") in pages[0]
    assert all(folded("Order No. 2026-000007, revision 2") in page for page in pages)


def test_degrees_and_days_that_nobody_entered_are_left_to_the_pen() -> None:
    """The order can be printed before everything is known."""
    act = make_act(language=Language.ENGLISH)

    assert read_text(render_order(act)).count("________") == 4
    rows = tuple(replace(row, severity=Severity.MINOR) for row in act.checklist.requirements)
    graded = replace(act, checklist=replace(act.checklist, requirements=rows))
    assert folded("minor violation") in read_text(render_order(graded))


def test_a_violation_longer_than_a_page_is_continued() -> None:
    """A remark of 4,000 characters and all rows violated: torn between lines, nothing is lost."""
    checklist = make_checklist(8)
    remark = " ".join(f"сөз{place}" for place in range(600))
    answers = {
        number: Answer(number, Verdict.VIOLATES, remark=remark) for number in checklist.numbers
    }

    text = read_text(render_order(replace(make_act(checklist), answers=answers)))

    assert all(text.count(f"сөз{place}сөз") + 1 >= 8 for place in range(599))
    assert len(remark) > 4000
