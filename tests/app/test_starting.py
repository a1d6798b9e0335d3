"""The program as a process: it starts, serves, and stops when it is told to."""

import asyncio
import signal
from pathlib import Path

import aiohttp

from bot.demo.server import DemoServer
from tests.app.program import program
from tests.office import TOKEN


async def test_without_a_token_the_demo_shows_its_page_until_it_is_stopped(tmp_path: Path) -> None:
    """One command and a browser are all that a newcomer needs; it can be started again."""
    for arguments, number in (((), signal.SIGTERM), (("demo",), signal.SIGINT)):
        async with program(tmp_path, *arguments, DEMO_PORT="0") as demo:
            address = (await demo.says("Demo chat:")).split()[2]
            async with aiohttp.ClientSession() as session, session.get(address) as page:
                assert page.status == 200
                assert "Tekseru" in await page.text()
            assert await demo.stop(number) == 0
        assert demo.errors == ""


async def test_the_bot_serves_and_its_claim_link_makes_an_administrator_once(
    tmp_path: Path, server: DemoServer
) -> None:
    """Without an administrator the first start prints a link; the next start prints none."""
    world = server.world
    settings = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
    async with program(tmp_path, **settings) as bot:
        link = (await bot.says("become the administrator")).split()[-1]
        assert link.startswith(f"https://t.me/{world.bot_username}?start=i_")
        assert await bot.says("is listening") == (
            f"@{world.bot_username} is listening. Stop it with Ctrl-C."
        )
        server.phones.start("administrator", link.partition("start=")[2])
        await world.wait_until(lambda: len(world.messages("administrator")) > 1, timeout=30)
        assert await bot.stop() == 0
    async with program(tmp_path, "run", **settings) as bot:
        await bot.says("is listening")
        assert "become the administrator" not in bot.output
        assert await bot.stop() == 0
        assert TOKEN not in bot.output + bot.errors


async def test_settings_are_read_from_a_file_and_the_environment_comes_first(
    tmp_path: Path, server: DemoServer
) -> None:
    """`.env` in the folder where the program is started; a named administrator needs no link."""
    (tmp_path / ".env").write_text(
        f"BOT_TOKEN={TOKEN}\nADMIN_IDS=1001, 1002\nTELEGRAM_API_URL=http://127.0.0.1:1\n"
    )
    async with program(tmp_path, TELEGRAM_API_URL=server.url) as bot:
        await bot.says("is listening")
        assert "t.me" not in bot.output
        assert await bot.stop() == 0


async def test_a_wrong_token_is_told_in_one_sentence(tmp_path: Path, server: DemoServer) -> None:
    """Telegram's refusal is final: the program ends and names the setting, not its value."""
    token = "7000000001:a-token-of-another-bot"
    async with program(tmp_path, BOT_TOKEN=token, TELEGRAM_API_URL=server.url) as bot:
        assert await bot.ends() == 1
    assert bot.errors == ""
    assert bot.output == (
        "Telegram does not accept BOT_TOKEN: copy the token from @BotFather again.\n"
    )


async def test_an_unreachable_telegram_does_not_keep_the_bot_from_ending(tmp_path: Path) -> None:
    """It says so in one sentence and goes on trying, until SIGTERM ends it."""
    async with program(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:1") as bot:
        said = await bot.says("Telegram")
        assert said == "Telegram does not answer at 127.0.0.1:1; the bot keeps trying."
        assert await bot.stop() == 0
    assert bot.output.strip() == said
    assert "Traceback" not in bot.errors
    assert TOKEN not in bot.output + bot.errors


async def test_a_silent_telegram_does_not_keep_the_bot_from_ending(tmp_path: Path) -> None:
    """SIGTERM ends it in the middle of a call that is never answered."""
    called = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    async with listening:
        address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        async with program(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=address) as bot:
            await asyncio.wait_for(called.wait(), 60)
            assert await bot.stop() == 0
    assert "Traceback" not in bot.errors
