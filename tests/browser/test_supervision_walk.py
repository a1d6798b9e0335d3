"""The loop between inspectors and supervisors, as somebody walks it on the demo's page."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.reader import Reader
from tests.browser.test_demo_walk import fill_header

pytestmark = pytest.mark.browser


def message(reader: Reader, words: str) -> Locator:
    """The last message of the bot that says this."""
    return reader.page.locator(".message.from-bot", has_text=words).last


def key_of(reader: Reader, words: str, label: str) -> Locator:
    """A button of the message that says this."""
    pattern = re.compile(rf"^\W*{re.escape(label)}")
    return message(reader, words).locator(".key").filter(has_text=pattern).first


async def inspect_together(reader: Reader) -> None:
    """The inspector names a colleague, who answers all but the first requirement."""
    await fill_header(reader)
    await reader.sees("1 / 8")
    await reader.press("☰")
    await reader.press("Co-inspectors")
    await reader.press("Оспанов")
    await reader.press("Go on")
    await reader.press("Complies")
    await reader.sees("2 / 8")
    await reader.become("colleague")
    await key_of(reader, "named you as co-inspector", "Go on").click()
    for place in range(2, 9):
        await reader.sees(f"{place} / 8")
        await reader.screen.locator('[data-callback^="a:"], [data-callback^="k:"]').first.click()
    await reader.sees("finishes")
    await reader.become("inspector")
    await reader.type("/continue")
    await reader.sees("Answered by")
    await reader.press("Review")


async def finish_and_send(reader: Reader) -> None:
    """From the review to the supervisor's chat."""
    await reader.press("Finish")
    await reader.press("English")
    await expect(reader.key("Send to supervisor")).to_be_visible()
    await reader.press("Send to supervisor")
    await reader.sees("To whom should act")
    supervisor = reader.key("Төлегенова")
    if "⬜" in await supervisor.inner_text():
        await supervisor.click()
    await reader.press("Send to supervisor")
    await expect(message(reader, "delivered")).to_be_visible()


async def test_an_act_is_returned_corrected_and_accepted(reader: Reader) -> None:
    """Two inspectors, a return with a remark, the second revision, what changed, accepted."""
    await inspect_together(reader)
    await finish_and_send(reader)
    await reader.become("supervisor")
    await key_of(reader, "New act from", "Return").click()
    await reader.sees("What has to be corrected?")
    await reader.press("✅ 2.")
    await reader.type("Say which meter was looked at")
    await reader.sees("Say which meter")
    await reader.press("Return")
    await expect(message(reader, "New act from")).to_contain_text("Returned by")

    await reader.become("inspector")
    await key_of(reader, "Returned by", "Requirement 2").click()
    await reader.sees("Correction of act")
    await reader.type("Meter № 17")
    await reader.sees("Meter № 17")
    await reader.press("Review")
    await finish_and_send(reader)

    await reader.become("supervisor")
    await expect(message(reader, "New act from")).to_contain_text("revision 2")
    await key_of(reader, "New act from", "What changed").click()
    await reader.sees("Meter № 17")
    await reader.type("/lang")
    await reader.press("Қазақша")
    await key_of(reader, "New act from", "Accept").click()
    await expect(message(reader, "✅ Бекіткен")).to_contain_text("Төлегенова")
    await reader.become("inspector")
    await expect(message(reader, "Accepted by")).to_contain_text("Төлегенова")
    await key_of(reader, "Accepted by", "About the act").click()
    await reader.sees("State: ✅ accepted")
    await expect(reader.key("Ask for a correction")).to_be_visible()
