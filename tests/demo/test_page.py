"""The chat page in a real browser: the whole conversation as a person sees it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.demo.server import DemoServer
from tests.demo.conftest import INSPECTOR, Api, picture

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
QUESTION = (
    "<b>3.</b> Accreditation\n<blockquote expandable>" + "The law says so. " * 60 + "</blockquote>"
)
KEYBOARD = {
    "inline_keyboard": [
        [
            {"text": "Complies", "callback_data": "yes", "style": "success"},
            {"text": "Does not", "callback_data": "no", "style": "danger"},
        ]
    ]
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed on this machine"),
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's chromium."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES])
        yield running
        await running.close()


@pytest.fixture
async def page(browser: Browser, server: DemoServer) -> AsyncIterator[Page]:
    """The page, opened by somebody whose browser speaks English; no error may show up in it."""
    context = await browser.new_context(locale="en-US", viewport={"width": 1200, "height": 800})
    opened = await context.new_page()
    errors: list[Any] = []

    def note(error: Any) -> None:
        errors.append(error)

    opened.on("pageerror", note)
    await opened.goto(server.url)
    await opened.click('[data-person="inspector"]')
    yield opened
    assert errors == []
    await context.close()


async def ask(api: Api, **parameters: Any) -> int:
    """Send a question with buttons and tell its number."""
    answer = await api(
        "sendMessage",
        **{
            "chat_id": INSPECTOR,
            "text": QUESTION,
            "parse_mode": "HTML",
            "reply_markup": KEYBOARD,
            **parameters,
        },
    )
    number: int = answer["result"]["message_id"]
    return number


async def test_a_question_is_answered(page: Page, server: DemoServer, api: Api) -> None:
    """START, a tap with its spinner, the bot's answer, the edit in place."""
    await page.click("#start-button")
    await server.world.wait_until(lambda: server.world.messages("inspector"))
    number = await ask(api)
    button = page.locator(f'[data-message-id="{number}"] [data-callback="yes"]')
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await server.world.wait_until(lambda: server.world.pending_updates == 2)
    query = (await api("getUpdates"))["result"][1]["callback_query"]
    await api("answerCallbackQuery", callback_query_id=query["id"], text="Saved")
    await expect(page.locator("#toast")).to_have_text("Saved")
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await api("editMessageText", chat_id=INSPECTOR, message_id=number, text="Done")
    await expect(page.locator(f'[data-message-id="{number}"] .words')).to_have_text("Done")
    await expect(button).to_have_count(0)


async def test_an_alert_waits_for_the_reader(page: Page, server: DemoServer, api: Api) -> None:
    """With `show_alert` the words stay until they are confirmed."""
    server.phones.start("inspector")
    number = await ask(api)
    await page.click(f'[data-message-id="{number}"] [data-callback="no"]')
    await server.world.wait_until(lambda: server.world.pending_updates == 2)
    query = (await api("getUpdates"))["result"][1]["callback_query"]
    await api("answerCallbackQuery", callback_query_id=query["id"], text="Stop", show_alert=True)
    await expect(page.locator("dialog[open] h2")).to_have_text("Stop")
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog[open]")).to_have_count(0)


async def test_what_a_person_writes_and_attaches(
    page: Page, server: DemoServer, tmp_path: Path
) -> None:
    """Texts, a reply, a correction, albums, files and a place."""
    server.phones.start("inspector")
    await page.fill("#composer-text", "Hello")
    await page.keyboard.press("Enter")
    await expect(page.locator('[data-message-id="2"] .words')).to_have_text("Hello")
    await page.click('[data-message-id="2"] .bubble')
    await page.keyboard.type("A reply")
    await page.keyboard.press("Enter")
    await expect(page.locator('[data-message-id="3"] .quoted')).to_contain_text("Hello")
    await page.hover('[data-message-id="3"]')
    await page.click('[data-message-id="3"] [aria-label="Edit"]')
    await page.fill("#composer-text", "Corrected")
    await page.keyboard.press("Enter")
    await expect(page.locator('[data-message-id="3"] .words')).to_have_text("Corrected")
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(picture(300, 200))
    await page.set_input_files("#attach-photo", [tmp_path / "a.jpg", tmp_path / "b.jpg"])
    await expect(page.locator(".message .photo img")).to_have_count(2)
    await page.set_input_files("#attach-file", tmp_path / "a.jpg")
    await expect(page.locator(".message .document .file-name")).to_have_text("a.jpg")
    await page.click("#attach-button")
    await page.click("#attach-location")
    await page.fill("#latitude", "50.5")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message .place")).to_contain_text("50.50000, 71.43050")
    assert server.world.messages("inspector")[-1]["location"]["latitude"] == 50.5


async def test_the_bots_menus(page: Page, server: DemoServer, api: Api) -> None:
    """Commands from the menu and answers from the reply keyboard, by keyboard alone."""
    await api("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    server.phones.start("inspector")
    await page.focus("#menu-button")
    await page.keyboard.press("Enter")
    await expect(page.locator('[data-command="help"]')).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator('[data-message-id="2"] .words')).to_have_text("/help")
    markup = {"keyboard": [["Skip"]], "one_time_keyboard": True}
    await api("sendMessage", chat_id=INSPECTOR, text="?", reply_markup=markup)
    await page.click(".reply-keyboard button")
    await expect(page.locator('[data-message-id="4"] .words')).to_have_text("Skip")
    await expect(page.locator("#reply-keyboard")).to_be_hidden()


async def test_an_invitation_is_opened_as_somebody_else(
    page: Page, server: DemoServer, api: Api
) -> None:
    """A link to the bot asks who follows it, and sends the payload as that person."""
    server.phones.start("inspector")
    link = "https://t.me/tekseru_demo_bot?start=i_Ab-1"
    await api("sendMessage", chat_id=INSPECTOR, text=f"Invitation: {link}")
    await page.click(".words a")
    await page.click('[data-open-as="outsider"]')
    await expect(page.locator('[data-person="outsider"]')).to_have_attribute("aria-current", "true")
    await expect(page.locator('[data-message-id="1"] .words')).to_have_text("/start i_Ab-1")
    assert server.world.messages("outsider")[0]["text"] == "/start i_Ab-1"


async def test_nothing_a_bot_says_is_run(page: Page, server: DemoServer, api: Api) -> None:
    """Texts, labels and file names full of HTML stay words."""
    server.phones.start("inspector")
    evil = "<img src=x onerror=alert(1)>"
    markup = {"inline_keyboard": [[{"text": evil, "callback_data": "x"}]]}
    await api("sendMessage", chat_id=INSPECTOR, text=evil, reply_markup=markup)
    server.phones.send_document("inspector", b"x", evil)
    await expect(page.locator('[data-message-id="2"] .words')).to_have_text(evil)
    await expect(page.locator('[data-message-id="2"] .key')).to_have_text(evil)
    await expect(page.locator(".file-name")).to_have_text(evil)
    await expect(page.locator(".message img")).to_have_count(0)


async def test_reading_above_is_not_disturbed(page: Page, server: DemoServer, api: Api) -> None:
    """At the bottom the page follows; further up it stays, and says what is new below."""
    server.phones.start("inspector")
    for _ in range(12):
        number = await ask(api)
    await expect(page.locator(f'[data-message-id="{number}"]')).to_be_in_viewport()
    log = page.locator("#log")
    await log.hover()
    await page.mouse.wheel(0, -1200)
    await expect(page.locator("#to-bottom")).to_be_visible()
    await page.wait_for_timeout(200)
    before = await page.locator('[data-message-id="9"]').bounding_box()
    await api("editMessageText", chat_id=INSPECTOR, message_id=2, text="Short now")
    await ask(api)
    await expect(page.locator("#to-bottom-count")).to_have_text("1")
    after = await page.locator('[data-message-id="9"]').bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 3
    await page.click("#to-bottom")
    await expect(page.locator(f'[data-message-id="{number + 1}"]')).to_be_in_viewport()


async def test_language_theme_and_starting_over(page: Page, server: DemoServer, api: Api) -> None:
    """The page speaks three languages, knows day and night, and can be begun again."""
    server.phones.start("inspector")
    await ask(api)
    fold = page.locator(".fold")
    await expect(fold).to_have_text("Show in full")
    await fold.click()
    await expect(fold).to_have_attribute("aria-expanded", "true")
    await page.click('[data-language="kk"]')
    await expect(page.locator("html")).to_have_attribute("lang", "kk")
    await expect(page.locator("#start-over span")).to_have_text("Басынан бастау")
    await server.world.wait_until(lambda: server.world.person("inspector").language_code == "kk")
    await page.click("#theme")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.click("#start-over")
    await page.click('dialog[open] [value="no"]')
    assert len(server.world.messages("inspector")) == 2
    await page.click("#start-over")
    await page.click('dialog[open] [value="yes"]')
    await expect(page.locator("#start-button")).to_be_visible()
    assert server.world.messages("inspector") == []


async def test_unread_messages_are_counted(page: Page, server: DemoServer, api: Api) -> None:
    """Who is not looked at has a number; looking takes it away."""
    server.phones.start("supervisor")
    await api("sendMessage", chat_id=1003, text="One")
    await api("sendMessage", chat_id=1003, text="Two")
    supervisor = page.locator('[data-person="supervisor"]')
    await expect(supervisor.locator(".unread")).to_have_text("2")
    await supervisor.click()
    await expect(supervisor.locator(".unread")).to_have_count(0)


async def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: Browser, server: DemoServer, api: Api
) -> None:
    """On a phone's width everything fits."""
    server.phones.start("inspector")
    await ask(api)
    context = await browser.new_context(viewport={"width": 390, "height": 780}, locale="kk-KZ")
    narrow = await context.new_page()
    await narrow.goto(server.url)
    await narrow.click('[data-person="inspector"]')
    await expect(narrow.locator('[data-callback="yes"]')).to_be_in_viewport()
    assert await narrow.evaluate("document.documentElement.scrollWidth") == 390
    assert await narrow.evaluate("document.querySelector('#log').scrollWidth") == 390
    await context.close()
