"""The demo as somebody meets it who has just opened its page."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from bot.app.demo import STATE_BODY, Demo
from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.checklist import Checklist
from bot.domain.language import Language
from tests.browser.reader import Reader
from tests.telegram.walking import ADDRESS, APPOINTMENT, BIN, MINERS, REMARK, SUBJECT, photo

pytestmark = pytest.mark.browser

LANGUAGES = (
    ("Русский", Language.RUSSIAN),
    ("Қазақша", Language.KAZAKH),
    ("English", Language.ENGLISH),
)


def miners() -> Checklist:
    """The form that is filled in."""
    loaded = load_checklists([CHECKLISTS])
    return next(each.checklist for each in loaded if each.checklist.id == MINERS)


async def fill_header(reader: Reader) -> None:
    """Begin an inspection and answer each field of its header."""
    await reader.press("New inspection")
    await reader.press("Digital miners")
    await reader.sees("header, 1 of 6")
    await reader.press(STATE_BODY[:20])
    await reader.sees("header, 2 of 6")
    await reader.type(APPOINTMENT)
    await reader.press("Today")
    await reader.sees("header, 4 of 6")
    await reader.type(SUBJECT)
    await reader.sees("header, 5 of 6")
    await reader.type(BIN)
    await reader.sees("header, 6 of 6")
    await reader.type(ADDRESS)


async def speak_three_languages(reader: Reader) -> None:
    """Change the language at the second requirement: it is asked anew in each."""
    second = miners().requirements[1]
    for name, language in LANGUAGES:
        await reader.type("/lang")
        await reader.press(name)
        await reader.sees(second.text[language])
        await reader.sees("2 / 8")


async def answer_rest(reader: Reader) -> None:
    """Answer the second requirement and those after it with their first button."""
    for place in range(2, 9):
        await reader.sees(f"{place} / 8")
        await reader.screen.locator('[data-callback^="a:"], [data-callback^="k:"]').first.click()
    await reader.screen.locator('[data-callback^="h:"]').first.wait_for()


async def order_elimination(reader: Reader) -> None:
    """Give the violation a severity and a term, without which nothing can be finished."""
    await expect(reader.key("Finish")).to_have_count(0)
    await reader.press("1: severity and term")
    await reader.press("significant")
    await reader.sees("To be eliminated by: —")
    await reader.press("10 days")
    await expect(reader.key("Finish")).to_be_visible()


def folded(text: str) -> str:
    """A text without white space, to compare what is printed over several lines."""
    return "".join(text.split())


async def file(reader: Reader) -> bytes:
    """Open the act by its link, the first document, and read what the browser gets."""
    address = await reader.documents.first.get_attribute("href")
    answer = await reader.page.request.get(f"{reader.page.url.rstrip('/')}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    return await answer.body()


async def test_a_whole_inspection_up_to_the_supervisors_copy(
    reader: Reader, tmp_path: Path
) -> None:
    """From *New inspection* to the same PDF in another chat, with a change of language midway."""
    picture = tmp_path / "devices.jpg"
    picture.write_bytes(photo())

    await fill_header(reader)
    await reader.sees("1 / 8")
    await reader.press("Does not comply")
    await reader.sees("What was found?")
    await reader.type(REMARK)
    await reader.sees(REMARK)
    await reader.sends_photo(picture)
    await reader.sees("1 photo")
    await expect(reader.page.locator(".message.from-person .photo img")).to_be_visible()
    await reader.press("Next")
    await reader.sees("2 / 8")
    await speak_three_languages(reader)
    await answer_rest(reader)
    await order_elimination(reader)
    await reader.press("Finish")
    await reader.press("English")

    await expect(reader.documents).to_have_count(len(("act", "order")))
    async with reader.page.context.expect_page() as opening:
        await reader.documents.first.click()
    opened = await opening.value
    assert opened.url.endswith(".pdf")
    await opened.close()
    act = await file(reader)
    assert act.startswith(b"%PDF")
    printed = folded("".join(page.extract_text() for page in PdfReader(BytesIO(act)).pages))
    assert all(folded(words) in printed for words in (SUBJECT.split("😀")[0], BIN, ADDRESS, REMARK))

    send = reader.page.locator(".message.from-bot .key", has_text="Send to supervisor")
    await send.last.click()
    await reader.sees("To whom should act")
    await reader.press("Төлегенова")
    await reader.press("Send to supervisor")
    await expect(reader.page.locator(".message.from-bot").last).to_contain_text("delivered")
    await reader.become("supervisor")
    await expect(reader.documents).to_have_count(len(("act", "order")))
    await expect(reader.page.locator(".message.from-bot", has_text="New act from")).to_have_count(1)
    assert await file(reader) == act


async def test_starting_over_empties_everything_and_the_bot_answers_again(reader: Reader) -> None:
    """Nothing of the earlier drafts is left, and a new inspection can begin at once."""
    await fill_header(reader)
    await reader.sees("1 / 8")
    await reader.page.click("#start-over")
    await reader.page.click('dialog[open] [value="yes"]')
    await expect(reader.page.locator("#toast")).to_have_text("Everything is new again.")
    await reader.type("/continue")
    await reader.sees("There are no open inspections.")
    await expect(reader.page.locator(".message.from-bot", has_text=SUBJECT)).to_have_count(0)
    await reader.press("New inspection")
    await reader.press("Digital mining pools")
    await reader.sees("header, 1 of 6")


async def test_an_outsider_becomes_an_inspector_by_an_invitation(reader: Reader) -> None:
    """The administrator's link, opened as somebody else, leads through the profile to work."""
    await reader.become("outsider")
    await reader.page.click("#start-button")
    answer = reader.page.locator(".message.from-bot .words")
    await expect(answer).to_contain_text("for invited staff only")
    await reader.become("administrator")
    await reader.type("/invite")
    await reader.press("Inspector")
    await reader.page.locator(".words a").last.click()
    await reader.page.click('[data-open-as="outsider"]')
    for title, words in (
        ("Surname", "Әлиев Темірлан"),
        ("Position", "маман"),
        ("State body", "Департамент"),
    ):
        await expect(answer.last).to_contain_text(title)
        await reader.type(words)
    await reader.sees("Your role: inspector.")
    await reader.press("New inspection")
    await reader.press("Digital miners")
    await reader.sees("header, 1 of 6")
    await reader.become("administrator")
    await expect(answer.last).to_contain_text("is ready to work")


async def test_everything_can_be_done_without_a_mouse(reader: Reader, demo: Demo) -> None:
    """Tab and Enter are enough for the header and an answer; the focus stays with the screen."""
    page = reader.page
    await reader.tabs_to(page.locator('[data-person="inspector"]'))
    await page.keyboard.press("Enter")
    for label in ("New inspection", "Digital miners", STATE_BODY[:20]):
        await expect(reader.key(label)).to_be_visible()
        await reader.tabs_to(reader.key(label))
        await page.keyboard.press("Enter")
    await reader.sees("header, 2 of 6")
    composer = page.locator("#composer-text")
    await reader.tabs_to(composer)
    await page.keyboard.type(APPOINTMENT)
    await page.keyboard.press("Enter")
    await reader.sees("header, 3 of 6")
    await reader.tabs_to(reader.key("Today"))
    await page.keyboard.press("Enter")
    for place, words in enumerate((SUBJECT, BIN, ADDRESS), start=4):
        await reader.sees(f"header, {place} of 6")
        await reader.tabs_to(composer)
        await page.keyboard.type(words)
        await page.keyboard.press("Enter")
    await reader.sees("1 / 8")
    await reader.tabs_to(reader.key("Complies"))
    await page.keyboard.press("Space")
    await reader.sees("2 / 8")
    assert demo.world.messages("inspector")
