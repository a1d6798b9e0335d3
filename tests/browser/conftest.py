"""A real browser with the real demo in it; no error and no foreign address may show up."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Request, async_playwright, expect

from bot.app.demo import Demo
from bot.settings import Settings
from tests.browser.reader import Reader

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


expect.set_options(timeout=30_000)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's chromium; without one the test is skipped, or fails where one is required."""
    if CHROMIUM is None:
        missing = "no chromium is installed on this machine: apt-get install chromium"
        if REQUIRED:
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES])
        yield running
        await running.close()


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo as `run_bot.py demo` starts it, on a free port, with nothing said yet."""
    running = Demo(Settings(_env_file=None, data_dir=tmp_path / "data", demo_port=0))
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def reader(browser: Browser, demo: Demo) -> AsyncIterator[Reader]:
    """Somebody whose browser speaks English and who has just opened the page."""
    address = demo.server.url
    context = await browser.new_context(locale="en-US", viewport={"width": 1200, "height": 900})
    page = await context.new_page()
    troubles: list[str] = []

    def note_words(message: ConsoleMessage) -> None:
        # A browser asks for an icon of its own accord where a file is opened in a tab.
        is_icon = message.location["url"].endswith("/favicon.ico")
        if message.type in {"error", "warning"} and not is_icon:
            troubles.append(message.text)

    def note_request(request: Request) -> None:
        # The browser shows a PDF with pages of its own, `chrome-extension:` and `chrome:`.
        if request.url.startswith(("http:", "https:")) and not request.url.startswith(address):
            troubles.append(f"asked {request.url}")

    context.on("console", note_words)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.on("request", note_request)
    await page.goto(address)
    yield Reader(page)
    await context.close()
    assert troubles == []
