"""Somebody in front of the chat page: reads what is shown, presses, types."""

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

MOST_TABS = 150


class Reader:
    """One browser window on the demo."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def screen(self) -> Locator:
        """The message whose buttons are open: the last one of the bot with a keyboard."""
        return self.page.locator(".message.from-bot:has(.inline-keyboard)").last

    @property
    def documents(self) -> Locator:
        """The links of the files in the chat."""
        return self.page.locator(".message.from-bot .document a[href]")

    def key(self, label: str) -> Locator:
        """The button of the open screen whose label begins like this, signs left aside."""
        pattern = re.compile(rf"^\W*{re.escape(label)}")
        return self.screen.locator(".key").filter(has_text=pattern).first

    async def become(self, person: str) -> None:
        """Switch to another person."""
        await self.page.click(f'[data-person="{person}"]')
        await expect(self.page.locator(f'[data-person="{person}"]')).to_have_attribute(
            "aria-current", "true"
        )

    async def press(self, label: str) -> None:
        """Press a button of the open screen with the mouse."""
        await self.key(label).click()

    async def type(self, words: str) -> None:
        """Type a message and send it."""
        await self.page.click("#composer-text")
        await self.page.keyboard.type(words)
        await self.page.keyboard.press("Enter")

    async def sees(self, words: str) -> None:
        """Wait until the open screen holds these words."""
        await expect(self.screen).to_contain_text(words)

    async def sends_photo(self, path: Path) -> None:
        """Choose a photo in the file dialog of the attachment menu."""
        await self.page.click("#attach-button")
        async with self.page.expect_file_chooser() as choosing:
            await self.page.click("#attach-photo-button")
        await (await choosing.value).set_files(path)

    async def tabs_to(self, wanted: Locator) -> None:
        """Press Tab until the focus is there, as somebody without a mouse does."""
        for _ in range(MOST_TABS):
            if await wanted.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {wanted}")
