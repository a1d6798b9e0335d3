"""The order to eliminate: how grave each violation is, until when, and what is to be done."""

from datetime import date, timedelta

import pytest

from bot.domain.checklist import Severity, Verdict
from bot.domain.language import Language
from bot.i18n import speaking
from bot.telegram.screens.words import day
from tests.documents.reading import folded, read_text
from tests.office import Chat, Office, services_of
from tests.telegram.walking import (
    REMARK,
    answer_rest,
    begin_filled,
    begin_violated,
    finish,
    grade,
    label,
    order_everything,
    say,
)

ENGLISH = Language.ENGLISH
DUTY = "Техникалық құжаттаманы тапсыру"


def today(office: Office) -> date:
    """The present day of the bot."""
    return services_of(office.app).inspections.today()


async def measures(office: Office) -> list[tuple[str, str, str | None]]:
    """What is ordered: requirement, day, instruction."""
    rows = await office.rows("SELECT requirement, due, instruction FROM measure ORDER BY 1")
    return [tuple(row) for row in rows]


async def ordering(office: Office, *numbers: str) -> Chat:
    """An inspector who has just opened the first violation of the order."""
    chat = await begin_violated(office, ENGLISH, *numbers)
    await chat.press(f"{numbers[0]}: severity and term")
    return chat


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("days", [10, 15, 30])
async def test_severity_and_term_are_two_taps(
    office: Office, days: int, language: Language
) -> None:
    """With both known the review comes back, and the inspection can be finished."""
    chat = await begin_violated(office, language, "1")
    assert say(language, "Finish") not in chat.labels()
    await chat.tap(chat.screen, "eo:1:1")
    with speaking(language):
        due = day(today(office) + timedelta(days=days))
    assert f"{say(language, 'Severity')}: —" in chat.text
    await chat.press(grade(language, Severity.GROSS))
    assert f"☑️ {grade(language, Severity.GROSS)}" in chat.labels()
    (pressed,) = [each for each in chat.labels() if each.endswith(f"· {due}")]
    await chat.press(pressed)

    assert say(language, "Finish") in chat.labels()
    expected = (today(office) + timedelta(days=days)).isoformat()
    assert await measures(office) == [("1", expected, None)]
    (answer,) = await office.rows("SELECT severity FROM answer WHERE requirement = '1'")
    assert answer["severity"] == "gross"
    await chat.tap(chat.screen, "eo:1:1", force=True)
    assert due in chat.text
    assert grade(language, Severity.GROSS) in chat.text


async def test_the_term_can_come_before_the_severity(office: Office) -> None:
    """In either order; only both together lead on."""
    chat = await ordering(office, "1")
    await chat.press("10 days")
    assert "Severity: —" in chat.text
    await chat.press("minor")
    assert "Finish" in chat.labels()


async def test_after_one_violation_comes_the_next(office: Office) -> None:
    """In the order of the form, and the review at the end; what is known is not asked again."""
    chat = await ordering(office, "1", "3", "7")
    await chat.press("📋 Review")
    await chat.press("7: severity")
    await chat.press("minor")
    await chat.press("15 days")
    assert "order to eliminate" in chat.text
    assert "\n1. " in chat.text
    await chat.press("gross")
    await chat.press("10 days")
    assert "\n3. " in chat.text
    await chat.press("gross")
    await chat.press("10 days")
    assert "Finish" in chat.labels()
    assert [row[0] for row in await measures(office)] == ["1", "3", "7"]


async def test_a_day_can_be_typed(office: Office) -> None:
    """As day, month and year, or as machines write it."""
    chat = await ordering(office, "1")
    await chat.press("gross")
    due = today(office) + timedelta(days=20)
    await chat.send(due.strftime("%d.%m.%Y"))
    assert "Finish" in chat.labels()
    await chat.tap(chat.screen, "eo:1:1", force=True)
    later = due + timedelta(days=1)
    await chat.send(later.isoformat())
    assert await measures(office) == [("1", later.isoformat(), None)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("days", [-30, 0, 9])
async def test_a_term_that_is_too_short_is_refused(
    office: Office, days: int, language: Language
) -> None:
    """Art. 152(7): the words name the article and the first possible day; nothing is kept."""
    chat = await begin_violated(office, language, "1")
    await chat.tap(chat.screen, "eo:1:1")
    await chat.press(grade(language))
    screen = chat.text
    answer = await chat.send((today(office) + timedelta(days=days)).strftime("%d.%m.%Y"))
    with speaking(language):
        earliest = day(today(office) + timedelta(days=10))
    assert answer.startswith("⚠️")
    assert answer.endswith(screen)
    for words in ("152", "7", earliest):
        assert words in answer.removesuffix(screen)
    assert await measures(office) == []
    assert await office.rows("SELECT 1 FROM audit WHERE action = 'measure_set'") == []


@pytest.mark.parametrize("typed", ["31.02.2027", "12.2026", "05.03.2999", "1", "--"])
async def test_what_is_nearly_a_day_is_no_instruction(office: Office, typed: str) -> None:
    """A day that does not exist is not printed as what is to be done."""
    chat = await ordering(office, "1")
    await chat.press("10 days")
    kept = await measures(office)
    assert "This is not a date" in await chat.send(typed)
    assert await measures(office) == kept


async def test_what_is_to_be_done_can_be_typed(office: Office) -> None:
    """It stands in the order; typed again it replaces the text before, and the term stays."""
    chat = await ordering(office, "1")
    assert "This is not a date" in await chat.send(DUTY)
    assert await measures(office) == []
    await chat.press("15 days")
    await chat.send("something else")
    assert f"🛠 {DUTY}" in await chat.send(DUTY)
    due = (today(office) + timedelta(days=15)).isoformat()
    assert await measures(office) == [("1", due, DUTY)]
    assert "2001 characters, at most 2000" in await chat.send("Ұ" * 2001)
    await chat.press("gross")
    await finish(chat, ENGLISH)
    assert folded(DUTY) in read_text(chat.file(chat.documents[-1]))


async def test_a_violation_that_is_none_any_more_is_not_ordered(office: Office) -> None:
    """The verdict was changed afterwards: one document, and no word of the term in it."""
    chat = await ordering(office, "1")
    await chat.press("gross")
    await chat.press("10 days")
    await chat.tap(chat.screen, "eo:1:1", force=True)
    await chat.send(DUTY)
    elimination = chat.screen
    await chat.tap(chat.screen, "q:1:1", force=True)
    await chat.press(label(ENGLISH, Verdict.COMPLIES))
    await chat.tap(elimination, "ed:1:1:30", force=True)
    assert "out of date" in chat.toast
    await chat.tap(chat.screen, "r:1", force=True)
    await finish(chat, ENGLISH)
    assert [d["document"]["file_name"] for d in chat.documents] == ["act-2026-000001-r1-en.pdf"]
    assert folded(DUTY) not in read_text(chat.file(chat.documents[0]))


async def test_a_violation_found_afterwards_has_to_be_ordered(office: Office) -> None:
    """An inspection without violations could be finished; with one it cannot."""
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    assert "Finish" in chat.labels()
    await chat.press("✏ Answers")
    await chat.press("❌")
    await chat.send(REMARK)
    await chat.press("Next")
    assert "Finish" not in chat.labels()
    version = (await office.rows("SELECT version FROM inspection"))[0]["version"]
    await chat.tap(chat.screen, f"f:1:{version}", force=True)
    assert "Something is still missing" in chat.toast
    await chat.tap(chat.screen, f"p:1:{version}:en", force=True)
    assert "Something is still missing" in chat.toast
    assert await office.rows("SELECT 1 FROM act") == []


async def test_a_term_that_has_become_too_short_holds_the_act_back(office: Office) -> None:
    """Finished days later than it was set: words, the way to the term, and no act."""
    chat = await begin_violated(office, ENGLISH, "1", "3")
    await order_everything(chat, ENGLISH)
    passed = (today(office) + timedelta(days=9)).isoformat()
    await office.rows("UPDATE measure SET due = ? WHERE requirement = '3'", (passed,))
    await chat.press("✏ Circumstances")
    await chat.press("📋 Review")
    await chat.press("Finish")
    await chat.press("English")

    assert "art. 152, par. 7" in chat.toast
    assert day_in_english(today(office) + timedelta(days=10)) in chat.toast
    assert "\n3. " in chat.text
    (inspection,) = await office.rows("SELECT status FROM inspection")
    assert (inspection["status"], await office.rows("SELECT 1 FROM act")) == ("draft", [])
    assert chat.documents == []
    await chat.press("10 days")
    await finish(chat, ENGLISH)
    assert len(chat.documents) == 2


def day_in_english(moment: date) -> str:
    """A day as the bot writes it in English."""
    with speaking(ENGLISH):
        return day(moment)


async def test_a_button_of_somebody_elses_order_does_nothing(office: Office) -> None:
    """Nor do the words tell that there is such an inspection."""
    chat = await ordering(office, "1")
    await office.hire("supervisor")
    other = office.chat("supervisor")
    for data in ("eo:1:1", "eg:1:1:gross", "ed:1:1:10"):
        await other.tap(other.screen, data, force=True)
        assert "There is no such inspection." in other.toast
    assert await measures(office) == []
    assert "Severity: —" in chat.text


async def test_an_old_button_of_the_order_does_nothing_after_the_end(office: Office) -> None:
    """What was signed stays what it is."""
    chat = await ordering(office, "1")
    elimination = chat.screen
    await chat.press("📋 Review")
    await finish(chat, ENGLISH)
    kept = await measures(office)
    for data in ("eo:1:1", "eg:1:1:gross", "ed:1:1:30"):
        await chat.tap(elimination, data, force=True)
        assert "finished or cancelled" in chat.toast
    assert await measures(office) == kept
